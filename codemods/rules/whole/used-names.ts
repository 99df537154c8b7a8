import { ts } from "ts-morph";
import { apiMap } from "../../../src/contract";
import { getAccessName, getNameText, isAccess } from "../../finder/syntax";
import { type CodeProject, type SourceUnit } from "../../project/code-project";
import { isEmbedding } from "../../project/embedded-scripts";
import { listMembers } from "../../project/mentions";

/** Letters of a computed name that must be written for it to mean members of MGOBE's. */
const shortestPart = 2;

const memberNames = new Set(
  apiMap.filter(({ owner }) => /^(Room|Group|Listener|Player)$/.test(owner)).map(({ name }) => name),
);

/**
 * Names that occur in a game's code, and those that it puts together (`"on" + verb`): what they mean of the room module stays.
 *
 * @param others names that are used where no syntax is read
 */
export function collectNames(
  units: readonly SourceUnit[],
  others: Iterable<string> = [],
): ReadonlySet<string> {
  const found = new Set<string>(others);
  for (const { source } of units) {
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) found.add(node.text);
      if (isTimeRead(node)) found.add(".time");
      if (mayChangeNothing(node)) found.add("changeRoom()");
      for (const name of listComputed(node)) found.add(name);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  if ([...others].includes("changeRoom")) found.add("changeRoom()");
  // What a game calls by another name there.
  if (found.has("init")) found.add("logIn");
  // The way on to the SDK's own calls: where a game sets it later, it must be called.
  found.add("onUpdate");
  return found;
}

/** Members of rooms that are named where no syntax is read: in templates of pages, and in files that could not be parsed or decoded. */
export function listUnseenNames(
  project: Pick<CodeProject, "files" | "notParsed" | "skipped">,
): ReadonlySet<string> {
  const notParsed = new Set(project.notParsed.map(({ path }) => path));
  const texts = project.files.filter(({ path }) => isEmbedding(path) || notParsed.has(path));
  return new Set([
    ...texts.flatMap(({ text }) => [...listMembers(text)]),
    ...project.skipped.flatMap(({ mention }) => [...(mention?.members ?? [])]),
  ]);
}

/** Whether this is a mention of `changeRoom` but for a call that says in place what it changes. */
function mayChangeNothing(node: ts.Node): boolean {
  const isNamed = ts.isIdentifier(node) || ts.isStringLiteralLike(node);
  if (!isNamed || node.text !== "changeRoom") return false;
  const access = node.parent;
  const call = isAccess(access) ? access.parent : undefined;
  if (!call || !ts.isCallExpression(call) || call.expression !== access) return true;
  const [para] = call.arguments;
  return !para || !ts.isObjectLiteralExpression(para) || para.properties.every(ts.isSpreadAssignment);
}

/** Whether something called `time` is read off an object, as off a frame. */
function isTimeRead(node: ts.Node): boolean {
  if (isAccess(node)) return getAccessName(node) === "time";
  return ts.isBindingElement(node) && getNameText(node.propertyName ?? node.name) === "time";
}

/** Members of MGOBE's that a text put together may name: those that begin and end as it does. */
function listComputed(node: ts.Node): string[] {
  const [start, end] = readEnds(node);
  if (start.length + end.length < shortestPart) return [];
  return [...memberNames].filter((name) => name.startsWith(start) && name.endsWith(end));
}

function readEnds(node: ts.Node): readonly [start: string, end: string] {
  if (ts.isTemplateExpression(node))
    return [node.head.text, node.templateSpans[node.templateSpans.length - 1]?.literal.text ?? ""];
  const isJoined = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
  if (!isJoined || (ts.isBinaryExpression(node.parent) && node.parent.left === node)) return ["", ""];
  let first: ts.Expression = node.left;
  while (ts.isBinaryExpression(first)) first = first.left;
  const read = (each: ts.Expression): string => (ts.isStringLiteralLike(each) ? each.text : "");
  return [read(first), read(node.right)];
}
