import { ts } from "ts-morph";
import { getFunctionName } from "../../codemods/finder/flow-edges";
import {
  getAccessName,
  getContainingFunction,
  getSources,
  getTailName,
  isAccess,
  isAssignmentOperator,
  isEmptyValue,
  unwrap,
} from "../../codemods/finder/syntax";
import { type CodeSet, getDeclaration, walk } from "./code-set";
import { type Constants } from "./constants";

/** What handles every command that has no place of its own. */
export interface DefaultSite {
  /** Property path below the payload, as of a `CommandSite`. */
  readonly key: string;
  readonly node: ts.Node;
}

/** A condition on a command: which property it looks at, and whether it holds for the commands that are named. */
interface Test {
  readonly key: string;
  readonly isNamed: boolean;
}

const { SyntaxKind } = ts;
const equalities: ReadonlyMap<ts.SyntaxKind, boolean> = new Map([
  [SyntaxKind.EqualsEqualsToken, true],
  [SyntaxKind.EqualsEqualsEqualsToken, true],
  [SyntaxKind.ExclamationEqualsToken, false],
  [SyntaxKind.ExclamationEqualsEqualsToken, false],
]);
const orders: ReadonlyMap<ts.SyntaxKind, boolean> = new Map([
  [SyntaxKind.GreaterThanEqualsToken, true],
  [SyntaxKind.GreaterThanToken, true],
  [SyntaxKind.LessThanToken, false],
]);
/** Calls that do nothing with a command but say that they do not know it. */
const quietCalls = /^(?:log|warn|error|debug|info|trace|assert|exitAction)$/;
const maxDepth = 4;

/**
 * Finds the branches that take the commands nobody named: `default`, a last `else`, `table[cmd] || fallback`, and what
 * follows when every named command has returned. A branch that only logs, throws or ends the action handles nothing.
 */
export class DefaultBranches {
  readonly sites: DefaultSite[] = [];
  private readonly dispatchers = new Set<ts.Node>();

  /**
   * @param getKey property of the payload that an expression is; undefined when it is none
   * @param dispatches nodes that tell commands apart
   */
  constructor(
    private readonly code: CodeSet,
    private readonly constants: Constants,
    private readonly getKey: (node: ts.Expression) => string | undefined,
    dispatches: readonly ts.Node[],
  ) {
    for (const node of dispatches) {
      const owner = getContainingFunction(node);
      if (owner) this.dispatchers.add(owner);
    }
    for (const source of code.sources) walk(source, (node) => this.visit(node));
  }

  private visit(node: ts.Node): void {
    if (ts.isSwitchStatement(node)) this.visitSwitch(node);
    else if (ts.isIfStatement(node)) this.visitIf(node);
    else if (ts.isConditionalExpression(node)) {
      const test = this.getTest(node.condition);
      if (test) this.add(test.key, test.isNamed ? node.whenFalse : node.whenTrue);
    } else if (ts.isBinaryExpression(node) && isFallback(node.operatorToken.kind)) {
      const key = this.getLookup(node.left);
      if (key !== undefined) this.add(key, node.right);
    }
  }

  private visitSwitch(node: ts.SwitchStatement): void {
    const key = this.getSwitchKey(node);
    if (key === undefined) return;
    const { clauses } = node.caseBlock;
    const index = clauses.findIndex(ts.isDefaultClause);
    if (index >= 0) {
      // An empty one goes on into the clause below it.
      const clause = clauses.slice(index).find(({ statements }) => statements.length > 0);
      if (clause) this.add(key, clause.statements, clauses[index]);
    } else if (
      clauses.every(({ statements }, place) => leaves(statements.at(-1), place < clauses.length - 1))
    )
      this.addFollowing(key, node);
  }

  private visitIf(node: ts.IfStatement): void {
    const test = this.getTest(node.expression);
    if (!test) return;
    const rest = test.isNamed ? node.elseStatement : node.thenStatement;
    if (rest) this.add(test.key, rest);
    else if (test.isNamed && leaves(node.thenStatement)) this.addFollowing(test.key, node);
  }

  /** What comes after a statement that every named command leaves, when it is the last one that names any. */
  private addFollowing(key: string, node: ts.Statement): void {
    let last: ts.Node = node;
    while (ts.isIfStatement(last.parent) && last.parent.elseStatement === last) last = last.parent;
    const { parent } = last;
    if (!ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent)) return;
    const following = parent.statements.slice(parent.statements.indexOf(last as ts.Statement) + 1);
    if (following.some((each) => this.hasTest(each, key))) return;
    const [first] = following;
    if (first) this.add(key, following, first);
  }

  private hasTest(node: ts.Node, key: string): boolean {
    let has = false;
    walk(node, (each) => {
      has ||=
        (ts.isSwitchStatement(each) && this.getSwitchKey(each) === key) ||
        (ts.isIfStatement(each) && this.getTest(each.expression)?.key === key) ||
        (ts.isExpression(each) && this.getLookup(each) === key);
    });
    return has;
  }

  private add(key: string, branch: ts.Node | readonly ts.Node[], node?: ts.Node): void {
    const parts = "kind" in branch ? [branch] : branch;
    const [first] = parts;
    if (!first || !parts.some((part) => this.hasEffect(part, key)) || this.isNarrowed(first, key)) return;
    this.sites.push({ key, node: node ?? first });
  }

  /** Whether only some of the commands come to a node at all, so that its rest is not the rest of all commands. */
  private isNarrowed(node: ts.Node, key: string, depth = 0): boolean {
    let inner = node;
    for (let each = node.parent; !ts.isSourceFile(each); inner = each, each = each.parent) {
      if (ts.isCaseClause(each) && this.getSwitchKey(each.parent.parent) === key) {
        // The clause itself may be the one that `default` goes on into.
        if (inner !== node || !each.parent.clauses.some(ts.isDefaultClause)) return true;
      }
      const branch = getBranch(each);
      const test = branch && branch.condition !== inner ? this.getTest(branch.condition) : undefined;
      if (test?.key === key && (inner === branch?.then) === test.isNamed) return true;
      if (ts.isFunctionLike(each)) {
        const name = getFunctionName(each);
        const calls = (name && this.code.index.calls.get(name)) || [];
        return depth < maxDepth && calls.length > 0
          ? calls.every((call) => this.isNarrowed(call, key, depth + 1))
          : false;
      }
    }
    return false;
  }

  private getSwitchKey(node: ts.SwitchStatement): string | undefined {
    const key = this.getKey(node.expression);
    if (key !== undefined || node.expression.kind !== SyntaxKind.TrueKeyword) return key;
    const tests = node.caseBlock.clauses.flatMap((clause) =>
      ts.isCaseClause(clause) ? (this.getTest(clause.expression) ?? []) : [],
    );
    return tests.find(({ isNamed }) => isNamed)?.key;
  }

  private getTest(condition: ts.Expression): Test | undefined {
    const node = unwrap(condition);
    if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
      const test = this.getTest(node.operand);
      return test && { ...test, isNamed: !test.isNamed };
    }
    if (ts.isBinaryExpression(node)) return this.getBinaryTest(node);
    const key = this.getLookup(node);
    return key === undefined ? undefined : { key, isNamed: true };
  }

  private getBinaryTest(node: ts.BinaryExpression): Test | undefined {
    const { left, right, operatorToken } = node;
    const { kind } = operatorToken;
    if (kind === SyntaxKind.BarBarToken || kind === SyntaxKind.AmpersandAmpersandToken) {
      const tests = [this.getTest(left), this.getTest(right)];
      const [one, other] = tests;
      // `cmd === "a" || isAdmin` says nothing of what is left, nor does `cmd !== "a" && isAdmin` hold for all of it.
      const needsBoth =
        kind === SyntaxKind.BarBarToken ? !!(one ?? other)?.isNamed : !(one ?? other)?.isNamed;
      return needsBoth ? (one && other?.key === one.key ? one : undefined) : (one ?? other);
    }
    if (kind === SyntaxKind.InKeyword) return this.toTest(this.getKey(left), true);
    const isEqual = equalities.get(kind);
    if (isEqual === undefined) return this.toTest(this.getLookup(left), orders.get(kind) ?? true);
    const key = this.getKey(left) ?? this.getKey(right);
    if (key !== undefined) {
      const other = this.getKey(left) === undefined ? left : right;
      return this.constants.evaluate(other).values.length > 0 ? { key, isNamed: isEqual } : undefined;
    }
    // `typeof handler === "function"`, `handler !== undefined`, `list.indexOf(cmd) === -1`
    const inner = unwrap(left);
    if (ts.isTypeOfExpression(inner)) {
      const isAbsent = ts.isStringLiteralLike(right) && right.text === "undefined";
      return this.toTest(this.getLookup(inner.expression), isEqual !== isAbsent);
    }
    const isAbsent =
      isEmptyValue(right) || ts.isPrefixUnaryExpression(right) || right.kind === SyntaxKind.FalseKeyword;
    return this.toTest(this.getLookup(left), isEqual !== isAbsent);
  }

  private toTest(key: string | undefined, isNamed: boolean): Test | undefined {
    return key === undefined ? undefined : { key, isNamed };
  }

  /** Property that a handler, or the knowledge whether there is one, is looked up by: `table[cmd]`, `map.get(cmd)`, `names.includes(cmd)`. */
  private getLookup(node: ts.Expression, depth = 0): string | undefined {
    const inner = unwrap(node);
    if (ts.isElementAccessExpression(inner)) return this.getKey(inner.argumentExpression);
    if (ts.isCallExpression(inner)) {
      const isLookup = /^(?:get|has|includes|indexOf|hasOwnProperty|hasOwn|call)$/.test(
        getTailName(inner.expression) ?? "",
      );
      const keys = isLookup ? inner.arguments.flatMap((each) => this.getKey(each) ?? []) : [];
      return keys[0];
    }
    if (!ts.isIdentifier(inner) || depth > maxDepth) return undefined;
    const declaration = getDeclaration(this.code.checker, inner);
    const initializer =
      declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    const [source, ...others] = initializer ? getSources(initializer) : [];
    return source && others.length === 0 ? this.getLookup(source, depth + 1) : undefined;
  }

  /** Whether running a node does more than to say that a command is unknown, or to tell commands apart in its turn. */
  private hasEffect(node: ts.Node, key: string, depth = 0): boolean {
    if (ts.isThrowStatement(node) || this.isDispatch(node, key)) return false;
    if (ts.isExpression(node) && isValue(node)) return this.isHandler(node, key, depth);
    if (ts.isFunctionLike(node)) return false;
    if (ts.isCallExpression(node)) return this.isActiveCall(node, key, depth);
    if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) return true;
    if (ts.isPostfixUnaryExpression(node) || ts.isDeleteExpression(node) || ts.isNewExpression(node))
      return true;
    return ts.forEachChild(node, (child) => this.hasEffect(child, key, depth) || undefined) ?? false;
  }

  /** Whether a node tells commands apart by the same property: what it leaves over is found where it stands. */
  private isDispatch(node: ts.Node, key: string): boolean {
    if (ts.isSwitchStatement(node)) return this.getSwitchKey(node) === key;
    if (ts.isIfStatement(node)) return this.getTest(node.expression)?.key === key;
    if (ts.isConditionalExpression(node)) return this.getTest(node.condition)?.key === key;
    if (!ts.isCallExpression(node)) return false;
    const callee = unwrap(node.expression);
    const owner = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
    return [node, callee, owner].some((each) =>
      getSources(each).some((part) => this.getLookup(part) === key),
    );
  }

  /** Whether a value is a function that does something. */
  private isHandler(value: ts.Expression, key: string, depth: number): boolean {
    const node = unwrap(value);
    if (ts.isFunctionLike(node)) return this.hasFunctionEffect(node, key, depth);
    if (ts.isCallExpression(node)) {
      const callee = unwrap(node.expression);
      const isBound = ts.isPropertyAccessExpression(callee) && callee.name.text === "bind";
      return isBound
        ? this.isHandler(callee.expression, key, depth)
        : this.hasEffect(node.expression, key, depth) || this.isActiveCall(node, key, depth);
    }
    if (ts.isElementAccessExpression(node) && getAccessName(node) === undefined) return true;
    const name = ts.isIdentifier(node) || isAccess(node) ? getTailName(node) : undefined;
    return name !== undefined && this.code.index.functions.has(name) && this.isActive(name, key, depth);
  }

  private isActiveCall(call: ts.CallExpression, key: string, depth: number): boolean {
    const name = getTailName(call.expression) ?? "";
    const isKnown = this.code.index.functions.has(name) && depth < maxDepth;
    return isKnown ? this.isActive(name, key, depth) : !quietCalls.test(name);
  }

  /** Whether a function of that name does something; one that tells commands apart speaks for itself. */
  private isActive(name: string, key: string, depth: number): boolean {
    const known = this.code.index.functions.get(name) ?? [];
    return known.some((each) => !this.dispatchers.has(each) && this.hasFunctionEffect(each, key, depth + 1));
  }

  private hasFunctionEffect({ body }: ts.FunctionLikeDeclaration, key: string, depth: number): boolean {
    if (!body || depth > maxDepth) return !!body;
    return ts.isBlock(body)
      ? this.hasEffect(body, key, depth)
      : !ts.isLiteralExpression(body) && this.hasEffect(body, key, depth);
  }
}

function isFallback(kind: ts.SyntaxKind): boolean {
  return kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken;
}

function getBranch(node: ts.Node): { condition: ts.Expression; then: ts.Node } | undefined {
  if (ts.isIfStatement(node)) return { condition: node.expression, then: node.thenStatement };
  return ts.isConditionalExpression(node) ? { condition: node.condition, then: node.whenTrue } : undefined;
}

/** Whether a value is chosen at a node, a handler perhaps: a branch of an expression, or what is returned. */
function isValue(node: ts.Expression): boolean {
  const { parent } = node;
  return (
    (ts.isConditionalExpression(parent) && parent.condition !== node) ||
    (ts.isBinaryExpression(parent) && isFallback(parent.operatorToken.kind) && parent.right === node) ||
    (ts.isReturnStatement(parent) && parent.expression === node)
  );
}

/** Whether the code below a statement is never reached from it; one that is empty and goes on into another is passed over. */
function leaves(statement: ts.Statement | undefined, canFallThrough = false): boolean {
  if (!statement) return canFallThrough;
  if (ts.isBlock(statement)) return leaves(statement.statements.at(-1));
  return (
    ts.isReturnStatement(statement) || ts.isThrowStatement(statement) || ts.isContinueStatement(statement)
  );
}
