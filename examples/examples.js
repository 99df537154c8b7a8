// The server of the examples: an ordinary Colyseus server with MGOBE added once for each game, and the pages.
const http = require("node:http");
const path = require("node:path");
const express = require("express");
const { Server } = require("@colyseus/core");
const { WebSocketTransport } = require("@colyseus/ws-transport");

const games = ["gomoku", "arena"];

// The UMD bundle of the SDK, straight from the package.
const sdkBundle = path.join(
  path.dirname(require.resolve("@colyseus/sdk/package.json")),
  "dist",
  "colyseus.js",
);

// Our drop-in MGOBE.js, as the build leaves it.
const mgobeBundle = path.join(__dirname, "..", "dist", "MGOBE.js");

// For MGOBE's own file, which insists on TLS: its sockets are made plain ones, and its url leads to the wire gateway.
const setupOfOriginal = `
WebSocket = class extends WebSocket { constructor(url) { super(url.replace(/^wss:/, "ws:")); } };
var mgobeUrl = location.host + "/mgobe" + location.pathname.replace(/\\/[^/]*$/, "");
`;

function servePages(app, { mgobeFile = mgobeBundle, isOriginal = false }) {
  const setup = isOriginal ? setupOfOriginal : "var mgobeUrl = location.host;";
  app.get("/vendor/setup.js", (_request, response) => response.type("js").send(setup));
  app.get("/", (_request, response) => response.sendFile(path.join(__dirname, "shared", "index.html")));
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
 * @param {Pick<typeof import("mgobe-migrate/colyseus"), "registerMgobeGames">} library
 * @param {{ port: number, hostname?: string, mgobeFile?: string, isOriginal?: boolean }} options port 0 is any free
 *   one; `isOriginal` says that `mgobeFile` is MGOBE's own file, not ours
 * @returns {Promise<{ port: number, close(): Promise<void> }>}
 */
async function startExamples({ registerMgobeGames }, { port, hostname, ...pages }) {
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
      settings: { gameId: game },
    })),
  );
  await Promise.all(hosts.map((host) => host.ready));
  await server.listen(port, hostname);
  return {
    port: httpServer.address().port,
    close: async () => {
      await server.gracefullyShutdown(false);
      await Promise.all(hosts.map((host) => host.close()));
    },
  };
}

module.exports = { games, startExamples };
