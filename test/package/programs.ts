/** How a program is written. */
export interface ProgramOptions {
  readonly loading: "import" | "require";
  /** With what little TypeScript needs beyond JavaScript. */
  readonly typed: boolean;
  /** Makes its server with the umbrella package `colyseus`. */
  readonly umbrella?: boolean;
}

const scopedServer = `
  const server = new Server({ transport, greet: false, gracefullyShutdown: false });
  server.define("arena", Arena);`;

const umbrellaServer = `
  const server = defineServer({
    rooms: { arena: defineRoom(Arena) },
    transport,
    greet: false,
    gracefullyShutdown: false,
  });`;

function listImports(umbrella: boolean): [names: string, from: string][] {
  return [
    ["createServer", "node:http"],
    ["resolve", "node:path"],
    umbrella ? ["defineRoom, defineServer", "colyseus"] : ["Server", "@colyseus/core"],
    ["Client", "@colyseus/sdk"],
    ["WebSocketTransport", "@colyseus/ws-transport"],
    ["reportFormats", "mgobe-migrate"],
    ["closeMgobe, createMgobe, Room", "mgobe-migrate/client"],
    ["MgobeRoom, registerMgobe", "mgobe-migrate/colyseus"],
    ["Game", "mgobe-migrate/engine"],
  ];
}

/** What a program of {@link createProgram} prints as JSON when all is well. */
export const expectedOutcome = {
  colyseus: { echo: { from: "colyseus" } },
  dropIn: { echo: { from: "drop-in" } },
  sameEngine: true,
  sameRoomClass: true,
  hasTool: true,
  hasReadyClient: true,
};

/**
 * A program that uses every entry point: a server of its own with a room class
 * derived from ours and with `registerMgobe`, and one message there and back through each, the first by a plain Colyseus
 * client, the second by the drop-in library.
 */
export function createProgram({ loading, typed, umbrella = false }: ProgramOptions): string {
  const imports = listImports(umbrella).map(([names, from]) =>
    loading === "import" ? `import { ${names} } from "${from}";` : `const { ${names} } = require("${from}");`,
  );
  return `${imports.join("\n")}

const mgobexs = resolve("mgobexs");

class Arena extends MgobeRoom {
  static mgobexs = mgobexs;
}

async function main() {
  const httpServer = createServer();
  const transport = new WebSocketTransport({ server: httpServer });
  ${(umbrella ? umbrellaServer : scopedServer).trim()}
  const host = registerMgobe(server, { mgobexs });
  await server.listen(0, "127.0.0.1");
  const address = httpServer.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  const room = await new Client(\`ws://127.0.0.1:\${port}\`).create("arena", { maxPlayers: 2 });
  const answer = new Promise<MESSAGE>((resolve) => room.onMessage("onRecvFromGameSvr", resolve));
  room.onMessage("*", () => {});
  room.send("sendToGameSvr", { data: { from: "colyseus" } });
  const colyseus = (await answer).data.data;
  await room.leave();

  const MGOBE = createMgobe();
  await new Promise((resolve) =>
    MGOBE.Listener.init({ gameId: "mgobe", openId: "ada" }, { url: \`127.0.0.1:\${port}\` }, resolve),
  );
  const game = new MGOBE.Room();
  MGOBE.Listener.add(game);
  const playerInfo = { name: "Ada", customPlayerStatus: 0, customProfile: "" };
  const para = { roomName: "r", roomType: "t", maxPlayers: 2, isPrivate: false, customProperties: "", playerInfo };
  await new Promise((resolve) => game.createRoom(para, resolve));
  const heard = new Promise<MESSAGE>((resolve) => (game.onRecvFromGameSvr = resolve));
  game.sendToGameSvr({ data: { from: "drop-in" } });
  const dropIn = (await heard).data.data;
  await new Promise((resolve) => game.leaveRoom({}, resolve));

  const outcome = {
    colyseus,
    dropIn,
    sameEngine: host.game instanceof Game,
    sameRoomClass: Arena.getHost().game instanceof Game && Arena.prototype instanceof MgobeRoom,
    hasTool: reportFormats.length > 0,
    hasReadyClient: typeof Room === "function",
  };
  console.log(JSON.stringify(outcome));
  closeMgobe(MGOBE);
  await server.gracefullyShutdown(false);
  await host.close();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
`.replaceAll("<MESSAGE>", typed ? "<any>" : "");
}

/** A game server script that sends back what it gets. */
export const gameServerScript = `exports.mgobexsCode = {
  gameServer: {
    mode: "async",
    onInitGameData: () => ({}),
    onRecvFromClient: ({ sender, actionData, SDK }) => {
      SDK.sendData({ playerIdList: [sender], data: { echo: actionData } });
    },
  },
};
`;

/**
 * An ES module that imports Colyseus and requires us, which tsx makes two copies of Colyseus of; it prints what a client
 * hears that creates a room.
 *
 * @param define adds the room to `server`
 */
export function createMixedProgram(define: string): string {
  return `
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { Server } from "@colyseus/core";
import { Client } from "@colyseus/sdk";
import { WebSocketTransport } from "@colyseus/ws-transport";

const { MgobeRoom, registerMgobe } = createRequire(import.meta.url)("mgobe-migrate/colyseus");
const httpServer = createServer();
const transport = new WebSocketTransport({ server: httpServer });
const server = new Server({ transport, greet: false, gracefullyShutdown: false });
${define}
await server.listen(0, "127.0.0.1");
const client = new Client("ws://127.0.0.1:" + httpServer.address().port);
await client.create("arena").catch((error) => console.log("the client:", error.message));
await server.gracefullyShutdown(false);
`;
}
