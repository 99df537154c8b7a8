import { ts } from "ts-morph";
import { isTypeScript } from "../finder/syntax";
import { type CodeStyle } from "../edits/code-style";
import { type TextEdit } from "../edits/text-edit";
import { type Subject } from "../rules/rule";
import { type Helper } from "../targets/target";

/** Where one copy of a helper goes. */
interface Placement {
  readonly source: ts.SourceFile;
  /** Namespace block that holds the copy; the file itself when undefined. */
  readonly block?: ts.ModuleBlock;
  readonly name: string;
  readonly rule: string;
  /** Finding that needed it first. */
  readonly finding: number;
}

/**
 * Gives each file that needs a helper its own copy of it, at the end: no import to resolve, whatever loads the scripts.
 * A copy inside a namespace goes to the namespace's end, where it cannot meet another file's copy in the global scope.
 */
export class HelperPlacer {
  private readonly placements = new Map<ts.Node, Placement>();
  private hasGlobalCopy = false;

  constructor(
    private readonly helper: Helper,
    private readonly getStyle: (file: string) => CodeStyle,
  ) {}

  /** Name of the helper where a finding stands. */
  use({ id, node }: Subject, rule: string): string {
    const source = node.getSourceFile();
    const block = getOutermostNamespace(node);
    const holder = block ?? source;
    const known = this.placements.get(holder);
    if (known) return known.name;
    const name = this.getName(source);
    if (this.isDeclared(source, name)) return name;
    if (!block && isGlobalTypeScript(source)) {
      // All such files share one scope: the first copy serves every one of them.
      if (this.hasGlobalCopy) return name;
      this.hasGlobalCopy = true;
    }
    this.placements.set(holder, { source, name, rule, finding: id, ...(block ? { block } : {}) });
    return name;
  }

  /** The edits that add the copies. */
  createEdits(): { file: string; edit: TextEdit }[] {
    return [...this.placements.values()].map((placement) => ({
      file: placement.source.fileName,
      edit: this.createEdit(placement),
    }));
  }

  private getName({ text }: ts.SourceFile): string {
    const { name, mark } = this.helper;
    const isTaken = new RegExp(`\\b${name}\\b`).test(text) && !text.includes(mark);
    return isTaken ? `${name}OfRoom` : name;
  }

  private isDeclared({ text }: ts.SourceFile, name: string): boolean {
    return text.includes(this.helper.mark) && text.includes(`function ${name}(`);
  }

  private createEdit({ source, block, name, rule, finding }: Placement): TextEdit {
    const style = this.getStyle(source.fileName);
    const lines = this.helper.declare(name, style, isTypeScript(source)).split("\n");
    if (block) {
      const position = block.end - 1;
      const lineStart = source.text.lastIndexOf("\n", position) + 1;
      const isOwnLine = /^[ \t]*$/.test(source.text.slice(lineStart, position));
      const start = isOwnLine ? lineStart : position;
      const body = lines.map((line) => `${style.indent}${line}`).join(style.eol);
      return { start, end: start, text: `${style.eol}${body}${style.eol}`, rule, finding };
    }
    const { length } = source.text;
    const ends = /\n$/.test(source.text);
    const body = lines.join(style.eol);
    const text = ends ? `${style.eol}${body}${style.eol}` : `${style.eol}${style.eol}${body}`;
    return { start: length, end: length, text, rule, finding };
  }
}

function getOutermostNamespace(node: ts.Node): ts.ModuleBlock | undefined {
  let found: ts.ModuleBlock | undefined;
  for (let each = node.parent; each; each = each.parent) if (ts.isModuleBlock(each)) found = each;
  return found;
}

function isGlobalTypeScript(source: ts.SourceFile): boolean {
  return isTypeScript(source) && !ts.isExternalModule(source);
}
