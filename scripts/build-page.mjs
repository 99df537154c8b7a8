/**
 * Builds the report's page, `src/report/page`, into two files that `src/report/html` puts into each report: `page.js`, one
 * script without imports, and `page.css`. A report is opened from disk, years later and without a network, so everything
 * is inside, and browsers of 2021 will do. The console's page, `src/console/page`, is built the same way; `adapters/node-server`
 * hands it out. So is the page of the command `try`, `src/cli/try/page`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const licenses = {
  report: "/*! mgobe-migrate, MIT. Contains preact, MIT, and d3-hierarchy, ISC. */",
  console: "/*! mgobe-migrate, MIT. Contains preact and uPlot, MIT. */",
  "cli/try": "/*! mgobe-migrate, MIT. */",
};

function bundle(page, entry) {
  const result = buildSync({
    absWorkingDir: root,
    entryPoints: [`src/${page}/page/${entry}`],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    platform: "browser",
    target: ["es2020", "chrome87", "safari15", "firefox78"],
    // The page is in Chinese, too, and says that it is UTF-8.
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  const [file] = result.outputFiles;
  // Either file stands in an element of the same name.
  if (/<\/(script|style)|<!--/i.test(file.text)) throw new Error(`${entry} would end its own element`);
  return file.text.trimEnd();
}

/**
 * Writes `page.js` and `page.css` into a folder.
 *
 * @param page `report`, `console` or `cli/try`
 */
export function buildPage(directory, page = "report") {
  mkdirSync(directory, { recursive: true });
  const main = page === "cli/try" ? "main.ts" : "main.tsx";
  writeFileSync(path.join(directory, "page.js"), `${licenses[page]}\n${bundle(page, main)}\n`);
  writeFileSync(path.join(directory, "page.css"), `${bundle(page, "page.css")}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [directory, page] = process.argv.slice(2);
  if (directory !== undefined) buildPage(path.resolve(directory), page);
  else {
    buildPage(path.join(root, "dist/src/report/html"));
    buildPage(path.join(root, "dist/src/console"), "console");
    buildPage(path.join(root, "dist/src/cli/try"), "cli/try");
  }
}
