import { ts } from "ts-morph";
import { apiMap, getApiEntry } from "../../src/contract";
import { type CodeProject } from "../project/code-project";
import { type Certainty, type FoundUse } from "./finding";
import { handlerNames } from "./sdk-value";
import { getNameText } from "./syntax";
import { getNodePlace } from "../project/source-place";

/** An object that names this many events is taken for a handler table. */
const enoughEvents = 2;

/** Hooks that only a game server has. */
const serverHooks = new Set(
  apiMap.filter(({ kind, name }) => kind === "hook" && !handlerNames.has(name)).map(({ name }) => name),
);

/**
 * Handlers that reach a room through a computed write: the entries of object literals whose keys are MGOBE's event names,
 * and component methods named like events (spec mgobe-patterns §C6). Only looked for when the project has such a write;
 * always guesses, as the key is not known before run time.
 */
export function findTableEntries(project: CodeProject, findings: readonly FoundUse[]): FoundUse[] {
  if (!findings.some((finding) => finding.kind === "table-write")) return [];
  const entries: FoundUse[] = [];
  for (const { source } of project.units) {
    const visit = (node: ts.Node): void => {
      if (ts.isObjectLiteralExpression(node) || ts.isClassLike(node)) entries.push(...getEntries(node));
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return entries;
}

function getEntries(node: ts.ObjectLiteralExpression | ts.ClassLikeDeclaration): FoundUse[] {
  const members: readonly ts.Node[] = ts.isObjectLiteralExpression(node) ? node.properties : node.members;
  const named = listHandlers(members);
  // A game server's hooks bear the same names.
  const isServer = members.some((member) =>
    serverHooks.has(getNameText((member as ts.Node & { name?: ts.Node }).name) ?? ""),
  );
  return isServer || named.length < enoughEvents
    ? []
    : named.map(({ member, name }) => createEntry(member, name, "guessed"));
}

/** Members of an object or a class that are functions by the name of an event. */
export function listHandlers(
  members: readonly ts.Node[],
): { readonly member: ts.Node; readonly name: string }[] {
  return members.flatMap((member) => {
    const name = getNameText((member as ts.Node & { name?: ts.Node }).name);
    return name && handlerNames.has(name) && isHandler(member) ? [{ member, name }] : [];
  });
}

function isHandler(member: ts.Node): boolean {
  return (
    ts.isMethodDeclaration(member) ||
    ts.isPropertyAssignment(member) ||
    (ts.isPropertyDeclaration(member) && !!member.initializer && ts.isFunctionLike(member.initializer))
  );
}

/** The finding of a handler that is such a member. */
export function createEntry(node: ts.Node, name: string, certainty: Certainty): FoundUse {
  const owner = getApiEntry(`Room.${name}`) ? "Room" : "Group";
  return {
    ...getNodePlace(node),
    kind: "table-entry",
    certainty,
    owner,
    member: name,
    api: `${owner}.${name}`,
    node,
  };
}
