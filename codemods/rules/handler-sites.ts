import { ts } from "ts-morph";
import { type Finding } from "../finder";
import { getCall, getContainingFunction, unwrap, wrap } from "../finder/syntax";
import { type CodeProject } from "../project/code-project";

/** Text of a receiver without casts, `!`, `?` and blanks: enough to compare two names of one room in one function. */
function getReceiverText(node: ts.Expression): string {
  return unwrap(node)
    .getText()
    .replace(/[\s!?]/g, "");
}

/** Text of what a `new Room()` is stored in; undefined when it is not stored. */
function getHolderText(construct: ts.Node): string | undefined {
  const outer = wrap(construct as ts.Expression);
  const { parent } = outer;
  if (ts.isBinaryExpression(parent) && parent.right === outer) return getReceiverText(parent.left);
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  if (ts.isPropertyDeclaration(parent) && ts.isIdentifier(parent.name)) return `this.${parent.name.text}`;
  return undefined;
}

function isInLoop(node: ts.Node, boundary: ts.Node | undefined): boolean {
  for (let each = node.parent; each && each !== boundary; each = each.parent) {
    if (ts.isIterationStatement(each, false)) return true;
  }
  return false;
}

/** All identifiers of a name outside imports and exports. */
function findIdentifiers(project: CodeProject, name: string): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  for (const { file, source } of project.units) {
    if (!file.text.includes(name)) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && node.text === name) {
        if (!ts.isImportSpecifier(node.parent) && !ts.isExportSpecifier(node.parent)) found.push(node);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** The only call of a named function; undefined when it is called from elsewhere, more than once or not at all. */
function getOnlyCall(project: CodeProject, holder: ts.SignatureDeclaration): ts.CallExpression | undefined {
  const isNamed = ts.isFunctionDeclaration(holder) || ts.isMethodDeclaration(holder);
  if (!isNamed || !holder.name || !ts.isIdentifier(holder.name)) return undefined;
  const uses = findIdentifiers(project, holder.name.text).filter((each) => each !== holder.name);
  const [use] = uses;
  if (uses.length !== 1 || !use) return undefined;
  return getCall(ts.isPropertyAccessExpression(use.parent) ? use.parent : use);
}

/**
 * Whether a handler assignment provably runs once for each room, so that adding a listener is the same as replacing:
 * it stands at the top level, or in the function (or a once-run callback in it) that makes the room.
 */
export function runsOncePerRoom(project: CodeProject, site: Finding, findings: readonly Finding[]): boolean {
  if (!site.access) return false;
  const receiver = getReceiverText(site.access.expression);
  const constructs = findings
    .filter(({ kind, certainty }) => kind === "construct" && certainty === "proven")
    .filter(({ node }) => getHolderText(node) === receiver);
  const initCalls = new Set(findings.filter(({ api }) => api === "Listener.init").map(({ call }) => call));
  let node: ts.Node = site.node;
  for (let depth = 0; depth < 20; depth++) {
    const holder = getContainingFunction(node);
    if (isInLoop(node, holder)) return false;
    if (!holder) return true;
    if (constructs.some((each) => getMaker(each.node) === holder)) return true;
    const call = getOnceCall(holder, initCalls) ?? getOnlyCall(project, holder);
    if (!call) return false;
    node = call;
  }
  return false;
}

/** Function in which a room is made; for a class field that is the constructor. */
function getMaker(construct: ts.Node): ts.Node | undefined {
  const { parent } = wrap(construct as ts.Expression);
  if (!ts.isPropertyDeclaration(parent)) return getContainingFunction(construct);
  return ts.isClassLike(parent.parent) ? parent.parent.members.find(ts.isConstructorDeclaration) : undefined;
}

/** The call that runs a function exactly once: an immediate one, or `Listener.init` for its callback. */
function getOnceCall(
  holder: ts.SignatureDeclaration,
  initCalls: ReadonlySet<ts.CallExpression | undefined>,
): ts.CallExpression | undefined {
  if (!ts.isArrowFunction(holder) && !ts.isFunctionExpression(holder)) return undefined;
  const outer = wrap(holder);
  if (!ts.isCallExpression(outer.parent)) return undefined;
  const call = outer.parent;
  return call.expression === outer || initCalls.has(call) ? call : undefined;
}
