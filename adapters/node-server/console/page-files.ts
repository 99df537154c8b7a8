import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { ToolError } from "../../../src/contract";

/** The files of the page by their names below `/console/`. */
export type ConsoleFiles = ReadonlyMap<string, { readonly type: string; readonly text: string }>;

const names = { "page.js": "text/javascript; charset=utf-8", "page.css": "text/css; charset=utf-8" };

/** Whether a name below `/console/` is a file of the page. */
export function isConsoleFile(name: string): boolean {
  return name === "index.html" || Object.hasOwn(names, name);
}

/** The page before its program runs; it has no script or style of its own, which the policy of its headers forbids. */
const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>mgobe-migrate console</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
<script src="page.js" defer></script>
</head>
<body><div id="page"><noscript>The console needs JavaScript. 控制台需要 JavaScript。</noscript></div></body>
</html>
`;

/**
 * Reads the page as `scripts/build-page.mjs` bundled it.
 *
 * @param folder where it was bundled to; the one in the package when left out
 * @throws ToolError NOT_BUILT
 */
export function readConsoleFiles(folder = path.join(__dirname, "../../../src/console")): ConsoleFiles {
  const files = new Map([["index.html", { type: "text/html; charset=utf-8", text: html }]]);
  for (const [name, type] of Object.entries(names)) {
    const file = path.join(folder, name);
    if (!existsSync(file)) throw new ToolError("NOT_BUILT", { path: file });
    files.set(name, { type, text: readFileSync(file, "utf8") });
  }
  return files;
}
