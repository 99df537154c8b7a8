import { type CodeProject } from "../project/code-project";
import { type Finding } from "./finding";

/** Members that rooms of other libraries have, too. */
const everyday = /^(?:(?:create|join|leave)Room|on(?:Join|Leave)Room|onUpdate)$/;
const origin = /\bMGOBE\b|mgobe-migrate/;

/**
 * The uses without those of a project that has nothing to do with MGOBE: where nothing names it, nothing is proven, and every
 * guess rests on a word that is anyone's, there are none.
 */
export function dropEverydayUses(
  uses: readonly Finding[],
  { files, sdkFiles }: Pick<CodeProject, "files" | "sdkFiles">,
): readonly Finding[] {
  const isTelling = uses.some(({ certainty, member }) => certainty === "proven" || !everyday.test(member));
  const hasOrigin = (): boolean => files.some(({ text }) => origin.test(text));
  return isTelling || sdkFiles.length > 0 || hasOrigin() ? uses : [];
}
