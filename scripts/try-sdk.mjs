/**
 * Tries your own copy of MGOBE.js against this server: two players go through the whole API, and a table says what worked.
 *
 *     node scripts/try-sdk.mjs path/to/MGOBE.js                      in Node
 *     node scripts/try-sdk.mjs path/to/MGOBE.js other/MGOBE.js       the second player has another version
 *     node scripts/try-sdk.mjs path/to/MGOBE.js --page               in a browser, whose address is printed
 *     node scripts/try-sdk.mjs path/to/MGOBE.js --page --host 0.0.0.0     in the browser of a phone
 *
 * Exit code 0: everything worked; 1: something did not; 2: it could not run. Details: docs/wire.md.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runChecks } from "./try-sdk/checks/run-checks.mjs";
import { startPage } from "./try-sdk/page.mjs";
import { readSdkFile, urlFor } from "./try-sdk/sdk-file.mjs";
import { loadSdk } from "./try-sdk/sdk-in-node.mjs";
import { startServer } from "./try-sdk/server.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const usage =
  "node scripts/try-sdk.mjs <MGOBE.js> [<MGOBE.js of the second player>] [--page] [--port <port>] [--host <address>] [--command <main.js>]";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    page: { type: "boolean", default: false },
    port: { type: "string", default: "0" },
    host: { type: "string", default: "127.0.0.1" },
    command: { type: "string", default: path.join(root, "dist/src/cli/main.js") },
  },
});

async function main() {
  if (positionals.length < 1 || positionals.length > 2) throw new Error(`Usage: ${usage}`);
  const first = await readSdkFile(positionals[0]);
  const second = positionals[1] === undefined ? first : await readSdkFile(positionals[1]);
  const server = await startServer({ command: values.command, host: values.host });
  try {
    const results = values.page
      ? await inBrowser(first, second, server)
      : await inNode(first, second, server);
    printTable(describe(first), describe(second), results);
    return results.every((result) => result.ok) ? 0 : 1;
  } finally {
    await server.close();
  }
}

function inNode(first, second, server) {
  const urls = [first, second].map((sdk) => urlFor(sdk, `localhost:${server.port}`));
  const { gameId, secretKey, matchCode, cutSockets } = server;
  return runChecks({
    first: loadSdk(first),
    second: loadSdk(second),
    stranger: loadSdk(first),
    target: { urls, gameId, secretKey, matchCode },
    cutSockets,
  });
}

async function inBrowser(first, second, server) {
  const page = await startPage({
    sdks: { first, second },
    server,
    port: Number(values.port),
    host: values.host,
  });
  console.log(`Open http://localhost:${page.port}/ in a browser that trusts the authority of --tls-dev.`);
  if (!["127.0.0.1", "localhost"].includes(values.host)) {
    console.log("On another device: the same with this machine's address instead of localhost.");
  }
  try {
    return await page.results;
  } finally {
    page.close();
  }
}

function describe(sdk) {
  return sdk.isOurs ? "this project's" : (sdk.version ?? "of unknown version");
}

function printTable(first, second, results) {
  console.log(`\nMGOBE.js ${first}${second === first ? "" : ` and ${second}`}`);
  for (const chapter of new Set(results.map((result) => result.chapter))) {
    const all = results.filter((result) => result.chapter === chapter);
    const passed = all.filter((result) => result.ok).length;
    console.log(`  ${chapter.padEnd(12)} ${String(passed).padStart(3)} of ${all.length}`);
  }
  for (const { chapter, label, detail } of results.filter((result) => !result.ok)) {
    console.log(`  FAILED ${chapter}: ${label}: ${detail}`);
  }
  const passed = results.filter((result) => result.ok).length;
  console.log(`  ${passed} of ${results.length} checks passed`);
}

// Also when it is stopped early, the server must end: see startServer.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(2));

// The libraries keep timers and sockets of their own, so the process does not end by itself.
main().then(
  (exitCode) => process.exit(exitCode),
  (error) => {
    console.error(error.message);
    process.exit(2);
  },
);
