import { formatLocalTime, type RecordFailure } from "../../engine";
import { type Terminal } from "../terminal";
import { serveTexts } from "./serve-texts";

/** What a server that ends may have lost on the way. */
export interface Losses {
  /** Log lines that are in no file although they should be. */
  readonly missingLines: number;
  /** Folder of the log files; null where none are written. */
  readonly logDir: string | null;
  readonly recordFailure: RecordFailure | undefined;
}

/**
 * Says at the end what was lost, a sentence for each.
 *
 * @returns whether nothing was
 */
export function tellLosses({ missingLines, logDir, recordFailure }: Losses, terminal: Terminal): boolean {
  const texts: string[] = [];
  if (missingLines > 0 && logDir !== null) {
    const details = { dir: logDir, lines: String(missingLines) };
    texts.push(terminal.say(serveTexts.logsMissing, details));
  }
  if (recordFailure) texts.push(describeRecord(recordFailure, terminal));
  for (const text of texts) terminal.printError(terminal.paint("yellow", text));
  return texts.length === 0;
}

function describeRecord({ file, reason, complete }: RecordFailure, terminal: Terminal): string {
  if (!complete) return terminal.say(serveTexts.recordLost, { file, reason });
  const [time, seconds] = [formatLocalTime(complete.until), (complete.for / 1000).toFixed(1)];
  return terminal.say(serveTexts.recordCut, { file, reason, time, seconds });
}
