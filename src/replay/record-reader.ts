import { type RecordHead, type RecordLine, recordVersion, ToolError } from "../contract";

/** A record in memory. */
export interface Recording {
  readonly head: RecordHead;
  readonly lines: readonly RecordLine[];
  /** True when the last line is not there whole, or does not say that the record was ended. */
  readonly isCut: boolean;
}

const lineTypes: ReadonlySet<string> = new Set([
  "connect",
  "disconnect",
  "attach",
  "detach",
  "call",
  "answer",
  "event",
  "end",
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
  const texts = text.split("\n");
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
  const lines = rest.map((line, index) => {
    const value = parse(line) as Partial<RecordLine> | undefined;
    const isLine =
      typeof value?.type === "string" && lineTypes.has(value.type) && typeof value.t === "number";
    return isLine ? (value as RecordLine) : fail(`line ${index + 2} is damaged`, `第 ${index + 2} 行已损坏`);
  });
  const last = lines.at(-1);
  const isCut = torn !== "" || last?.type !== "end" || last.reason !== undefined;
  return { head: head as RecordHead, lines, isCut };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
