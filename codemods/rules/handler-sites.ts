import { ts } from "ts-morph";
import { type Finding } from "../finder";
import { getCall, getContainingFunction, unwrap, wrap } from "../finder/syntax";
import { type CodeProject } from "../project/code-project";
import { isModule } from "./native/reach";

/** Calls that are followed from a function to where it runs. */
const maxHops = 20;

/** What is asked: does a node run at most once for each room that a receiver stands for? */
interface Question {
  readonly node: ts.Node;
  /** Undefined once its name means something else than at the handler: then only the top level is an answer. */
  readonly receiver: ts.Expression | undefined;
  /** Between here and the handler the function can run a second time: a place that both runs share may hold another room. */
  readonly isLater: boolean;
}

/**
 * Whether a handler assignment provably runs at most once for each room, so that adding a listener is the same as replacing:
 * it stands behind a `new Room()` that always runs before it, or at the top level, or in a function that only such a place
 * calls. A room that is made under a condition (`if (!room)`, `||`, `?:`, `switch`, `try`, a loop around the assignment
 * alone) proves nothing: the second time the old room would get a second handler.
 */
export function runsOncePerRoom(project: CodeProject, site: Finding, findings: readonly Finding[]): boolean {
  if (!site.access) return false;
  const { expression } = site.access;
  const proof = new OnceProof(project, findings);
  return proof.isMadeIn(expression) || proof.holds({ node: site.node, receiver: expression, isLater: false });
}

class OnceProof {
  private readonly rooms: ReadonlySet<ts.Node>;
  private readonly initCalls: ReadonlySet<ts.Node | undefined>;

  constructor(
    private readonly project: CodeProject,
    findings: readonly Finding[],
  ) {
    const proven = findings.filter(({ certainty }) => certainty === "proven");
    this.rooms = new Set(proven.filter(({ kind }) => kind === "construct").map(({ node }) => node));
    this.initCalls = new Set(proven.filter(({ api }) => api === "Listener.init").map(({ call }) => call));
  }

  holds(first: Question): boolean {
    let question = first;
    for (let hop = 0; hop < maxHops; hop++) {
      const runner = getRunner(question.node);
      if (this.isMadeBefore(question, runner)) return true;
      if (isInLoop(question.node, runner)) return false;
      if (!runner) return true;
      const next = this.getCaller(question, runner);
      if (!next) return false;
      question = next;
    }
    return false;
  }

  /** `new Room()`, or an assignment of one, as the receiver itself. */
  isMadeIn(expression: ts.Expression): boolean {
    let value = unwrap(expression);
    while (isPlainAssignment(value)) value = unwrap(value.right);
    return this.rooms.has(value);
  }

  private isMadeBefore(question: Question, runner: ts.Node | undefined): boolean {
    const { receiver, isLater } = question;
    if (!receiver) return false;
    const isShared = !isDeclaredIn(this.project, receiver, runner);
    if (isLater && isShared) return false;
    if (runner && ts.isConstructorDeclaration(runner) && !isInLoop(question.node, runner)) {
      if (this.isMadeByField(receiver, runner)) return true;
    }
    for (let each = question.node; each !== runner && each.parent; each = each.parent) {
      // A room that is made before a loop gets a handler in each round.
      if (ts.isIterationStatement(each, false)) return false;
      const statements = getStatements(each.parent);
      const index = statements?.indexOf(each as ts.Statement) ?? -1;
      for (const before of statements?.slice(0, Math.max(0, index)).reverse() ?? []) {
        if (!this.isMadeBy(before, receiver)) continue;
        return !isChangedBetween(before, question.node, receiver, isShared);
      }
    }
    return false;
  }

  private isMadeBy(statement: ts.Statement, receiver: ts.Expression): boolean {
    const isSame = (place: ts.Node): boolean => isSamePlace(this.project, place, receiver);
    if (ts.isExpressionStatement(statement)) {
      const places: ts.Expression[] = [];
      let value = unwrap(statement.expression);
      for (; isPlainAssignment(value); value = unwrap(value.right)) places.push(value.left);
      return this.rooms.has(value) && places.some(isSame);
    }
    if (!ts.isVariableStatement(statement)) return false;
    return statement.declarationList.declarations.some(
      ({ name, initializer }) => !!initializer && this.isMadeIn(initializer) && isSame(name),
    );
  }

  /** `class { room = new Room(); constructor() { this.room.onEvent = … } }`: both run once for each object. */
  private isMadeByField(receiver: ts.Expression, { parent }: ts.ConstructorDeclaration): boolean {
    const access = unwrap(receiver);
    if (!ts.isPropertyAccessExpression(access)) return false;
    if (unwrap(access.expression).kind !== ts.SyntaxKind.ThisKeyword) return false;
    return parent.members.some(
      (member) =>
        ts.isPropertyDeclaration(member) &&
        !isStatic(member) &&
        member.name.getText() === access.name.text &&
        !!member.initializer &&
        this.isMadeIn(member.initializer),
    );
  }

  /** The place that runs a function, if it is the only one. */
  private getCaller({ receiver, isLater }: Question, runner: ts.Node): Question | undefined {
    if (!ts.isFunctionLike(runner)) return undefined;
    const immediate = getImmediateCall(runner);
    if (immediate) {
      const isOther = !ts.isArrowFunction(runner) && !!receiver && mentionsThis(receiver);
      const isDelayed = this.initCalls.has(immediate);
      if (!isDelayed && unwrap(immediate.expression) !== runner) return undefined;
      return { node: immediate, receiver: isOther ? undefined : receiver, isLater: isLater || isDelayed };
    }
    const call = getOnlyCall(this.project, runner);
    if (!call) return undefined;
    const isOwn = /^this\.\w+$/.test(call.expression.getText());
    const isOther = !!receiver && mentionsThis(receiver) && !isOwn;
    return { node: call, receiver: isOther ? undefined : receiver, isLater };
  }
}

/** What runs a node: a function, or a field of a class, which runs with each object; undefined at the top level. */
function getRunner(node: ts.Node): ts.Node | undefined {
  for (let each = node.parent; each; each = each.parent) {
    if (ts.isFunctionLike(each)) return each;
    if (ts.isPropertyDeclaration(each) && !isStatic(each)) return each;
  }
  return undefined;
}

function isStatic(member: ts.PropertyDeclaration): boolean {
  return !!member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
}

function isInLoop(node: ts.Node, boundary: ts.Node | undefined): boolean {
  for (let each = node.parent; each && each !== boundary; each = each.parent) {
    if (ts.isIterationStatement(each, false)) return true;
  }
  return false;
}

/** Statements that run one after the other. */
function getStatements(node: ts.Node): readonly ts.Statement[] | undefined {
  if (ts.isBlock(node) || ts.isSourceFile(node) || ts.isModuleBlock(node)) return node.statements;
  return ts.isCaseOrDefaultClause(node) ? node.statements : undefined;
}

function isPlainAssignment(node: ts.Expression): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** Text of a place without casts, `!`, `?` and blanks: enough to compare two names of one room. */
function getPlaceText(node: ts.Node): string {
  return (ts.isExpression(node) ? unwrap(node) : node).getText().replace(/[\s!?]/g, "");
}

function getRoot(node: ts.Node): ts.Node {
  let root = ts.isExpression(node) ? unwrap(node) : node;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root))
    root = unwrap(root.expression);
  return root;
}

const mentionsThis = (node: ts.Node): boolean => getRoot(node).kind === ts.SyntaxKind.ThisKeyword;

/** Whether two names mean one place: the same words, which begin at the same variable. */
function isSamePlace(project: CodeProject, one: ts.Node, other: ts.Node): boolean {
  if (getPlaceText(one) !== getPlaceText(other)) return false;
  const [root, otherRoot] = [getRoot(one), getRoot(other)];
  if (root.kind === ts.SyntaxKind.ThisKeyword) return true;
  const { checker } = project;
  return checker.getSymbolAtLocation(root) === checker.getSymbolAtLocation(otherRoot);
}

/** Whether a place is a variable that each run of a function has for itself. */
function isDeclaredIn(project: CodeProject, receiver: ts.Expression, runner: ts.Node | undefined): boolean {
  if (!runner) return false;
  const declaration = project.checker.getSymbolAtLocation(getRoot(receiver))?.valueDeclaration;
  if (!declaration || !ts.isIdentifier(unwrap(receiver))) return false;
  return ts.isVariableDeclaration(declaration) && getContainingFunction(declaration) === runner;
}

/** Whether, after a room was made, its place gets another value, or a second run of the function can come in between. */
function isChangedBetween(from: ts.Node, to: ts.Node, receiver: ts.Expression, isShared: boolean): boolean {
  const text = getPlaceText(receiver);
  const [start, end] = [from.end, to.getStart()];
  const visit = (node: ts.Node): boolean => {
    if (node.end <= start || node.pos >= end) return false;
    const isBetween = node.getStart() >= start;
    if (isShared && isBetween && (ts.isAwaitExpression(node) || ts.isYieldExpression(node))) return true;
    if (isBetween && ts.isBinaryExpression(node) && isAssigned(node, text)) return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(from.parent);
}

function isAssigned({ left, operatorToken }: ts.BinaryExpression, text: string): boolean {
  const { FirstAssignment, LastAssignment } = ts.SyntaxKind;
  if (operatorToken.kind < FirstAssignment || operatorToken.kind > LastAssignment) return false;
  const place = getPlaceText(left);
  return place === text || text.startsWith(`${place}.`) || text.startsWith(`${place}[`);
}

/** `(() => …)()`, or the call that takes a function as an argument. */
function getImmediateCall(runner: ts.SignatureDeclaration): ts.CallExpression | undefined {
  if (!ts.isArrowFunction(runner) && !ts.isFunctionExpression(runner)) return undefined;
  const { parent } = wrap(runner);
  return ts.isCallExpression(parent) ? parent : undefined;
}

/**
 * The only call of a function that nothing outside of its file or class can reach; undefined for any other. Its name must
 * stand nowhere else in the game: not in a file that does not mention MGOBE, nor in a string.
 */
function getOnlyCall(project: CodeProject, runner: ts.SignatureDeclaration): ts.CallExpression | undefined {
  if (!isOutOfReach(runner) || project.notParsed.length > 0) return undefined;
  const name = (runner as ts.NamedDeclaration).name as ts.Identifier;
  const word = new RegExp(`(?<![\\w$])${name.text.replace(/\$/g, "\\$&")}(?![\\w$])`, "g");
  const count = project.files.reduce((sum, { text }) => sum + (text.match(word)?.length ?? 0), 0);
  if (count !== 2) return undefined;
  let found: ts.CallExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text && node !== name) found = getCallOf(node);
    else ts.forEachChild(node, visit);
  };
  visit(runner.getSourceFile());
  return found;
}

/** The call of `name()` or `x.name()`; `name.bind(x)` is none of it. */
function getCallOf(name: ts.Identifier): ts.CallExpression | undefined {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === name ? getCall(parent) : undefined;
  return getCall(name);
}

/** Whether only the code around a function can call it: engines and pages call methods and global functions by their names. */
function isOutOfReach(runner: ts.SignatureDeclaration): boolean {
  const isHidden = (flag: ts.ModifierFlags): boolean =>
    (ts.getCombinedModifierFlags(runner as ts.Declaration) & flag) !== 0;
  if (ts.isMethodDeclaration(runner)) {
    return ts.isIdentifier(runner.name) && isHidden(ts.ModifierFlags.Private);
  }
  if (!ts.isFunctionDeclaration(runner) || !runner.name || isHidden(ts.ModifierFlags.Export)) return false;
  return !!getContainingFunction(runner) || isModule(runner.getSourceFile());
}
