/**
 * Builds the client library's files for games without a package manager:
 *
 * - `dist/MGOBE.js`: one file, ES5 syntax, a global and a CommonJS / AMD module in one; `dist/MGOBE.socketio.js`: the same for
 *   a Socket.IO server;
 * - `dist/MGOBE.d.ts`: the ambient namespace that old TypeScript compiles against;
 * - `dist/colyseus.js`, `dist/socketio.js`: `@colyseus/sdk` and `socket.io-client` themselves as such files, for what the
 *   codemod's level native writes.
 *
 * Why ES5: Cocos Creator 2 loads plug-in scripts as they are, on WebViews and JavaScriptCores from before 2016; game code
 * compiled to ES5 can extend `MGOBE.Room` only if that is no `class`. esbuild bundles, swc lowers and minifies, as esbuild
 * itself stops at ES2015.
 *
 * MGOBE's files may have 80 KB gzipped, colyseus.js 100; more is an error.
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

/**
 * The Socket.IO client with the platform's WebSocket, or its stand-in; the client looks for a global object in ways that
 * mini-games do not allow, and knows transports that they do not have.
 */
const withPlatformSocket = {
  name: "with-platform-socket",
  setup(builder) {
    const modules = {
      globals: `
        export const nextTick = (callback) => Promise.resolve().then(callback);
        // Timers are bare names on some platforms, and members of no object.
        export const globalThisShim = {
          setTimeout: (callback, time) => setTimeout(callback, time),
          clearTimeout: (timer) => clearTimeout(timer),
        };
        export const defaultBinaryType = "arraybuffer";
        export function createCookieJar() {}`,
      transports: `
        import MiniSocket from "./src/client/platform/mini-socket.ts";
        import { WS } from "./node_modules/engine.io-client/build/esm/transports/websocket.js";
        class PlatformSocket extends WS {
          createSocket(uri) {
            return new (platformGlobal.WebSocket || MiniSocket)(uri);
          }
        }
        export const transports = { websocket: PlatformSocket };`,
      empty: "export class Fetch {} export class XHR {} export class WS {} export class WT {}",
    };
    const take = (name) => () => ({ path: name, namespace: "platform-socket" });
    builder.onResolve({ filter: /globals(\.node)?\.js$/ }, (args) =>
      args.importer.includes("engine.io-client") ? take("globals")() : undefined,
    );
    builder.onResolve({ filter: /^\.\/transports\/index\.js$/ }, take("transports"));
    builder.onResolve(
      { filter: /^\.\/transports\/(polling|websocket\.node|webtransport).*\.js$/ },
      take("empty"),
    );
    builder.onLoad({ filter: /.*/, namespace: "platform-socket" }, (args) => ({
      contents: modules[args.path],
      loader: "js",
      resolveDir: root,
    }));
  },
};

const socketioParts =
  "socket.io-client, engine.io-client, socket.io-parser, engine.io-parser and @socket.io/component-emitter";
const require = createRequire(import.meta.url);
const { version } = require("@colyseus/sdk/package.json");
const { version: socketioVersion } = require("socket.io-client/package.json");

/**
 * The files that are built: name, entry, what adapts the backend's own client to old platforms, what they export, with the names
 * of its members, and how they begin.
 */
const files = [
  {
    name: "MGOBE.js",
    entry: "script.ts",
    plugins: [withoutState, pureSources],
    exported: "MGOBE",
    members: memberNames,
    license: "/*! mgobe-migrate, MIT. Contains @colyseus/sdk, @colyseus/schema and msgpackr, MIT. */",
  },
  {
    name: "MGOBE.socketio.js",
    entry: "script-socketio.ts",
    plugins: [withPlatformSocket, pureSources],
    exported: "MGOBE",
    members: memberNames,
    license: `/*! mgobe-migrate, MIT. Contains ${socketioParts}, MIT. */`,
  },
  {
    name: "colyseus.js",
    entry: "colyseus-script.ts",
    plugins: [],
    exported: "Colyseus",
    members: ["Client", "Room"],
    // The whole SDK, state synchronisation included.
    maxGzipped: 100 * 1024,
    license: `/*! @colyseus/sdk ${version}, @colyseus/schema and msgpackr, MIT: one script for browsers and mini-games. */`,
  },
  {
    name: "socketio.js",
    entry: "socketio-script.ts",
    plugins: [withPlatformSocket],
    exported: "SocketIO",
    members: ["io", "Manager", "Socket", "protocol"],
    license: `/*! ${socketioParts.replace("socket.io-client", `socket.io-client ${socketioVersion}`)}, MIT: one script for browsers and mini-games. */`,
  },
];

/** The bundle as one function expression's body, with modern syntax. */
async function bundle({ entry, plugins }) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [`src/client/platform/${entry}`],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "__mgobe",
    platform: "browser",
    target: "es2020",
    alias: { ws: "./src/client/platform/mini-socket.ts" },
    inject: ["src/client/platform/web-shims.ts"],
    define: { globalThis: "platformGlobal" },
    plugins,
    legalComments: "none",
    logLevel: "warning",
  });
  return result.outputFiles[0].text;
}

/**
 * Makes one script of the bundle. The line that never runs tells Node's ES modules which names `module.exports` has.
 */
function wrap(code, { license, exported, members }) {
  return [
    license,
    `!function(){${code}`,
    `var M=__mgobe.${exported};`,
    `if("object"==typeof module&&module&&"object"==typeof module.exports){module.exports=M;`,
    `0&&(${members.map((name) => `exports.${name}=0`).join(",")})}`,
    `else if("function"==typeof define&&define.amd)define([],function(){return M})}();`,
  ].join("\n");
}

async function buildScript(directory, file) {
  const { code } = await transform(await bundle(file), {
    sourceMaps: false,
    minify: true,
    isModule: false,
    jsc: {
      target: "es5",
      minify: { compress: { passes: 2 }, mangle: true, format: { comments: false } },
    },
  });
  const text = wrap(code, file);
  await writeFile(path.join(directory, file.name), text);
  const gzipped = gzipSync(text, { level: 9 }).length;
  return {
    name: file.name,
    bytes: Buffer.byteLength(text),
    gzipped,
    most: file.maxGzipped ?? maxGzippedBytes,
  };
}

/**
 * Writes all files into a directory.
 *
 * @returns sizes of the scripts in bytes
 */
export async function buildClient(directory) {
  await mkdir(directory, { recursive: true });
  const sizes = await Promise.all(files.map((file) => buildScript(directory, file)));
  await writeFile(path.join(directory, "MGOBE.d.ts"), await generateTypings(root));
  return sizes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = await buildClient(process.argv[2] ?? path.join(root, "dist"));
  for (const { name, bytes, gzipped, most } of sizes) {
    console.log(`${name}: ${(bytes / 1024).toFixed(1)} KB, ${(gzipped / 1024).toFixed(1)} KB gzipped`);
    if (gzipped <= most) continue;
    console.error(`${name} is larger than ${most / 1024} KB gzipped.`);
    process.exitCode = 1;
  }
}
