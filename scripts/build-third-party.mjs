/**
 * Puts libraries that would each bring megabytes into every installation (sources, source maps, builds for browsers) into
 * `dist/third-party`, one file each, with their licences beside them, and lets the compiled files load them from there.
 * They are development dependencies; the sources and tests import them by their names.
 *
 * Of ts-morph, which stays a dependency, only the compiler inside it is used: the rest is not loaded, which takes a third of the
 * time off.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const libraries = ["@vue/compiler-dom", "ajv", "diff", "jsonc-parser", "parse5", "prom-client", "zod"];

const compiler = `"use strict";
const { createRequire } = require("node:module");
try {
  // A copy, since each part of the package itself is a function that gives it out.
  exports.ts = { ...createRequire(require.resolve("ts-morph"))("@ts-morph/common/dist/typescript.js") };
} catch {
  exports.ts = require("ts-morph").ts;
}
`;

/** Files that the compiled ones load, by the names of the libraries in the sources. */
const files = new Map([
  ...libraries.map((name) => [name, `${toFileName(name)}.js`]),
  ["ts-morph", "compiler.js"],
]);

function toFileName(name) {
  return name.replace(/^@/, "").replaceAll("/", "-");
}

/** @param directory where tsc has written */
export async function buildThirdParty(directory) {
  const folder = path.join(directory, "third-party");
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: libraries.map((name) => ({ in: name, out: toFileName(name) })),
    outdir: folder,
    // The other build of jsonc-parser loads its parts in a way that no bundler sees.
    alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    metafile: true,
    logLevel: "error",
  });
  await writeFile(path.join(folder, "compiler.js"), compiler);
  await redirect(directory);
  await writeFile(path.join(folder, "LICENSES.txt"), await readLicences(Object.keys(metafile.inputs)));
}

/** Packages that are there where this one is installed. */
async function listInstalled() {
  const { dependencies, peerDependencies } = JSON.parse(
    await readFile(path.join(root, "package.json"), "utf8"),
  );
  return new Set([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
}

/** What is there only because something else brought it here would be missing where the package is installed. */
function requireInstalled(name, text, installed) {
  // As the compiler writes an import: text that the package writes itself may look alike.
  for (const [, library] of text.matchAll(/^(?:const \w+ = )?(?:[\w.]+\()*require\("([^"]+)"\)/gm)) {
    if (/^(?:\.|node:)/.test(library)) continue;
    const depth = library.startsWith("@") ? 2 : 1;
    if (installed.has(library.split("/").slice(0, depth).join("/"))) continue;
    throw new Error(
      `${name} loads ${library}, which is no dependency: make it one, or list it among the libraries here`,
    );
  }
}

/** Lets all compiled files load the libraries from there. */
async function redirect(directory) {
  const missing = new Set(files.keys());
  const installed = await listInstalled();
  const names = await readdir(directory, { recursive: true });
  for (const name of names.filter((each) => /^(src|codemods|adapters)[\\/].*\.js$/.test(each))) {
    const compiled = path.join(directory, name);
    const up = path
      .relative(path.dirname(compiled), path.join(directory, "third-party"))
      .replaceAll("\\", "/");
    const before = await readFile(compiled, "utf8");
    const after = before.replace(/(?<=\b(?:require|load)\()"([^"]+)"/g, (text, library) => {
      const file = files.get(library);
      if (file === undefined) return text;
      missing.delete(library);
      return `"${up}/${file}"`;
    });
    if (after !== before) await writeFile(compiled, after);
    requireInstalled(name, after, installed);
  }
  if (missing.size > 0) throw new Error(`no compiled file loads ${[...missing].join(", ")}`);
}

/** The licences of all packages that went into the files. */
async function readLicences(inputs) {
  const packages = new Set(
    inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []),
  );
  const texts = [...packages].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(
      await readFile(path.join(root, folder, "package.json"), "utf8"),
    );
    const files = await readdir(path.join(root, folder));
    const file = files.find((each) => /^licen[cs]e/i.test(each));
    const text = file ? await readFile(path.join(root, folder, file), "utf8") : "";
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildThirdParty(path.join(root, "dist"));
