// The server of the examples: one Colyseus room for each game, and the pages.
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

/**
 * Starts the examples.
 *
 * @param {typeof import("mgobe-migrate/colyseus").MgobeRoom} MgobeRoom
 * @param {{ port: number, host?: string }} options port 0 is any free one
 * @returns {Promise<{ port: number, stop(): Promise<void> }>}
 */
async function startExamples(MgobeRoom, { port, host }) {
  const app = express();
  app.get("/", (_request, response) => response.sendFile(path.join(__dirname, "shared", "index.html")));
  app.get("/vendor/colyseus.js", (_request, response) => response.sendFile(sdkBundle));
  app.use("/shared", express.static(path.join(__dirname, "shared")));
  for (const game of games) app.use("/" + game, express.static(path.join(__dirname, game, "public")));

  const httpServer = http.createServer(app);
  const transport = new WebSocketTransport({ server: httpServer });
  const server = new Server({ transport, greet: false, gracefullyShutdown: false });
  for (const game of games) server.define(game, MgobeRoom.host(path.join(__dirname, game, "mgobexs")));
  await server.listen(port, host);
  return { port: httpServer.address().port, stop: () => server.gracefullyShutdown(false) };
}

module.exports = { games, startExamples };
