import { findUses, getRoomNames } from "../../../codemods/finder";
import { unreadRule } from "../../../codemods/findings/rules";
import { findMarkers } from "../../../codemods/markers/marker";
import { type CodeProject, openProject } from "../../../codemods/project/code-project";
import { relative } from "../../../codemods/project/project-path";
import { listUnread, mayBeUnread, type UnreadFile } from "../../../codemods/project/unread-files";
import { countOf, makeVisible, showName } from "../../contract";
import { ExitCode } from "../exit-codes";
import { quoteArgument } from "../quote-argument";
import { type Terminal } from "../terminal";
import { texts } from "./codemod-texts";

/**
 * Lists the markers under some paths, and the files that use MGOBE and were not read: there no marker can stand. Exit code
 * 1 when there are any.
 */
export function runTodo(paths: readonly string[], options: { json?: boolean }, terminal: Terminal): number {
  const { folder } = terminal.context;
  const project = openProject(paths, { folder });
  const markers = project.files.flatMap(({ path, text }) =>
    findMarkers(text).map(({ rule, message, line, column }) => ({
      path: relative(folder, path),
      line,
      column,
      rule,
      message,
    })),
  );
  const unread = findUnread(project).map(({ path, message, ...place }) => ({
    path: relative(folder, path),
    ...place,
    rule: unreadRule.id,
    message: terminal.say(message),
  }));
  if (options.json) terminal.print(JSON.stringify([...markers, ...unread], null, 2));
  else
    printMarkers(
      markers,
      unread,
      ["mgobe-migrate report", ...paths.map((path) => quoteArgument(path, terminal.context.platform))].join(
        " ",
      ),
      terminal,
    );
  return markers.length + unread.length > 0 ? ExitCode.findings : ExitCode.done;
}

function findUnread(project: CodeProject): UnreadFile[] {
  const mayBe = project.notParsed.length > 0 || project.skipped.some((each) => mayBeUnread(each));
  // The names of rooms are only needed where a file was not read.
  return mayBe ? listUnread(project, getRoomNames(findUses(project))) : [];
}

type ListedMarker = { path: string; line?: number; column?: number; rule: string; message: string };

/** @param command what tells more than markers do */
function printMarkers(
  markers: readonly ListedMarker[],
  unread: readonly ListedMarker[],
  command: string,
  terminal: Terminal,
): void {
  for (const { path, line, column, rule, message } of [...markers, ...unread]) {
    const place = [showName(path), line, column].filter((each) => each !== undefined).join(":");
    terminal.print(`${place}  ${rule}  ${makeVisible(message)}`);
  }
  if (markers.length > 0) {
    const counts = new Map<string, number>();
    for (const { rule } of markers) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    const files = new Set(markers.map(({ path }) => path)).size;
    const byRule = [...counts].sort().map(([rule, count]) => `${rule} ${count}`);
    const details = {
      markers: countOf(markers.length, "marker", "markers", "处标记"),
      files: countOf(files, "file", "files", "个文件"),
      rules: byRule.join(", "),
    };
    terminal.print(terminal.say(texts.todos, details));
  }
  if (unread.length > 0) {
    const files = countOf(unread.length, "file was", "files were", "个文件");
    terminal.print(terminal.say(texts.unreadTodos, { files, command }));
  } else if (markers.length === 0) terminal.print(terminal.say(texts.noTodos, { command }));
}
