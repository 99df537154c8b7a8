import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "../../../codemods/project/project-path";
import {
  findServerSource,
  type OwnPackage,
  writeServerProject,
} from "../../../codemods/server/server-project";
import { type Target } from "../../../codemods/targets/target";
import { ExitCode } from "../exit-codes";
import { quoteArgument } from "../quote-argument";
import { type Terminal } from "../terminal";
import { findPackageFolder } from "../version";
import { texts } from "./codemod-texts";
import { getOwnPackage } from "./own-package";
import { requireParsingPackage } from "./require-parsing-package";

/** Runs `codemod --server <mgobexs>`: writes a server project for a target and says what to do next. */
export async function runServerScaffold(
  { mgobexs, out, target }: { readonly mgobexs: string; readonly out: string; readonly target: Target },
  terminal: Terminal,
): Promise<number> {
  const { devDependencies: versions } = JSON.parse(
    readFileSync(join(findPackageFolder(), "package.json"), "utf8"),
  ) as { devDependencies: Record<string, string> };
  const { folder } = terminal.context;
  const source = findServerSource(mgobexs, folder);
  await requireParsingPackage(source);
  const temporary = mkdtempSync(join(tmpdir(), "mgobe-migrate-"));
  try {
    const getOwn = (): OwnPackage => getOwnPackage(temporary, terminal.context);
    const { server: templates } = target;
    const options = { source, out, folder, templates, versions, getOwnPackage: getOwn };
    for (const path of writeServerProject(options)) {
      terminal.print(terminal.say(texts.written, { path: relative(folder, path) }));
    }
  } finally {
    rmSync(temporary, { recursive: true });
  }
  terminal.print(
    terminal.say(texts.nextStep, { command: `cd ${quoteArgument(out, terminal.context.platform)}` }),
  );
  // A line each: not every shell of Windows knows `&&`.
  for (const command of ["npm install", "npm test", "npm start"]) terminal.print(`      ${command}`);
  return ExitCode.done;
}
