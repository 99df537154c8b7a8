import { type MethodName } from "../../contract";

/** Calls that make something which stays for a while though its maker goes; nobody needs many of them. */
const makers: ReadonlySet<string> = new Set<MethodName>([
  "createRoom",
  "createTeamRoom",
  "matchRoom",
  "createGroup",
]);

/** How many of them a connection may make for long, a second. */
const makersPerSecond = 10;

/**
 * How much a call counts beside the size of its message.
 *
 * @param perSecond what is refilled of the `TokenBucket` in a second
 */
export function getCallCost(method: MethodName, perSecond: number): number {
  return makers.has(method) ? perSecond / makersPerSecond : 0;
}
