/**
 * Builds the report's page, `src/report/page`, into two files that `src/report/html` puts into each report: `page.js`, one
 * script without imports, and `page.css`. A report is opened from disk, years later and without a network, so everything
 * is inside, and browsers of 2021 will do.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const license = "/*! mgobe-migrate, MIT. Contains preact, MIT, and d3-hierarchy, ISC. */";

function bundle(entry) {
  const result = buildSync({
    absWorkingDir: root,
    entryPoints: [`src/report/page/${entry}`],
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

/** Writes `page.js` and `page.css` into a folder. */
export function buildPage(directory) {
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, "page.js"), `${license}\n${bundle("main.tsx")}\n`);
  writeFileSync(path.join(directory, "page.css"), `${bundle("page.css")}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  buildPage(path.resolve(process.argv[2] ?? path.join(root, "dist/src/report/html")));
}
