import { z } from "zod";
import { type RecordHead, type RecordLine, recordVersion, ToolError } from "../contract";

/** A record in memory. */
export interface Recording {
  readonly head: RecordHead;
  readonly lines: readonly RecordLine[];
  /** True when the last line is not there whole, or does not say that the record was ended. */
  readonly isCut: boolean;
}

const t = z.number().nonnegative();
const player = z.string();
const n = z.int().positive();
const code = z.int();

/** Fields that a later minor version adds are let through. */
const lineShape = z.discriminatedUnion("type", [
  z.looseObject({ t, type: z.enum(["connect", "disconnect"]), player }),
  z.looseObject({ t, type: z.enum(["attach", "detach"]), player, room: z.string() }),
  z.looseObject({ t, type: z.literal("call"), n, player, method: z.string() }),
  z.looseObject({ t, type: z.literal("answer"), n, player, code, msg: z.string() }),
  z.looseObject({ t, type: z.literal("event"), players: z.array(player), name: z.string() }),
  z.looseObject({ t, type: z.literal("end"), reason: z.string().optional() }),
]);

/**
 * Reads a record.
 *
 * @param path for messages
 * @throws ToolError RECORD_UNREADABLE; a last line that was cut off by a kill or a full disk is none
 */
export function readRecord(text: string, path: string): Recording {
  const fail = (en: string, zh: string): never => {
    throw new ToolError("RECORD_UNREADABLE", { path, reason: { en, zh } });
  };
  // Editors of Windows put a mark before the first line.
  const texts = text.replace(/^\uFEFF/, "").split("\n");
  // What follows the last line break was not written to its end; as a rule it is empty.
  const torn = texts.pop() ?? "";
  const [first, ...rest] = texts;
  if (first === undefined || first === "") return fail("it is empty", "文件是空的");
  const head = parse(first) as Partial<RecordHead> | undefined;
  if (head?.type !== "record" || typeof head.version !== "string")
    return fail("its first line is not that of a record", "第一行不是记录的开头");
  const [major] = recordVersion.split(".");
  if (head.version.split(".")[0] !== major)
    return fail(
      `it is of version ${head.version}, and this version reads ${recordVersion}`,
      `它的版本是 ${head.version}，当前版本只能读取 ${recordVersion}`,
    );
  const callers = new Map<number, string>();
  const lines = rest.map((line, index) => {
    const value = lineShape.safeParse(parse(line)).data as RecordLine | undefined;
    if (!value || !isAnswerOfCall(value, callers))
      return fail(`line ${index + 2} is damaged`, `第 ${index + 2} 行已损坏`);
    return value;
  });
  // With nothing to compare it would be the same as any game.
  if (lines.every(({ type }) => type === "end"))
    return fail("nobody came while it was made: there is nothing to compare", "录制期间没有玩家，无可比较");
  const last = lines.at(-1);
  const isCut = torn !== "" || last?.type !== "end" || last.reason !== undefined;
  return { head: head as RecordHead, lines, isCut };
}

/** An answer without its call could be compared with nothing, and would be lost in silence. */
function isAnswerOfCall(line: RecordLine, callers: Map<number, string>): boolean {
  if (line.type === "call") {
    if (callers.has(line.n)) return false;
    callers.set(line.n, line.player);
  }
  return line.type !== "answer" || callers.get(line.n) === line.player;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
