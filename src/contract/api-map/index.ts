import { type ApiEntry } from "./api-entry";
import { groupEntries } from "./group";
import { listenerEntries } from "./listener";
import { playerEntries } from "./player";
import { roomEntries } from "./room";
import { serverEntries } from "./server";
import { toolsEntries } from "./tools";

export * from "./api-entry";

/**
 * Every member of MGOBE's client and server API, once. Codemods, report, coverage table and completeness tests are
 * driven by it; nothing else lists members by hand.
 */
export const apiMap: readonly ApiEntry[] = [
  ...listenerEntries,
  ...roomEntries,
  ...groupEntries,
  ...playerEntries,
  ...toolsEntries,
  ...serverEntries,
];

const entryById = new Map(apiMap.map((entry) => [entry.id, entry]));

/**
 * Entry of a member by its id; undefined when MGOBE has no such member.
 *
 * @example
 * getApiEntry("Room.createRoom")?.since; // "≤1.0.3"
 */
export function getApiEntry(id: string): ApiEntry | undefined {
  return entryById.get(id);
}
