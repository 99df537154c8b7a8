// npm run demo [-- --port 3000] [-- --original MGOBE.js]: builds what is not built yet, starts the examples, says what to
// open. With --original, the pages in MGOBE's manner run that file instead of ours, through the wire gateway.
const { spawnSync } = require("node:child_process");
const { randomBytes } = require("node:crypto");
const fs = require("node:fs");
const net = require("node:net");
const path = require("node:path");
const { parseArgs } = require("node:util");

const root = path.join(__dirname, "..");
const library = path.join(root, "dist", "adapters", "colyseus", "index.js");
const socketIoLibrary = path.join(root, "dist", "adapters", "socketio", "index.js");
const builtFiles = [
  library,
  socketIoLibrary,
  ...["MGOBE.js", "MGOBE.socketio.js"].map((name) => path.join(root, "dist", name)),
];
const defaultPort = 2567;

function newestChange(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (newest, entry) => Math.max(newest, fs.statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
      0,
    );
}

function isBuilt() {
  if (!builtFiles.every((file) => fs.existsSync(file))) return false;
  const builtAt = fs.statSync(library).mtimeMs;
  const sources = ["src", "adapters", "codemods"].map((name) => path.join(root, name));
  return sources.every((folder) => !fs.existsSync(folder) || newestChange(folder) <= builtAt);
}

function build() {
  console.log("Building the library, once …");
  // npm is a script file on Windows, which only a shell starts.
  const { status } = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("The build failed; the messages above say why.");
    process.exit(2);
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

/** The first free port from `wanted` on; 0 stays 0. */
async function findPort(wanted) {
  if (wanted === 0) return 0;
  for (let port = wanted; port < wanted + 100 && port < 65536; port++) {
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port from ${wanted} on. Choose another one: npm run demo -- --port 3000`);
}

function readArguments() {
  const { values } = parseArgs({ options: { port: { type: "string" }, original: { type: "string" } } });
  if (values.original !== undefined && !fs.existsSync(values.original)) {
    throw new Error(`There is no file ${values.original}.`);
  }
  return values;
}

function readWantedPort(values) {
  const text = values.port ?? process.env.PORT;
  if (text === undefined) return defaultPort;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`"${text}" is not a port. It is a number from 0 (any free one) to 65535.`);
  }
  return port;
}

async function main() {
  const values = readArguments();
  const wanted = readWantedPort(values);
  if (!isBuilt()) build();
  const { startExamples } = require("./examples");
  const port = await findPort(wanted);
  if (port !== wanted) console.log(`Port ${wanted} is taken, using ${port}.`);
  // Whoever reads this terminal may look into the rooms, and nobody else.
  const consolePassword = randomBytes(6).toString("hex");
  const pages = values.original ? { mgobeFile: path.resolve(values.original), isOriginal: true } : {};
  const examples = await startExamples(
    { ...require(library), ...require(socketIoLibrary) },
    { port, consolePassword, ...pages },
  );
  const url = `http://localhost:${examples.port}`;
  console.log(
    [
      "",
      `  The example games are up: open ${url}`,
      `  示例游戏已启动：请打开 ${url}`,
      "",
      `    Console 控制台  ${url}/console/   password 密码 ${consolePassword}`,
      `    Gomoku 五子棋   ${url}/gomoku/   room "gomoku"   examples/gomoku/mgobexs`,
      `    Arena  竞技场   ${url}/arena/    room "arena"    examples/arena/mgobexs`,
      "",
      `  The same rooms with a client in MGOBE's own manner, on ${values.original ?? "our drop-in MGOBE.js"}:`,
      `  同一房间，MGOBE 原写法的客户端${values.original ? "（原版 SDK）" : ""}：`,
      "",
      `    ${url}/gomoku/mgobe.html   ${url}/arena/mgobe.html`,
      "",
      "  and on MGOBE.socketio.js, over Socket.IO on the same port:",
      "  以及 MGOBE.socketio.js，经由同一端口上的 Socket.IO：",
      "",
      `    ${url}/socketio/gomoku/mgobe.html   ${url}/socketio/arena/mgobe.html`,
      "",
      "  For an unmodified MGOBE.js of your own   npm run demo -- --original <its path>",
      `  or in a game, with TLS in front: url "<host>/mgobe/gomoku", gameId "gomoku"`,
      "  使用未修改的原版 MGOBE.js：同上，或在游戏中填写上面的 url 与 gameId",
      "",
      "  Next: host a script of your own   npx mgobe-migrate serve <your mgobexs>",
      "  Ctrl+C ends it.",
      "",
    ].join("\n"),
  );
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => void examples.close().then(() => process.exit(0)));
  }
}

if (require.main === module) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 2;
  });
}

module.exports = { findPort };
