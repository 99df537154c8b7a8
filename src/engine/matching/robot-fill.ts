import { type WaitingParty } from "./party";
import { type CurrentRule, holdsInMatch, type TeamDraft } from "./rule-check";
import { type RuleSet } from "./rule-set";

/**
 * Rooms for parties that have timed out; the seats left over are for robots (spec mgobe-client §3.9). With `robotsFirst`
 * each party gets its own room, with `playersFirst` those of one pass are put together as far as seats and rules allow,
 * those who joined first in the first room. Robots carry averages, so they are not looked at.
 */
export function fillWithRobots(
  ruleSet: RuleSet,
  rules: readonly CurrentRule[],
  late: readonly WaitingParty[],
): TeamDraft[][] {
  const rooms: TeamDraft[][] = [];
  for (const party of late) {
    const shared = ruleSet.robots === "playersFirst" && rooms.some((room) => seat(room, party, rules));
    if (shared) continue;
    const room = ruleSet.teams.map((slot): TeamDraft => ({ slot, parties: [] }));
    // Alone, a party breaks no rule that it was let in with: its own spread may do, but there is nobody to spare.
    if (!seat(room, party, rules)) seat(room, party, []);
    rooms.push(room);
  }
  return rooms;
}

function seat(room: readonly TeamDraft[], party: WaitingParty, rules: readonly CurrentRule[]): boolean {
  for (const team of room) {
    const taken = team.parties.reduce((sum, { size }) => sum + size, 0);
    if (taken + party.size > team.slot.size) continue;
    team.parties.push(party);
    if (holdsInMatch(rules, room)) return true;
    team.parties.pop();
  }
  return false;
}
