import { readFileSync } from "node:fs";
import { getWorkingFolder, join, relative } from "../../../codemods/project/project-path";
import { writeServerProject } from "../../../codemods/server/server-project";
import { ExitCode } from "../exit-codes";
import { quoteArgument } from "../quote-argument";
import { type Terminal } from "../terminal";
import { findPackageFolder, readVersion } from "../version";
import { texts } from "./codemod-texts";

/** Runs `codemod --server <mgobexs>`: writes a server project and says what to do next. */
export function runServerScaffold(mgobexs: string, out: string, terminal: Terminal): number {
  const manifest = JSON.parse(readFileSync(join(findPackageFolder(), "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const versions = { ...manifest.dependencies, ...manifest.devDependencies, "mgobe-migrate": readVersion() };
  for (const path of writeServerProject({ mgobexs, out, versions })) {
    terminal.print(terminal.say(texts.written, { path: relative(getWorkingFolder(), path) }));
  }
  terminal.print(
    terminal.say(texts.nextStep, {
      command: `cd ${quoteArgument(out)} && npm install && npm test && npm start`,
    }),
  );
  return ExitCode.done;
}
