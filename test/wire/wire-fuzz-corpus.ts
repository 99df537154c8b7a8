/** One packet of an attacker: a request, or bytes that may be anything when there is no command. */
export interface FuzzStep {
  readonly attacker: number;
  readonly isRelay: boolean;
  readonly cmd?: number;
  /** The body of the request, or the whole packet. */
  readonly bytes: Buffer;
}

/** Steps in a row that got somewhere together. */
export type FuzzSequence = readonly FuzzStep[];

/** Sequences as text: one a line, its steps as attacker, socket, command if any, and hex: `2r4000:0a01 0c:02`. */
export function formatCorpus(corpus: readonly FuzzSequence[]): string {
  const formatStep = ({ attacker, isRelay, cmd, bytes }: FuzzStep): string =>
    `${attacker}${isRelay ? "r" : "c"}${cmd ?? ""}:${bytes.toString("hex")}`;
  return corpus.map((sequence) => `${sequence.map(formatStep).join(" ")}\n`).join("");
}

/** Reads what {@link formatCorpus} wrote. */
export function parseCorpus(text: string): FuzzSequence[] {
  const parseStep = (step: string): FuzzStep => {
    const [, attacker, socket, cmd, hex] = /^(\d+)([rc])(-?[\d.]*):([0-9a-f]*)$/.exec(step) ?? [];
    if (hex === undefined) throw new Error(`not a step of a corpus: ${step}`);
    return {
      attacker: Number(attacker),
      isRelay: socket === "r",
      cmd: cmd ? Number(cmd) : undefined,
      bytes: Buffer.from(hex, "hex"),
    };
  };
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(" ").map(parseStep));
}

/**
 * Puts ids of the present game where ids of an earlier one stand: they differ in each run, and are known by their
 * length.
 *
 * @param pick chooses one of the ids of a length
 */
export function renewIds(
  bytes: Buffer,
  ids: readonly string[],
  pick: (fitting: readonly string[]) => string | undefined,
): Buffer {
  const text = bytes.toString("latin1").replace(/[A-Za-z0-9_.-]{6,}/g, (found) => {
    return pick(ids.filter((id) => id.length === found.length)) ?? found;
  });
  return Buffer.from(text, "latin1");
}
