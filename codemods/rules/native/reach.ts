import { ts } from "ts-morph";
import { getThisContainer, isAccess, isTypeScript, unwrap } from "../../finder/syntax";
import { type CodeProject } from "../../project/code-project";
import { type RoomHolder } from "./room-holder";

/** Whether a file's top-level names are its own. */
export function isModule(source: ts.SourceFile): boolean {
  return ts.isExternalModule(source) || isCommonJs(source);
}

/** Whether a JavaScript file requires or exports in Node's manner. */
export function isCommonJs(source: ts.SourceFile): boolean {
  return (
    !isTypeScript(source) &&
    !source.fileName.endsWith(".mjs") &&
    /\brequire\s*\(\s*["'`]|\bmodule\.exports\b/.test(source.text)
  );
}

/** Tells how the place beside the room is written anywhere in the code: as a variable, or behind the same owner. */
export class Reach {
  /** What owns the room where `this` does. */
  private readonly owners = new Set<ts.Node>();
  /** Other ways to write the owner, by file. */
  private readonly bases = new Map<ts.SourceFile, Set<ts.Expression>>();

  constructor(
    private readonly project: CodeProject,
    private readonly holder: RoomHolder,
  ) {
    const { declaration } = holder;
    if (declaration && ts.isPropertyDeclaration(declaration)) this.owners.add(declaration.parent);
  }

  /** Notes a mention of the room, from which others in the file can be told. */
  addMention(room: ts.Expression): void {
    const mention = unwrap(room);
    if (this.holder.isVariable || !isAccess(mention)) return;
    const base = unwrap(mention.expression);
    if (base.kind === ts.SyntaxKind.ThisKeyword) {
      const owner = getThisOwner(base);
      if (owner) this.owners.add(owner);
    }
    const file = base.getSourceFile();
    const known = this.bases.get(file) ?? new Set();
    this.bases.set(file, known.add(base));
  }

  /** The owner of a mentioned room, as code; empty for a variable, undefined where it cannot be written again. */
  getOwner(room: ts.Expression): string | undefined {
    const mention = unwrap(room);
    if (this.holder.isVariable) return this.isVisible(mention) ? "" : undefined;
    if (!isAccess(mention)) return undefined;
    const base = unwrap(mention.expression);
    // A call or a condition must not run twice.
    return isPath(base) ? base.getText() : undefined;
  }

  /** The owner as code at a place where no room is mentioned. */
  findOwner(node: ts.Node): string | undefined {
    if (this.holder.isVariable) return this.isVisible(node) ? "" : undefined;
    const owner = getThisOwner(node);
    if (owner && this.owners.has(owner) && this.fitsStatic(node)) return "this";
    for (const base of this.bases.get(node.getSourceFile()) ?? []) {
      if (isPath(base) && base.kind !== ts.SyntaxKind.ThisKeyword && this.isSameAt(base, node))
        return base.getText();
    }
    return undefined;
  }

  /** Variables are seen in their own file, and those of scripts without modules in all such scripts. */
  private isVisible(node: ts.Node): boolean {
    const source = node.getSourceFile();
    const home = this.holder.construct.getSourceFile();
    return source === home || (!isModule(home) && !isModule(source));
  }

  private fitsStatic(node: ts.Node): boolean {
    const { declaration } = this.holder;
    if (!declaration || !ts.isPropertyDeclaration(declaration)) return true;
    return isStatic(declaration) === isStatic(getThisContainer(node));
  }

  /** Whether the first name of a path means the same thing at another place. */
  private isSameAt(base: ts.Expression, node: ts.Node): boolean {
    const root = getRoot(base);
    if (!ts.isIdentifier(root)) return false;
    const { checker } = this.project;
    const symbol = checker.getSymbolAtLocation(root);
    if (!symbol) return true;
    // What a file exports has a symbol inside of it and another one outside.
    const exported = checker.getExportSymbolOfSymbol(symbol);
    return checker
      .getSymbolsInScope(node, ts.SymbolFlags.Value | ts.SymbolFlags.Alias)
      .some((each) => each === symbol || checker.getExportSymbolOfSymbol(each) === exported);
  }
}

function isStatic(node: ts.Node): boolean {
  if (ts.isClassStaticBlockDeclaration(node)) return true;
  return (
    ts.canHaveModifiers(node) &&
    !!ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
  );
}

/** Class or object literal whose member `this` belongs to. */
function getThisOwner(node: ts.Node): ts.Node | undefined {
  const { parent } = getThisContainer(node);
  if (!parent) return undefined;
  return ts.isPropertyAssignment(parent) ? parent.parent : parent;
}

function getRoot(base: ts.Expression): ts.Expression {
  const inner = unwrap(base);
  return isAccess(inner) ? getRoot(inner.expression) : inner;
}

function isPath(base: ts.Expression): boolean {
  const inner = unwrap(base);
  if (ts.isIdentifier(inner) || inner.kind === ts.SyntaxKind.ThisKeyword) return true;
  return ts.isPropertyAccessExpression(inner) && !inner.questionDotToken && isPath(inner.expression);
}
