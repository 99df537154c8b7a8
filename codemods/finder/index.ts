import { type CodeProject } from "../project/code-project";
import { isRoomModule } from "../project/room-module";
import { type Finding, type FoundUse } from "./finding";
import { findClassHandlers } from "./class-handlers";
import { findTableEntries } from "./handler-tables";
import { findRewrittenCalls } from "./rewritten-calls";
import { getTailName } from "./syntax";
import { UseFinder } from "./use-finder";

export type { Certainty, Finding, FindingKind } from "./finding";

/**
 * All uses of MGOBE in a code base, by symbol and data flow, ordered and numbered by file and position. The same project always gives
 * the same findings; nothing is edited (spec mgobe-patterns §C1–C10).
 *
 * @example
 * const project = openProject(["./client"]);
 * const sends = findUses(project).filter((use) => use.api === "Room.sendToGameSvr");
 */
export function findUses(project: CodeProject): Finding[] {
  const findings = [...new UseFinder(project).run()];
  findings.push(
    ...findTableEntries(project, findings),
    ...findClassHandlers(project, findings),
    ...findRewrittenCalls(project),
  );
  return dropModuleUses(findings, project)
    .sort(compareFindings)
    .map((finding, id) => ({ id, ...finding }));
}

/** In a game that has a room module, what goes by the names of a room is that module's. */
function dropModuleUses(findings: readonly FoundUse[], { files }: CodeProject): FoundUse[] {
  const modules = new Set(files.filter(({ text }) => isRoomModule(text)).map(({ path }) => path));
  return findings.filter(
    ({ file, certainty }) => !modules.has(file) && (modules.size === 0 || certainty === "proven"),
  );
}

/** Last names of the places that rooms and groups are used through: `room` of `net.room.leaveRoom()`. */
export function getRoomNames(findings: readonly Finding[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { access, owner, certainty } of findings) {
    const tail =
      access && certainty === "proven" && /^(Room|Group)$/.test(owner)
        ? getTailName(access.expression)
        : undefined;
    // The classes themselves have members, too.
    if (tail !== undefined && !/^(this|Room|Group)$/.test(tail)) names.add(tail);
  }
  return names;
}

function compareFindings(one: FoundUse, other: FoundUse): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.start - other.start || one.end - other.end;
}
