import { ts } from "ts-morph";
import { type CodeStyle, quote } from "../../edits/code-style";
import { isTypeScript } from "../../finder/syntax";
import { type Finding } from "../../finder";
import { readIfThere } from "../../project/source-text";
import { getImportPosition } from "../native/native-modules";
import { type RuleContext } from "../rule";
import { type FileNames } from "./file-names";
import { findAbove, type GameKind, getFileForm, toSpecifier } from "./module-place";
import { type References } from "./references";

/** Files whose imports of types have to say so. */
const strictImports =
  /"(?:verbatimModuleSyntax|importsNotUsedAsValues|preserveValueImports)"\s*:\s*(?:true|"error")/;

/** Columns that an import has at most. */
const longestLine = 110;

type Names = ReadonlyMap<string, { readonly local: string; readonly isType: boolean }>;

/** Imports the module where a game's files use it. */
export class ImportWriter {
  constructor(
    private readonly context: RuleContext,
    private readonly names: FileNames,
    private readonly kind: GameKind,
    private readonly references: References,
    private readonly main: Finding,
  ) {}

  /** To be called when all names are known that files use. */
  write(): void {
    for (const [source, names] of this.names.getAll()) this.writeFile(source, names);
  }

  private writeFile(source: ts.SourceFile, names: Names): void {
    const form = getFileForm(source);
    if (form === "script" || names.size === 0) return;
    const { fileName } = source;
    const style = this.context.getStyle(fileName);
    const keepsEnding = !isTypeScript(source) && form === "module" && this.kind.form !== "typescript";
    const from = quote(toSpecifier(fileName, this.kind.path, keepsEnding), style);
    const lines = this.splitTypes(source, names).map(({ head, list }) =>
      form === "commonjs"
        ? writeList(style.constant, bind(list, ": "), `= require(${from})${style.semicolon}`, style)
        : writeList(head, bind(list, " as "), `from ${from}${style.semicolon}`, style),
    );
    const position = this.getPosition(source);
    const before = source.text.slice(source.text.lastIndexOf("\n", position - 1) + 1, position);
    const indent = /^[ \t]+$/.test(before) ? before : "";
    const text = lines.map((line) => `${line}${style.eol}${indent}`).join("");
    this.context.edit(this.main, fileName, position, position, text);
  }

  /** One import, or two where types have to be imported as such. */
  private splitTypes(source: ts.SourceFile, names: Names): { head: string; list: Names }[] {
    const folder = source.fileName;
    const isStrict = strictImports.test(
      readIfThere(findAbove(folder.replace(/\/[^/]*$/, ""), "tsconfig.json") ?? "") ?? "",
    );
    if (!isStrict) return [{ head: "import", list: names }];
    const pick = (isType: boolean): Names => new Map([...names].filter(([, each]) => each.isType === isType));
    return [
      { head: "import", list: pick(false) },
      { head: "import type", list: pick(true) },
    ].filter(({ list }) => list.size > 0);
  }

  /** Where the SDK was imported, else where the first import is. */
  private getPosition(source: ts.SourceFile): number {
    const imported = this.references.removed.find(
      (node) => node.getSourceFile() === source && ts.isImportDeclaration(node),
    );
    if (!imported) return getImportPosition(source);
    const { text } = source;
    const start = imported.getStart();
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    return /^[ \t]*$/.test(text.slice(lineStart, start)) ? lineStart : start;
  }
}

/** A list of names in braces, on a line of its own each where one line would be too long. */
function writeList(head: string, names: readonly string[], end: string, { eol, indent }: CodeStyle): string {
  const line = `${head} { ${names.join(", ")} } ${end}`;
  if (line.length <= longestLine) return line;
  return [`${head} {`, ...names.map((name) => `${indent}${name},`), `} ${end}`].join(eol);
}

function bind(names: Names, as: string): string[] {
  return [...names]
    .map(([name, { local }]) => (local === name ? name : `${name}${as}${local}`))
    .sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
}
