// The server of the examples: an ordinary Colyseus server with MGOBE added once for each game, Socket.IO beside it on the same
// port, which lets its clients into the same rooms, and the pages.
const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const express = require("express");
const { Server: SocketIo } = require("socket.io");
const { Server } = require("@colyseus/core");
const { WebSocketTransport } = require("@colyseus/ws-transport");

const games = ["gomoku", "arena"];

// The UMD bundle of the SDK, straight from the package.
const sdkBundle = path.join(
  path.dirname(require.resolve("@colyseus/sdk/package.json")),
  "dist",
  "colyseus.js",
);

// Our drop-in MGOBE.js, as the build leaves it, and the one that speaks Socket.IO.
const mgobeBundle = path.join(__dirname, "..", "dist", "MGOBE.js");
const socketIoBundle = path.join(__dirname, "..", "dist", "MGOBE.socketio.js");

// Each game has a namespace of Socket.IO by its own name, which is the path of the url.
const setupOfSocketIo = 'var mgobeUrl = location.host + "/" + location.pathname.split("/").slice(-2)[0];';

// For MGOBE's own file, which insists on TLS: its sockets are made plain ones, and its url leads to the wire gateway.
const setupOfOriginal = `
WebSocket = class extends WebSocket { constructor(url) { super(url.replace(/^wss:/, "ws:")); } };
var mgobeUrl = location.host + "/mgobe/" + location.pathname.split("/").slice(-2)[0];
`;

// Reports of gomoku's own client, before and after the codemod, as docs/reports has them.
const reports = path.join(__dirname, "..", "docs", "reports");

// Folders below `/original` and `/socketio` are those of the games, with another MGOBE.js and another url.
function serveVariant(app, folder, setup, mgobeFile) {
  app.get(`/vendor/${folder}/setup.js`, (_request, response) => response.type("js").send(setup));
  app.get(`/vendor/${folder}/MGOBE.js`, (_request, response) => response.sendFile(mgobeFile));
  for (const game of games) {
    app.get(`/${folder}/${game}/mgobe.html`, (_request, response) => {
      const page = fs.readFileSync(path.join(__dirname, game, "public", "mgobe.html"), "utf8");
      response.type("html").send(page.replaceAll('"/vendor/', `"/vendor/${folder}/`));
    });
    app.use(`/${folder}/${game}`, express.static(path.join(__dirname, game, "public")));
  }
}

function servePages(app, { mgobeFile = mgobeBundle, socketIoFile = socketIoBundle, isOriginal = false }) {
  const setup = isOriginal ? setupOfOriginal : "var mgobeUrl = location.host;";
  app.get("/vendor/setup.js", (_request, response) => response.type("js").send(setup));
  if (isOriginal) serveVariant(app, "original", setupOfOriginal, mgobeFile);
  serveVariant(app, "socketio", setupOfSocketIo, socketIoFile);
  app.get("/demo.json", (_request, response) => response.json({ isOriginal }));
  app.use("/reports", express.static(reports));
  for (const page of ["index.html", "together.html"]) {
    const file = path.join(__dirname, "shared", page);
    app.get(page === "index.html" ? "/" : "/" + page, (_request, response) => response.sendFile(file));
  }
  app.get("/vendor/colyseus.js", (_request, response) => response.sendFile(sdkBundle));
  app.get("/vendor/MGOBE.js", (_request, response) => response.sendFile(mgobeFile));
  app.use("/shared", express.static(path.join(__dirname, "shared")));
  for (const game of games) {
    app.use("/" + game, express.static(path.join(__dirname, game, "public")));
  }
}

/**
 * Starts the examples.
 *
 * @param {Pick<typeof import("mgobe-migrate/colyseus"), "registerMgobeGames"> &
 *   Pick<typeof import("mgobe-migrate/socketio"), "attachMgobe">} library
 * @param {{ port: number, hostname?: string, mgobeFile?: string, socketIoFile?: string, isOriginal?: boolean, consolePassword?: string }} options
 *   port 0 is any free one; `isOriginal` says that `mgobeFile` is MGOBE's own file, not ours; without a password there is no console
 * @returns {Promise<{ port: number, close(): Promise<void> }>}
 */
async function startExamples(
  { registerMgobeGames, attachMgobe },
  { port, hostname, consolePassword, ...pages },
) {
  const app = express();
  servePages(app, pages);
  const httpServer = http.createServer(app);
  const transport = new WebSocketTransport({ server: httpServer, maxPayload: 1024 * 1024 });
  const server = new Server({ transport, greet: false, gracefullyShutdown: false });
  const hosts = registerMgobeGames(
    server,
    games.map((game) => ({
      roomName: game,
      mgobexs: path.join(__dirname, game, "mgobexs"),
      settings: { gameId: game, ...(consolePassword && { console: { password: consolePassword } }) },
    })),
  );
  await Promise.all(hosts.map((host) => host.ready));
  await server.listen(port, hostname);
  // Once Colyseus has its routes.
  const io = new SocketIo(httpServer, { serveClient: false });
  const attached = hosts.map((host, index) => attachMgobe(io, { host, namespace: "/" + games[index] }));
  return {
    port: httpServer.address().port,
    close: async () => {
      await Promise.all(attached.map((game) => game.close()));
      io.engine.close();
      await server.gracefullyShutdown(false);
      await Promise.all(hosts.map((host) => host.close()));
    },
  };
}

module.exports = { games, startExamples };
