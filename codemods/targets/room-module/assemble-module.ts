import { ts } from "ts-morph";
import { type Language } from "../../../src/contract";
import { moduleEnumNames, writeEnums } from "./module-enums";
import { type TargetSdk } from "../target";
import { type ModuleFile, moduleFiles, type ModuleSources } from "./module-files";
import { dropSpans, dropUnused, parseModule, type Span } from "./unused-parts";

/**
 * How the module stands in a game: as TypeScript, as JavaScript that is an ES module or a CommonJS one, or as a plain
 * script that finds the SDK's global and leaves what it exports in the global scope.
 */
export type ModuleForm = "typescript" | "module" | "commonjs" | "script";

/**
 * Where the module finds the target's SDK: in its package, or in the global of the SDK's browser file, as games without a
 * package manager have it, and those whose compiler cannot read the package's typings (TypeScript before 4.9). Then the module carries
 * the little that it needs of these. `path` is that of the file where the module has to load it; without one the page
 * or the engine does.
 */
export type SdkSource = { readonly kind: "package" } | { readonly kind: "file"; readonly path?: string };

/** What a game needs of the module. */
export interface ModuleNeeds {
  /**
   * Names that occur in the game's code. Types, enums, their members, calls and handlers that none of them means are left
   * out. Where names may be used that do not occur (settings from a file, a table of handlers from outside), add them.
   */
  readonly names: ReadonlySet<string>;
  /** Enums that the game uses as a whole, e.g. `ErrCode[code]`; of the others it gets the members that are among its names. */
  readonly wholeEnums?: ReadonlySet<string>;
  readonly form: ModuleForm;
  /** How the SDK comes in; a package unless said otherwise. */
  readonly sdk?: SdkSource;
  /** Language of the comments. */
  readonly language: Language;
}

/** Parts that files, statements and members belong to (`// part: frames`), and the names by which a game makes use of them. */
const parts: Readonly<Record<string, readonly string[]>> = {
  frames: ["onRecvFrame"],
  gaps: ["isAutoRequestFrame", "autoRequestFrame", "retryAutoRequestFrame", "onAutoRequestFrameError"],
  match: ["matchPlayers", "matchGroup", "onMatch", "onCancelMatch", "cancelPlayerMatch"],
  groups: ["Group", "GameGroup"],
  key: ["secretKey"],
  signature: ["createSignature"],
  log: ["DebuggerLog"],
};

const partPattern = /\/\/ part: (\w+)/;

/**
 * The module for one game: the parts that it uses, commented in its language and in its form, with `\n` line ends. Members
 * that others of the module use stay, whether the game names them or not. It exports `connection`, `Connection`, `GameRoom`,
 * `GameGroup`, `RandomUtil`, `DebuggerLog`, and MGOBE's types and enums under their names ({@link listModuleExports}).
 */
export function assembleModule(sources: ModuleSources, needs: ModuleNeeds): string {
  const { names, form, language, sdk = { kind: "package" }, wholeEnums = new Set<string>() } = needs;
  const isUsed = (part: string): boolean => !!parts[part]?.some((name) => names.has(name));
  const texts = moduleFiles
    .filter(({ part }) => part === undefined || isUsed(part))
    .map((file) => toBody(sources.files.get(file.name) ?? "", file));
  const isTypeScript = form === "typescript";
  const enums = writeEnums(!isTypeScript, wholeEnums);
  const isFile = isTypeScript && sdk.kind === "file";
  const channel = sources.files.get("channel") ?? "";
  const begin = `${readHead(channel)}${isFile ? sources.ownTypings : readSdkImports(channel)}`;
  const all = [begin, enums, ...texts].join("\n");
  const whole = dropSpans(all, listUnusedParts(parseModule(all), isUsed));
  const used = dropUnused(
    isUsed("groups") ? whole : whole.replace(/ \| GameGroup\b/g, ""),
    names,
    wholeEnums,
  );
  const formed = toForm(chooseLanguage(used, language), form, sources.sdk);
  return bringSdk(formed, form, sources.sdk, sdk).replace(/\n{3,}/g, "\n\n");
}

/** All that a module can export; a game's names choose from it. */
export function listModuleExports(sources: ModuleSources): ReadonlySet<string> {
  const texts = moduleFiles
    .filter(({ isInternal }) => !isInternal)
    .map(({ name }) => sources.files.get(name) ?? "");
  const pattern = /^export (?:const|class|interface|type) (\w+)/gm;
  return new Set([
    ...moduleEnumNames,
    ...[...texts.join("\n").matchAll(pattern)].map(([, name = ""]) => name),
  ]);
}

/** The comment at the very beginning. */
function readHead(text: string): string {
  return /^(?:\/\/.*\n)+/.exec(text)?.[0] ?? "";
}

/** The imports that are no other file of the module. */
function readSdkImports(text: string): string {
  return (text.match(/^import .* from "[^."].*";\n/gm) ?? []).join("");
}

/** A file without its imports, and without exports that are for other files of the module. */
function toBody(text: string, { isInternal = false }: ModuleFile): string {
  const source = parseModule(text);
  const imports = source.statements.filter((statement) => ts.isImportDeclaration(statement));
  const body = dropSpans(
    text,
    imports.map((each) => ({ start: each.getFullStart(), end: each.end })),
  );
  const shown = isInternal ? body.replace(/^export /gm, "") : body.replace(/^export (?=function )/gm, "");
  return `${shown.trim()}\n`;
}

/** Statements and members of parts that the game does not use. */
function listUnusedParts(source: ts.SourceFile, isUsed: (part: string) => boolean): Span[] {
  const spans: Span[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStatement(node) || ts.isClassElement(node) || ts.isTypeElement(node)) {
      const comments = source.text.slice(node.getFullStart(), node.getStart(source));
      const part = partPattern.exec(comments)?.[1];
      if (part !== undefined && !isUsed(part)) {
        spans.push({ start: node.getFullStart(), end: node.end });
        return;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return spans;
}

/** Comments hold English, then `¦`, then Chinese; those for this repository's tools go. */
function chooseLanguage(text: string, language: Language): string {
  const isEnglish = language === "en";
  return text
    .replace(/^[ \t]*\/\/ (?:eslint|part: ).*\n/gm, "")
    .replace(
      /\/\*\*\s+((?:(?!\*\/)[^¦])*?)\s*(?:\* )?¦ ((?:(?!\*\/)[^])*?)\s*\*\//g,
      (_all, en: string, zh: string) => {
        const chosen = (isEnglish ? en : zh).trim();
        return chosen.includes("\n") ? `/**\n * ${chosen.replace(/^\* /, "")}\n */` : `/** ${chosen} */`;
      },
    )
    .replace(/(?:^[ \t]*\/\/.*\n)+/gm, (block) => {
      const at = block.indexOf("¦");
      if (at === -1) return block;
      const indent = /^[ \t]*/.exec(block)?.[0] ?? "";
      const chinese = `${indent}// ${block.slice(at + 1).trimStart()}`;
      return isEnglish ? `${block.slice(0, at).replace(/\s*(\/\/)?\s*$/, "")}\n` : chinese;
    });
}

function toForm(text: string, form: ModuleForm, sdk: TargetSdk): string {
  if (form === "typescript") return text;
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2018,
      module: form === "commonjs" ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
      newLine: ts.NewLineKind.LineFeed,
    },
  });
  const spaced = outputText
    .replace(/^( {4})?\}\n(?=\1(?:[\w$]|\/\*|\/\/))/gm, (line) => `${line}\n`)
    .replace(/^( *)(.*\S)\n(?=\1\/\*\*)/gm, (all, indent: string, rest: string) =>
      /[{,]$/.test(rest) || indent.length > 4 ? all : `${all}\n`,
    );
  return form === "script" ? toScript(spaced, sdk) : spaced;
}

/** Puts the way to the SDK's file where the module has that to the package. */
function bringSdk(text: string, form: ModuleForm, sdk: TargetSdk, source: SdkSource): string {
  if (form === "script" || source.kind === "package") return text;
  const { path } = source;
  const { value, global } = sdk;
  const name = sdk.package.replace(/\W/g, "\\$&");
  const load =
    path === undefined ? "" : form === "commonjs" ? `require("${path}");\n` : `import "${path}";\n`;
  if (form === "typescript") return load === "" ? text : text.replace(/^(?=\/\*\*)/m, `${load}\n`);
  return text
    .replace(new RegExp(`^import .* from "${name}";\\n`, "m"), `${load}const { ${value} } = ${global};\n`)
    .replace(new RegExp(`^const (\\w+) = require\\("${name}"\\);\\n`, "m"), `${load}const $1 = ${global};\n`);
}

/** A script shares one scope with all others: only what the module exports is left there. */
function toScript(text: string, { value, global }: TargetSdk): string {
  const head = readHead(text);
  const names = [...text.matchAll(/^export (?:const|class|var) (\w+)/gm)].map(([, name]) => name);
  const body = text
    .slice(head.length)
    .replace(/^import .*\n/gm, "")
    .replace(/^export /gm, "")
    .trim();
  return [
    `${head}const { ${names.join(", ")} } = (() => {`,
    `const { ${value} } = ${global};\n\n${body}\n\nreturn { ${names.join(", ")} };`.replace(
      /^(?=.)/gm,
      "    ",
    ),
    "})();\n",
  ].join("\n");
}
