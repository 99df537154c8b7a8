import { type usePage } from "./state";

/**
 * What to ask before a drain begins.
 *
 * @param name of the one process that is meant; all when left out
 */
export function createDrainQuestion(
  { word, me, hasProcesses }: Pick<ReturnType<typeof usePage>, "word" | "me" | "hasProcesses">,
  name?: string,
): string {
  const { seconds, isEnd } = me.drain;
  const ends = seconds > 0 ? word("drainPatient", { seconds }) : word("drainAtOnce");
  const outcome = isEnd ? ends : word("drainStays");
  if (name !== undefined) return word("askDrainOne", { name, outcome });
  return word(hasProcesses ? "askDrainAll" : "askDrain", { outcome });
}
