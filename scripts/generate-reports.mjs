/**
 * Writes `docs/reports`: the report of the gomoku example, its client in MGOBE's own manner, before and after a run of the
 * codemod. Needs `npm run build`.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(path.join(tmpdir(), "mgobe-reports-"));
const copy = (from, to) => cpSync(path.join(root, from), path.join(folder, to), { recursive: true });

/** Runs a command, returns its output. Exit code 1 says that something is left, which is what a report is for. */
function run(...args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, "dist/src/cli/main.js"), ...args],
    {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
    },
  );
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return stdout;
}

try {
  for (const name of ["mgobe-game.js", "mgobe.html", "board-view.js", "words.js"]) {
    copy(`examples/gomoku/public/${name}`, `client/${name}`);
  }
  copy("examples/shared/mgobe-common.js", "client/mgobe-common.js");
  // A file that is recognised as MGOBE's, with its names and nothing else.
  copy("test/codemods/fixtures/sdk-file/input/assets/mgobejs/MGOBE.js", "client/vendor/MGOBE.js");
  copy("examples/gomoku/mgobexs", "mgobexs");
  // To the output, not to a file: these pages do not lie where the game does.
  const before = run("report", "client", "mgobexs", "--format", "html");
  run("report", "client", "mgobexs", "-o", "before.json");
  run("codemod", "client", "--endpoint", "wss://play.example.com");
  const after = run("report", "client", "mgobexs", "--baseline", "before.json", "--format", "html");
  writeFileSync(path.join(root, "docs/reports/gomoku-before.html"), before);
  writeFileSync(path.join(root, "docs/reports/gomoku-after.html"), after);
} finally {
  rmSync(folder, { recursive: true });
}
