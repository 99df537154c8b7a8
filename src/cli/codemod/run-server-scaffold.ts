import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { getWorkingFolder, join, relative } from "../../../codemods/project/project-path";
import { type OwnPackage, writeServerProject } from "../../../codemods/server/server-project";
import { ExitCode } from "../exit-codes";
import { quoteArgument } from "../quote-argument";
import { type Terminal } from "../terminal";
import { findPackageFolder } from "../version";
import { texts } from "./codemod-texts";
import { getOwnPackage } from "./own-package";

/** Runs `codemod --server <mgobexs>`: writes a server project and says what to do next. */
export function runServerScaffold(mgobexs: string, out: string, terminal: Terminal): number {
  const { devDependencies: versions } = JSON.parse(
    readFileSync(join(findPackageFolder(), "package.json"), "utf8"),
  ) as { devDependencies: Record<string, string> };
  const temporary = mkdtempSync(join(tmpdir(), "mgobe-migrate-"));
  try {
    const getOwn = (): OwnPackage => getOwnPackage(temporary);
    for (const path of writeServerProject({ mgobexs, out, versions, getOwnPackage: getOwn })) {
      terminal.print(terminal.say(texts.written, { path: relative(getWorkingFolder(), path) }));
    }
  } finally {
    rmSync(temporary, { recursive: true });
  }
  terminal.print(terminal.say(texts.nextStep, { command: `cd ${quoteArgument(out)}` }));
  // A line each: not every shell of Windows knows `&&`.
  for (const command of ["npm install", "npm test", "npm start"]) terminal.print(`      ${command}`);
  return ExitCode.done;
}
