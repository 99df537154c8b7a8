import {
  combineSinks,
  filterSink,
  formatLogLine,
  LogFiles,
  type LogFilesTrouble,
  type LogLevel,
  type LogLine,
  type LogSettings,
  type LogSink,
  SystemClock,
} from "../../engine";
import { type Style, type Terminal } from "../terminal";
import { serveTexts } from "./serve-texts";

/** Log lines of a server: where they go, and how to be sure that they have arrived. */
export interface ServeLogs {
  readonly sink: LogSink;
  /** Resolves with the number of lines that are in no file although they should be, when all others of now are. */
  flush(): Promise<number>;
}

const styles: Readonly<Record<LogLevel, Style>> = { debug: "dim", info: "cyan", error: "red" };

/** Lines to the terminal as text and, unless `dir` is null, to files as JSON. */
export function openLogs(settings: LogSettings, terminal: Terminal): ServeLogs {
  const toTerminal: LogSink = (line) => terminal.print(formatTerminalLine(line, terminal));
  if (settings.dir === null)
    return { sink: filterHostLines(settings.level, toTerminal), flush: () => Promise.resolve(0) };
  const files = new LogFiles({
    dir: settings.dir,
    retentionDays: settings.retentionDays,
    maxFileBytes: settings.maxFileMegabytes * 2 ** 20,
    clock: new SystemClock(),
    onTrouble: (trouble) => terminal.printError(describeTrouble(trouble, terminal)),
  });
  const sink = combineSinks(toTerminal, (line) => files.write(line));
  const flush = async (): Promise<number> => {
    await files.flush();
    return files.missingLines;
  };
  return { sink: filterHostLines(settings.level, sink), flush };
}

/** Lines of the script were judged by its own levels already, unless a level was asked for. */
function filterHostLines(level: LogLevel | undefined, sink: LogSink): LogSink {
  if (level !== undefined) return filterSink(`${level}+`, sink);
  return (line) => {
    if (line.stream !== "host" || line.level !== "debug") sink(line);
  };
}

function formatTerminalLine(line: LogLine, terminal: Terminal): string {
  return formatLogLine(line).replace(/^(\S+) (\S+)/, (_whole, time: string, level: string) => {
    return `${terminal.paint("dim", time)} ${terminal.paint(styles[line.level], level)}`;
  });
}

function describeTrouble(trouble: LogFilesTrouble, terminal: Terminal): string {
  const { dir } = trouble;
  switch (trouble.kind) {
    case "unwritable":
      return terminal.paint(
        "yellow",
        terminal.say(serveTexts.logsUnwritable, { dir, reason: trouble.reason }),
      );
    case "writableAgain":
      return terminal.say(serveTexts.logsWritable, { dir, lines: String(trouble.lostLines) });
    case "abandoned":
      return terminal.paint(
        "yellow",
        terminal.say(serveTexts.logsAbandoned, { dir, seconds: String(trouble.seconds) }),
      );
  }
}
