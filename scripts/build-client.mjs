/**
 * Builds the client library's files for games without a package manager:
 *
 * - `dist/MGOBE.js`: one file, ES5 syntax, a global and a CommonJS / AMD module in one;
 * - `dist/MGOBE.d.ts`: the ambient namespace that old TypeScript compiles against.
 *
 * Why ES5: Cocos Creator 2 loads plug-in scripts as they are, on WebViews and JavaScriptCores from before 2016; game code
 * compiled to ES5 can extend `MGOBE.Room` only if that is no `class`. esbuild bundles, swc lowers and minifies, as esbuild
 * itself stops at ES2015.
 *
 * The file may have 80 KB gzipped; more is an error.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { transform } from "@swc/core";
import { build } from "esbuild";
import { pureSources } from "./build-modules.mjs";
import { generateTypings } from "./client-typings.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const maxGzippedBytes = 80 * 1024;
const memberNames = [
  "Listener",
  "Room",
  "Group",
  "ENUM",
  "ErrCode",
  "RandomUtil",
  "DebuggerLog",
  "Player",
  "StatCallbacks",
  "types",
  "Adapter",
];

/**
 * The Colyseus SDK without state synchronisation: an MGOBE client reads events and answers, never `room.state`, and a
 * third of the SDK's size is the decoder for it. What a server sends of its state is skipped.
 */
const withoutState = {
  name: "without-state",
  setup(builder) {
    const schema = path.dirname(path.dirname(createRequire(import.meta.url).resolve("@colyseus/schema")));
    const encoding = (name) => JSON.stringify(path.join(schema, "src/encoding", name));
    const modules = {
      schema: `
        export { decode } from ${encoding("decode.ts")};
        export { encode } from ${encoding("encode.ts")};
        export class Decoder {}
        export const Reflection = {}, Callbacks = {}, $values = Symbol(), $refId = Symbol();`,
      input: "export class InputEncoder {}",
      serializer: `
        export class SchemaSerializer {
          decoder = { root: { callbacks: {} } };
          handshake() {}
          setState() {}
          patch() {}
          teardown() {}
          getState() {}
        }
        export function getStateCallbacks() {}`,
    };
    const take = (name) => () => ({ path: name, namespace: "without-state" });
    builder.onResolve({ filter: /^@colyseus\/schema$/ }, take("schema"));
    builder.onResolve({ filter: /^@colyseus\/schema\/input$/ }, take("input"));
    builder.onResolve({ filter: /serializer\/SchemaSerializer\.mjs$/ }, take("serializer"));
    builder.onResolve({ filter: /^\.\/SchemaSerializer\.mjs$/ }, take("serializer"));
    builder.onLoad({ filter: /.*/, namespace: "without-state" }, (args) => ({
      contents: modules[args.path],
      loader: "js",
      resolveDir: root,
    }));
  },
};

/** The bundle as one function expression's body, with modern syntax. */
async function bundle() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ["src/client/platform/script.ts"],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "__mgobe",
    platform: "browser",
    target: "es2020",
    alias: { ws: "./src/client/platform/mini-socket.ts" },
    inject: ["src/client/platform/web-shims.ts"],
    define: { globalThis: "hostGlobal" },
    plugins: [withoutState, pureSources],
    legalComments: "none",
    logLevel: "warning",
  });
  return result.outputFiles[0].text;
}

/**
 * Makes one script of the bundle. The line that never runs tells Node's ES modules which names `module.exports` has.
 */
function wrap(code, license) {
  return [
    license,
    `!function(){${code}`,
    `var M=__mgobe.MGOBE;`,
    `if("object"==typeof module&&module&&"object"==typeof module.exports){module.exports=M;`,
    `0&&(${memberNames.map((name) => `exports.${name}=0`).join(",")})}`,
    `else if("function"==typeof define&&define.amd)define([],function(){return M})}();`,
  ].join("\n");
}

async function buildScript(directory) {
  const { code } = await transform(await bundle(), {
    sourceMaps: false,
    minify: true,
    isModule: false,
    jsc: {
      target: "es5",
      minify: { compress: { passes: 2 }, mangle: true, format: { comments: false } },
    },
  });
  const license = "/*! mgobe-migrate, MIT. Contains @colyseus/sdk, @colyseus/schema and msgpackr, MIT. */";
  const text = wrap(code, license);
  await writeFile(path.join(directory, "MGOBE.js"), text);
  return { bytes: Buffer.byteLength(text), gzipped: gzipSync(text, { level: 9 }).length };
}

/**
 * Writes all files into a directory.
 *
 * @returns sizes of MGOBE.js in bytes
 */
export async function buildClient(directory) {
  await mkdir(directory, { recursive: true });
  const size = await buildScript(directory);
  await writeFile(path.join(directory, "MGOBE.d.ts"), await generateTypings(root));
  return size;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { bytes, gzipped } = await buildClient(process.argv[2] ?? path.join(root, "dist"));
  console.log(`MGOBE.js: ${(bytes / 1024).toFixed(1)} KB, ${(gzipped / 1024).toFixed(1)} KB gzipped`);
  if (gzipped > maxGzippedBytes) {
    console.error(`MGOBE.js is larger than ${maxGzippedBytes / 1024} KB gzipped.`);
    process.exitCode = 1;
  }
}
