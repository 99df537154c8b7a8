import { ts } from "ts-morph";
import { type Finding } from "../../finder";
import { wrap } from "../../finder/syntax";
import { type RuleContext } from "../rule";
import { removeStatement } from "./remove-statement";

/** MGOBE's objects that native code does without. */
const dropped: ReadonlySet<string> = new Set(["Room", "Listener", "Player", "DebuggerLog"]);

type Named = ts.BindingElement | ts.ImportSpecifier;

/** Takes out the names of MGOBE's objects that nothing uses any more: `const { Room, ErrCode } = MGOBE`, `const R = MGOBE.Room`. */
export function removeUnusedNames(context: RuleContext, findings: readonly Finding[]): void {
  for (const finding of findings) {
    const { node, kind, member } = finding;
    if (kind === "import") removeFromImport(context, finding);
    if (kind !== "alias" || !dropped.has(member)) continue;
    if (ts.isBindingElement(node)) {
      // All elements of a pattern are dealt with at the first of them that is dropped.
      const first = node.parent.elements.find(
        (each) => ts.isBindingElement(each) && dropped.has(getSourceName(each)),
      );
      if (first === node && ts.isObjectBindingPattern(node.parent))
        removeFromPattern(context, finding, node.parent);
    } else {
      const { parent } = wrap(node as ts.Expression);
      if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) continue;
      const statement = getOnlyStatement(parent);
      if (statement && !isUsed(context, parent.name)) removeStatement(context, finding, statement);
    }
  }
}

function getSourceName({ propertyName, name }: Named): string {
  return (propertyName ?? name).getText();
}

function getOnlyStatement(declaration: ts.VariableDeclaration): ts.Statement | undefined {
  const { parent: list } = declaration;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length !== 1) return undefined;
  const statement = list.parent;
  return ts.isVariableStatement(statement) && !ts.getModifiers(statement)?.length ? statement : undefined;
}

function isDropped(context: RuleContext, element: Named): boolean {
  return (
    dropped.has(getSourceName(element)) && ts.isIdentifier(element.name) && !isUsed(context, element.name)
  );
}

function removeFromPattern(context: RuleContext, finding: Finding, pattern: ts.ObjectBindingPattern): void {
  const left = pattern.elements.filter((element) => !isDropped(context, element));
  if (left.length === pattern.elements.length) return;
  if (left.length > 0) return writeList(context, finding, pattern.elements, left);
  const { parent } = pattern;
  const statement = ts.isVariableDeclaration(parent) ? getOnlyStatement(parent) : undefined;
  if (statement) removeStatement(context, finding, statement);
}

/** An import whose names are all unused stays: loading the file may be what matters. */
function removeFromImport(context: RuleContext, finding: Finding): void {
  const { parent } = finding.node;
  const bindings = ts.isImportDeclaration(parent) ? parent.importClause?.namedBindings : undefined;
  if (!bindings || !ts.isNamedImports(bindings)) return;
  const left = bindings.elements.filter((element) => !isDropped(context, element));
  if (left.length > 0 && left.length < bindings.elements.length)
    writeList(context, finding, bindings.elements, left);
}

function writeList(
  context: RuleContext,
  finding: Finding,
  all: readonly ts.Node[],
  left: readonly ts.Node[],
): void {
  const [first, second] = all;
  const last = all[all.length - 1];
  if (!first || !last) return;
  const { text, fileName } = first.getSourceFile();
  const gap = second ? text.slice(first.end, second.getStart()) : ", ";
  const separator = /^,\s*$/.test(gap) ? gap : ", ";
  context.edit(
    finding,
    fileName,
    first.getStart(),
    last.end,
    left.map((each) => each.getText()).join(separator),
  );
}

/** Whether a name is used anywhere in its file where nothing is rewritten. */
function isUsed(context: RuleContext, name: ts.Identifier): boolean {
  const source = name.getSourceFile();
  const rewritten = context.findings.filter(
    ({ file, kind, owner, member }) =>
      file === source.fileName &&
      !/^(import|alias)$/.test(kind) &&
      dropped.has(owner) &&
      (member !== "" || kind === "type"),
  );
  const find = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && node.text === name.text && node !== name && isReference(node)) {
      const start = node.getStart();
      return !rewritten.some((span) => span.start <= start && node.end <= span.end);
    }
    return ts.forEachChild(node, (child) => find(child) || undefined) ?? false;
  };
  return find(source);
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isQualifiedName(parent)) return parent.right !== node;
  return !(ts.isBindingElement(parent) && parent.propertyName === node);
}
