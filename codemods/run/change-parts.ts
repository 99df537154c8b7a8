import { applyEdits, sortEdits, type TextEdit } from "../edits/text-edit";
import { rules } from "../rules/registry";
import { isReplacement, type FileChange } from "./codemod-run";

/** Unchanged lines between two changes that are still shown as one, as in a diff. */
const nearby = 6;

/** The smallest change that leaves a game whole: the edits of one finding, or of many that need each other. */
export interface ChangePart {
  /** Edits by file, in the order of the files. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** Whether it only works with the part that replaces the SDK. */
  readonly needsSdk: boolean;
  readonly isSdk: boolean;
}

/** What one question is about: parts of one file that stand close to each other, or one part. */
export interface Hunk {
  readonly parts: readonly ChangePart[];
  /** File that it begins in. */
  readonly path: string;
}

const rulesById = new Map(rules.map((rule) => [rule.id, rule]));

/** Names the part that an edit belongs to; what holds edits together ends with their game. */
function getPartName({ rule: id, finding }: TextEdit, game: number, isWhole: boolean): string {
  const bond = rulesById.get(id)?.together;
  if (bond === "sdk") return bond;
  if (isWhole) return `game ${game}`;
  return bond === undefined ? String(finding) : `${bond} ${game}`;
}

/** Takes changes apart; a game that is written for another target as a whole is one part. */
function createParts(changes: readonly FileChange[]): ChangePart[] {
  const isOfGame = ({ rule }: TextEdit): boolean => rulesById.get(rule)?.together === "game";
  const whole = new Set(changes.flatMap(({ edits, game = 0 }) => (edits.some(isOfGame) ? [game] : [])));
  const named = new Map<string, Map<string, TextEdit[]>>();
  for (const { path, edits, game = 0 } of changes) {
    for (const edit of sortEdits(edits)) {
      const name = getPartName(edit, game, whole.has(game));
      const files = named.get(name) ?? new Map<string, TextEdit[]>();
      named.set(name, files.set(path, [...(files.get(path) ?? []), edit]));
    }
  }
  return [...named].map(([name, edits]) => ({
    edits,
    isSdk: name === "sdk",
    needsSdk: name !== "sdk" && !name.startsWith("game ") && [...edits.values()].flat().some(isAboveSdk),
  }));
}

function isAboveSdk({ rule }: TextEdit): boolean {
  return rulesById.get(rule)?.level !== "sdk";
}

/**
 * Questions about changes, in the order in which they are to be asked: the SDK first, which others need, then file by file
 * from top to bottom.
 */
export function createHunks(changes: readonly FileChange[]): Hunk[] {
  const texts = new Map(changes.map(({ path, before }) => [path, before]));
  const placed = createParts(changes).map((part) => {
    const [[path, edits = []] = ["", []]] = part.edits;
    const toLine = (offset: number): number => (texts.get(path) ?? "").slice(0, offset).split("\n").length;
    return { part, path, first: toLine(edits[0]?.start ?? 0), last: toLine(edits.at(-1)?.end ?? 0) };
  });
  placed.sort(
    (one, other) =>
      Number(other.part.isSdk) - Number(one.part.isSdk) ||
      (one.path < other.path ? -1 : one.path > other.path ? 1 : one.first - other.first),
  );
  const hunks: { parts: ChangePart[]; path: string }[] = [];
  let open: { path: string; last: number } | undefined;
  for (const { part, path, first, last } of placed) {
    const isAlone = part.edits.size > 1 || part.isSdk;
    if (!isAlone && open?.path === path && first - open.last <= nearby) hunks.at(-1)?.parts.push(part);
    else hunks.push({ parts: [part], path });
    open = isAlone ? undefined : { path, last };
  }
  return hunks;
}

/** The changes that some parts come to. */
export function applyParts(changes: readonly FileChange[], parts: readonly ChangePart[]): FileChange[] {
  const chosen = new Set(parts.flatMap(({ edits }) => [...edits.values()].flat()));
  return changes.flatMap((change) => {
    const edits = change.edits.filter((edit) => chosen.has(edit));
    if (edits.length === 0) return [];
    if (edits.length === change.edits.length || isReplacement(change)) return [change];
    return [{ ...change, edits, after: applyEdits(change.before, edits) }];
  });
}
