import { ts } from "ts-morph";
import { getNameText, getTailName, unwrap } from "../../codemods/finder/syntax";
import { type CodeSet, walk } from "./code-set";
import { type Constants } from "./constants";
import { DefaultBranches, type DefaultSite } from "./default-branches";
import { type PayloadFlow } from "./payload-flow";

/** A command value at a place: handled there, or sent from there. */
export interface CommandSite {
  /** Property path below the payload; empty for the payload itself. */
  readonly key: string;
  /** Undefined when it is not known before run time. */
  readonly value: string | number | boolean | undefined;
  readonly node: ts.Node;
  /** Whether the form alone shows that commands are told apart here: `switch` or a table, and no single comparison. */
  readonly isDispatch: boolean;
}

/** Names that games give to the property that tells messages apart (spec mgobe-patterns §C8). */
export const usualKeys: readonly string[] = [
  "cmd",
  "type",
  "msgType",
  "action",
  "event",
  "op",
  "msg",
  "command",
  "name",
  "code",
  "id",
  "protocol",
  "route",
  "kind",
];

/** What one side does with the commands that it gets. */
export interface Dispatches {
  readonly handled: readonly CommandSite[];
  /** Branches that take every command without a place of its own. */
  readonly defaults: readonly DefaultSite[];
}

/** Places that look at a payload's command: `switch`, comparisons, handler tables, maps and lists of values. */
export function findDispatches(code: CodeSet, flow: PayloadFlow, constants: Constants): Dispatches {
  const sites: CommandSite[] = [];
  const getKey = (node: ts.Expression): string | undefined => {
    const path = flow.getPath(node);
    return path && path.rest.length === 0 ? path.key.join(".") : undefined;
  };
  const add = (key: string, node: ts.Node, value: ts.Expression, isDispatch: boolean): void => {
    for (const each of constants.evaluate(value).values) sites.push({ key, value: each, node, isDispatch });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isSwitchStatement(node)) {
      const key = getKey(node.expression);
      for (const clause of key === undefined ? [] : node.caseBlock.clauses) {
        if (ts.isCaseClause(clause)) add(key ?? "", clause, clause.expression, true);
      }
    } else if (ts.isBinaryExpression(node) && isEquality(node.operatorToken.kind)) {
      for (const [side, other] of [
        [node.left, node.right],
        [node.right, node.left],
      ] as const) {
        const key = getKey(side);
        if (key !== undefined && isTelling(key)) add(key, node, other, false);
      }
    } else if (ts.isElementAccessExpression(node)) {
      const key = getKey(node.argumentExpression);
      if (key !== undefined) sites.push(...readTable(code, node.expression, key, constants));
    } else if (ts.isCallExpression(node)) {
      sites.push(...readCall(code, node, getKey, constants));
    }
  };
  for (const source of code.sources) walk(source, visit);
  const nodes = sites.map(({ node }) => node);
  const { sites: defaults } = new DefaultBranches(code, constants, getKey, nodes);
  return { handled: sites, defaults };
}

function isEquality(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken
  );
}

function isTelling(key: string): boolean {
  return usualKeys.includes(key.split(".").at(-1) ?? "");
}

/** Keys of the object that a computed access reads a handler from. */
function readTable(code: CodeSet, table: ts.Expression, key: string, constants: Constants): CommandSite[] {
  const name = getTailName(table);
  const objects = [...((name && code.index.objects.get(name)) || [])];
  const sites = objects.flatMap((object): CommandSite[] => {
    const members: readonly ts.Node[] = ts.isObjectLiteralExpression(object)
      ? object.properties
      : object.members;
    return members.flatMap((member) => readMember(member, key, constants));
  });
  for (const each of name ? findAssignments(code, name) : []) {
    sites.push({ key, value: each.name, node: each.node, isDispatch: true });
  }
  return sites;
}

function readMember(member: ts.Node, key: string, constants: Constants): CommandSite[] {
  const { name } = member as ts.Node & { name?: ts.PropertyName };
  if (!name) return [];
  if (ts.isComputedPropertyName(name)) {
    const { values } = constants.evaluate(name.expression);
    return values.map((value) => ({ key, value, node: member, isDispatch: true }));
  }
  const text = ts.isNumericLiteral(name) ? Number(name.text) : getNameText(name);
  return text === undefined ? [] : [{ key, value: text, node: member, isDispatch: true }];
}

/** `table.move = function …`, `table["move"] = …`. */
function findAssignments(code: CodeSet, table: string): { name: string; node: ts.Node }[] {
  const found: { name: string; node: ts.Node }[] = [];
  for (const source of code.sources) {
    if (!source.text.includes(table)) continue;
    walk(source, (node) => {
      if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
      const left = unwrap(node.left);
      if (!ts.isPropertyAccessExpression(left) || getTailName(left.expression) !== table) return;
      if (ts.isFunctionLike(unwrap(node.right))) found.push({ name: left.name.text, node });
    });
  }
  return found;
}

/** `map.get(cmd)` with the map's `set` calls, `["a", "b"].includes(cmd)`. */
function readCall(
  code: CodeSet,
  call: ts.CallExpression,
  getKey: (node: ts.Expression) => string | undefined,
  constants: Constants,
): CommandSite[] {
  const [argument] = call.arguments;
  const callee = unwrap(call.expression);
  if (!argument || !ts.isPropertyAccessExpression(callee)) return [];
  if (!/^(get|includes|indexOf)$/.test(callee.name.text)) return [];
  const key = getKey(argument);
  if (key === undefined) return [];
  const receiver = unwrap(callee.expression);
  const found: ts.Expression[] = [];
  if (ts.isArrayLiteralExpression(receiver)) found.push(...receiver.elements);
  const name = getTailName(receiver);
  for (const each of (name && callee.name.text === "get" && code.index.calls.get("set")) || []) {
    const target = unwrap(each.expression);
    const isSame = ts.isPropertyAccessExpression(target) && getTailName(target.expression) === name;
    if (isSame && each.arguments[0]) found.push(each.arguments[0]);
  }
  return found.flatMap((node) =>
    constants.evaluate(node).values.map((value) => ({ key, value, node, isDispatch: true })),
  );
}
