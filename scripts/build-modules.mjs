/**
 * Builds the ES modules of the package's entry points beside the CommonJS that tsc has left in `dist`, and the typings of
 * both kinds:
 *
 * - `dist/index.mjs`, `dist/engine.mjs`, `dist/socketio.mjs`: the CommonJS build under explicit names. State and classes exist once in a process,
 *   whichever way they were loaded;
 * - `dist/colyseus.mjs`: `adapters/colyseus` as a module of its own, around the same engine. It must import `@colyseus/core`
 *   as the program around it does: a room class of another copy of Colyseus cannot be entered, and loaders that translate
 *   what is required (tsx) make two copies of one file. `package.json` therefore names the same conditions as Colyseus;
 * - `dist/client.mjs`, `dist/client-socketio.mjs`: the client library in one file each, the backend's own client left outside.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The CommonJS of each entry point, in `dist`. */
const commonJs = {
  index: "src/index.js",
  engine: "src/engine/index.js",
  colyseus: "adapters/colyseus/index.js",
  client: "src/client/index.js",
  socketio: "adapters/socketio/index.js",
  "client-socketio": "src/client/socketio.js",
};

/** Our own modules do nothing when imported, so what is not used of them may go. */
export const pureSources = {
  name: "pure-sources",
  setup(builder) {
    builder.onResolve({ filter: /^\.\.?\// }, async (args) => {
      if (args.pluginData === "seen" || !args.importer.startsWith(path.join(root, "src"))) return undefined;
      const resolved = await builder.resolve(args.path, {
        importer: args.importer,
        resolveDir: args.resolveDir,
        kind: args.kind,
        pluginData: "seen",
      });
      return { ...resolved, sideEffects: false };
    });
  },
};

/** What lies outside of a folder is imported from the CommonJS build, where it exists once. */
const onlyFolder = (folder) => ({
  name: "only-folder",
  setup(builder) {
    builder.onResolve({ filter: /^\.\.?\// }, async (args) => {
      if (args.pluginData === "seen") return undefined;
      const { importer, resolveDir, kind } = args;
      const resolved = await builder.resolve(args.path, { importer, resolveDir, kind, pluginData: "seen" });
      const name = path.relative(root, resolved.path).split(path.sep).join("/");
      if (name.startsWith(`${folder}/`)) return resolved;
      return { path: `./${name.replace(/\.ts$/, ".js")}`, external: true };
    });
  },
});

/** An ES module that only names what a CommonJS one exports. */
async function writeNames(directory, entry) {
  const names = Object.keys(createRequire(import.meta.url)(path.join(directory, commonJs[entry]))).sort();
  const text = `export {\n${names.map((name) => `  ${name},\n`).join("")}} from "./${commonJs[entry]}";\n`;
  await writeFile(path.join(directory, `${entry}.mjs`), text);
}

/** The typings of an entry point, as an ES module: those of the CommonJS one, whose own imports now have whole paths. */
async function writeTypings(directory, entry) {
  const folder = path.posix.dirname(commonJs[entry]);
  const text = await readFile(path.join(directory, commonJs[entry].replace(/\.js$/, ".d.ts")), "utf8");
  const whole = text.replace(/(?<=from ")\.[^"]*/g, (name) => {
    const file = path.posix.join(folder, name);
    const isFile = existsSync(path.join(directory, `${file}.d.ts`));
    return `./${file}${isFile ? "" : "/index"}.js`;
  });
  await writeFile(path.join(directory, `${entry}.d.mts`), whole);
}

/**
 * @param directory where tsc has written; paths inside are those of the sources
 * @param withTypings false where there are no typings of the CommonJS either
 */
export async function buildModules(directory, withTypings = true) {
  const common = { absWorkingDir: root, bundle: true, format: "esm", logLevel: "warning" };
  await Promise.all([
    writeNames(directory, "index"),
    writeNames(directory, "engine"),
    writeNames(directory, "socketio"),
    build({
      ...common,
      entryPoints: ["adapters/colyseus/index.ts"],
      outfile: path.join(directory, "colyseus.mjs"),
      platform: "node",
      target: "node22",
      packages: "external",
      // Colyseus' monitor shows them.
      keepNames: true,
      plugins: [onlyFolder("adapters/colyseus")],
    }),
    ...Object.entries({ client: "index.ts", "client-socketio": "socketio.ts" }).map(([name, source]) =>
      build({
        ...common,
        entryPoints: [`src/client/${source}`],
        outfile: path.join(directory, `${name}.mjs`),
        // By this the report knows its own client.
        banner: { js: "/*! mgobe-migrate, MIT */" },
        target: "es2020",
        external: ["@colyseus/sdk", "socket.io-client"],
        plugins: [pureSources],
      }),
    ),
    ...(withTypings ? Object.keys(commonJs) : []).map((entry) => writeTypings(directory, entry)),
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: { "no-typings": { type: "boolean" } },
    allowPositionals: true,
  });
  await buildModules(path.resolve(positionals[0] ?? path.join(root, "dist")), !values["no-typings"]);
}
