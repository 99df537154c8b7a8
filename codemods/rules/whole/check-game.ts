import { ts } from "ts-morph";
import { apiMap } from "../../../src/contract";
import { getRoomNames, type Finding } from "../../finder";
import { getIgnore } from "../../markers/marker";
import { type CodeProject } from "../../project/code-project";
import { basename } from "../../project/project-path";
import { listUnread } from "../../project/unread-files";
import { type ModuleMembers } from "./module-members";
import { type WholeReason } from "./reasons";

const statics = new Map(apiMap.map(({ id, kind }) => [id, kind.startsWith("static")]));

/** Names that members of the login have in the module. */
export const renamedMembers: Readonly<Record<string, string>> = { "Listener.init": "logIn" };

/** Whether a finding is about a member of a class or object, as opposed to one of a room or group. */
export function isStatic({ api, owner }: Pick<Finding, "api" | "owner">): boolean {
  return (
    /^(Listener|Player|DebuggerLog|RandomUtil)$/.test(owner) ||
    (api !== undefined && statics.get(api) === true)
  );
}

/** What in a game's findings keeps it from the room module. */
export function checkGame(
  project: CodeProject,
  findings: readonly Finding[],
  members: ModuleMembers,
  takenOver: readonly string[],
): WholeReason[] {
  const [first] = findings;
  if (!first) return [];
  const reasons: WholeReason[] = [];
  if (listUnread(project, getRoomNames(findings)).length > 0)
    reasons.push({ node: first.node, name: "unread" });
  for (const what of listTyped(project)) reasons.push({ node: first.node, name: "declaration", what });
  const isLogin = ({ api }: Finding): boolean => api === "Listener.init";
  if (!findings.some(isLogin)) reasons.push({ node: first.node, name: "login" });
  for (const finding of findings) {
    if (finding.certainty === "guessed" && isLogin(finding))
      reasons.push({ node: finding.node, name: "guess" });
    if (takenOver.some((rule) => getIgnore(finding.node, rule)))
      reasons.push({ node: finding.node, name: "ignored" });
    const what = getMissing(finding, members);
    if (what !== undefined) reasons.push({ node: finding.node, name: "member", what });
  }
  return reasons;
}

/** Names of the game's own declaration files that need MGOBE's: they are never rewritten. */
function listTyped({ files }: CodeProject): string[] {
  const comments = /\/\*[^]*?\*\/|\/\/.*/g;
  return files
    .filter(({ text, isDeclaration }) => isDeclaration && text.includes("MGOBE"))
    .filter(({ text }) => /\bMGOBE\s*\.\s*\w|\btypeof\s+MGOBE\b/.test(text.replace(comments, "")))
    .map(({ path }) => basename(path));
}

/** The member that a finding uses and the module lacks. */
function getMissing(finding: Finding, { connection, room, group }: ModuleMembers): string | undefined {
  const { owner, member, kind, certainty, api } = finding;
  if (certainty !== "proven" || member === "" || /^(import|alias|type|extend)$/.test(kind)) return undefined;
  const name = api ?? `${owner}.${member}`;
  if (!/^(Listener|Room|Group)$/.test(owner)) return undefined;
  const own = renamedMembers[name] ?? member;
  if (isStatic(finding)) return connection.has(own) ? undefined : name;
  return member === "constructor" || (owner === "Room" ? room : group).has(own) ? undefined : name;
}

/** Members of classes on top of `Room` and `Group` that the module's class has for itself. */
export function checkSubclass(
  node: ts.ClassLikeDeclaration,
  { own, room, group }: ModuleMembers,
): WholeReason[] {
  return node.members.flatMap((member): WholeReason[] => {
    const name = member.name && ts.isIdentifier(member.name) ? member.name.text : undefined;
    if (name === undefined || !own.has(name)) return [];
    // What MGOBE's room had may be replaced as before.
    const isReplaced = apiMap.some((entry) => /^(Room|Group)$/.test(entry.owner) && entry.name === name);
    return isReplaced && (room.has(name) || group.has(name))
      ? []
      : [{ node: member, name: "clash", what: name }];
  });
}
