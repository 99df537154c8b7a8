import { type CurrentRule, holdsInMatch } from "./rule-check";
import { type RuleSet } from "./rule-set";
import { TeamDraft } from "./team-draft";
import { type WaitingTable } from "./waiting-table";

/**
 * Rooms for parties that have timed out; the seats left over are for robots (spec mgobe-client §3.9). With `robotsFirst`
 * each party gets its own room, with `playersFirst` those of one pass are put together as far as seats and rules allow,
 * those who joined first in the first room. Robots carry averages, so they are not looked at.
 */
export function fillWithRobots(
  ruleSet: RuleSet,
  table: WaitingTable,
  rules: readonly CurrentRule[],
  late: readonly number[],
): TeamDraft[][] {
  const rooms: TeamDraft[][] = [];
  for (const row of late) {
    const shared = ruleSet.robots === "playersFirst" && rooms.some((room) => seat(room, table, row, rules));
    if (shared) continue;
    const room = ruleSet.teams.map((slot) => new TeamDraft(slot));
    // Alone, a party breaks no rule that it was let in with: its own spread may do, but there is nobody to spare.
    if (!seat(room, table, row, rules)) seat(room, table, row, []);
    rooms.push(room);
  }
  return rooms;
}

function seat(
  room: readonly TeamDraft[],
  table: WaitingTable,
  row: number,
  rules: readonly CurrentRule[],
): boolean {
  const size = table.size[row] ?? 0;
  for (const team of room) {
    if (team.players + size > team.slot.size) continue;
    team.add(row, size);
    if (holdsInMatch(table, rules, room)) return true;
    team.removeLast(size);
  }
  return false;
}
