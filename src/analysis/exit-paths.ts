import { ts } from "ts-morph";
import { getAccessName, getTailName, unwrap } from "../../codemods/finder/syntax";
import { type CodeSet, walk } from "./code-set";
import { getFunctions } from "./payload-flow";

/** How a stretch of code may end before `exitAction` was called. */
interface Outcome {
  /** It may run to its end. */
  readonly falls: boolean;
  /** Places where it returns. */
  readonly returns: readonly ts.Node[];
}

const exited: Outcome = { falls: false, returns: [] };

/**
 * Finds paths through a message hook in sync mode that end without `exitAction`. A throw is none of them: the host takes
 * it for an exit (spec mgobe-patterns S5). Calls of the script's own functions are followed by name, also through
 * handler tables; callbacks that will call it later count.
 */
export class ExitPaths {
  private readonly outcomes = new Map<ts.Node, readonly ts.Node[]>();
  private readonly touching = new Map<ts.Node, boolean>();

  constructor(private readonly code: CodeSet) {}

  /** Ends of a function that may be reached without an exit: `return`s, or the function itself for its end. */
  findOpenEnds(target: ts.FunctionLikeDeclaration): readonly ts.Node[] {
    const known = this.outcomes.get(target);
    if (known) return known;
    // A function that calls itself is judged by its other paths.
    this.outcomes.set(target, []);
    const { body } = target;
    if (!body) return [];
    let ends: readonly ts.Node[];
    if (!ts.isBlock(body)) ends = this.exits(body) ? [] : [target];
    else {
      const { falls, returns } = this.readStatements(body.statements);
      ends = falls ? [...returns, target] : returns;
    }
    this.outcomes.set(target, ends);
    return ends;
  }

  private readStatements(statements: readonly ts.Statement[]): Outcome {
    const returns: ts.Node[] = [];
    for (const statement of statements) {
      const outcome = this.readStatement(statement);
      returns.push(...outcome.returns);
      if (!outcome.falls) return { falls: false, returns };
    }
    return { falls: true, returns };
  }

  private readStatement(node: ts.Statement): Outcome {
    if (ts.isBlock(node)) return this.readStatements(node.statements);
    if (ts.isThrowStatement(node)) return exited;
    if (ts.isReturnStatement(node)) {
      return { falls: false, returns: node.expression && this.exits(node.expression) ? [] : [node] };
    }
    if (ts.isIfStatement(node)) {
      if (this.exits(node.expression)) return exited;
      const other: Outcome = node.elseStatement
        ? this.readStatement(node.elseStatement)
        : { falls: true, returns: [] };
      return join(this.readStatement(node.thenStatement), other);
    }
    if (ts.isTryStatement(node)) return this.readTry(node);
    if (ts.isSwitchStatement(node)) return this.readSwitch(node);
    if (ts.isIterationStatement(node, false)) {
      return { falls: true, returns: this.readStatement(node.statement).returns };
    }
    if (ts.isLabeledStatement(node)) return this.readStatement(node.statement);
    if (ts.isExpressionStatement(node))
      return this.exits(node.expression) ? exited : { falls: true, returns: [] };
    if (ts.isVariableStatement(node)) {
      const all = node.declarationList.declarations;
      const hasExit = all.some(({ initializer }) => initializer && this.exits(initializer));
      return hasExit ? exited : { falls: true, returns: [] };
    }
    return { falls: true, returns: [] };
  }

  private readTry({ tryBlock, catchClause, finallyBlock }: ts.TryStatement): Outcome {
    if (finallyBlock && !this.readStatements(finallyBlock.statements).falls) return exited;
    const tried = this.readStatements(tryBlock.statements);
    return catchClause ? join(tried, this.readStatements(catchClause.block.statements)) : tried;
  }

  private readSwitch(node: ts.SwitchStatement): Outcome {
    const { clauses } = node.caseBlock;
    const returns: ts.Node[] = [];
    let falls = !clauses.some(ts.isDefaultClause);
    clauses.forEach((clause, index) => {
      // A clause without statements shares the next one's.
      if (clause.statements.length === 0 && index < clauses.length - 1) return;
      const statements = clauses.slice(index).flatMap((each) => [...each.statements]);
      const outcome = this.readClause(statements);
      returns.push(...outcome.returns);
      falls ||= outcome.falls;
    });
    return { falls, returns: [...new Set(returns)] };
  }

  private readClause(statements: readonly ts.Statement[]): Outcome {
    const returns: ts.Node[] = [];
    for (const statement of flatten(statements)) {
      if (ts.isBreakStatement(statement)) return { falls: true, returns };
      const outcome = this.readStatement(statement);
      returns.push(...outcome.returns);
      if (!outcome.falls) return { falls: false, returns };
      if (hasBreak(statement)) return { falls: true, returns };
    }
    return { falls: true, returns };
  }

  /** Whether evaluating an expression always calls `exitAction`, at once or from a callback. */
  private exits(node: ts.Expression): boolean {
    const inner = unwrap(node);
    if (ts.isConditionalExpression(inner)) {
      return this.exits(inner.condition) || (this.exits(inner.whenTrue) && this.exits(inner.whenFalse));
    }
    if (ts.isBinaryExpression(inner)) {
      const isLogical = /^(&&|\|\||\?\?)$/.test(inner.operatorToken.getText());
      return this.exits(inner.left) || (!isLogical && this.exits(inner.right));
    }
    if (ts.isAwaitExpression(inner) || ts.isVoidExpression(inner)) return this.exits(inner.expression);
    if (!ts.isCallExpression(inner)) return false;
    const name = getTailName(inner.expression);
    if (name === "exitAction") return true;
    if (inner.arguments.some((argument) => this.exitsLater(argument))) return true;
    const callee = unwrap(inner.expression);
    if (ts.isPropertyAccessExpression(callee) && this.exits(callee.expression)) return true;
    const targets = this.findCallees(inner);
    return (
      targets.length > 0 &&
      targets.every((target) => this.findOpenEnds(target).length === 0 && this.touches(target))
    );
  }

  private exitsLater(argument: ts.Expression): boolean {
    const inner = unwrap(argument);
    if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return this.touches(inner);
    return getTailName(inner) === "exitAction" && !ts.isCallExpression(inner);
  }

  /** Whether a function has a call of `exitAction` anywhere, itself or in what it calls. */
  touches(target: ts.Node): boolean {
    const known = this.touching.get(target);
    if (known !== undefined) return known;
    this.touching.set(target, false);
    let found = false;
    walk(target, (node) => {
      if (found || !ts.isCallExpression(node)) return;
      if (getTailName(node.expression) === "exitAction") found = true;
      else if (node.arguments.some((each) => getTailName(each) === "exitAction")) found = true;
      else if (this.findCallees(node).some((callee) => this.touches(callee))) found = true;
    });
    this.touching.set(target, found);
    return found;
  }

  private findCallees(call: ts.CallExpression): readonly ts.FunctionLikeDeclaration[] {
    const callee = unwrap(call.expression);
    const { functions, objects } = this.code.index;
    if (ts.isElementAccessExpression(callee) && getAccessName(callee) === undefined) {
      const table = getTailName(callee.expression);
      return ((table && objects.get(table)) || []).flatMap((object) => getFunctions(object));
    }
    let name = getTailName(callee);
    if ((name === "call" || name === "apply") && ts.isPropertyAccessExpression(callee)) {
      name = getTailName(callee.expression);
    }
    return (name && functions.get(name)) || [];
  }

  /** The same ends, with those inside of helpers that were expected to exit in place of their callers' ends. */
  findCulprits(target: ts.FunctionLikeDeclaration): readonly ts.Node[] {
    const ends = this.findOpenEnds(target);
    if (ends.length === 0) return [];
    const helpers = new Set<ts.FunctionLikeDeclaration>();
    walk(target, (node) => {
      if (!ts.isCallExpression(node)) return;
      for (const callee of this.findCallees(node)) {
        if (callee !== target && this.touches(callee) && this.findOpenEnds(callee).length > 0)
          helpers.add(callee);
      }
    });
    const inner = [...helpers].flatMap((helper) => this.findOpenEnds(helper));
    // With a helper that sometimes exits, the hook's own end is most likely not the mistake.
    const own = helpers.size > 0 ? ends.filter((end) => end !== target) : ends;
    return [...new Set([...own, ...inner])];
  }
}

function join(one: Outcome, other: Outcome): Outcome {
  return { falls: one.falls || other.falls, returns: [...one.returns, ...other.returns] };
}

function flatten(statements: readonly ts.Statement[]): ts.Statement[] {
  return statements.flatMap((each) => (ts.isBlock(each) ? flatten(each.statements) : [each]));
}

/** A `break` of the switch inside of an `if`. */
function hasBreak(node: ts.Node): boolean {
  if (ts.isBreakStatement(node) && !node.label) return true;
  if (ts.isFunctionLike(node) || ts.isIterationStatement(node, false) || ts.isSwitchStatement(node))
    return false;
  return ts.forEachChild(node, (child) => hasBreak(child) || undefined) ?? false;
}
