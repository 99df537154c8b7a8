import { rules } from "../../../codemods/rules/registry";
import { ExitCode } from "../exit-codes";
import { type Terminal } from "../terminal";

/** Lists every rule with its level and title. */
export function runListRules(options: { json?: boolean }, terminal: Terminal): number {
  const { language } = terminal;
  const listed = rules.map(({ id, level, title }) => ({ id, level, title: title[language] }));
  if (options.json) terminal.print(JSON.stringify(listed, null, 2));
  else {
    const width = Math.max(...listed.map(({ id }) => id.length));
    for (const { id, level, title } of listed) {
      terminal.print(`${id.padEnd(width)}  ${level.padEnd("messages".length)}  ${title}`);
    }
  }
  return ExitCode.done;
}
