import { type ServerTemplates } from "../server/server-templates";

function createIndex(mgobexs: string): string {
  return `import { join } from "node:path";
import { readConfigFile } from "mgobe-migrate/engine";
import { createMgobeSocketServer } from "mgobe-migrate/socketio";

const folder = join(import.meta.dirname, "..");
const { settings, gameServer, dialect, groupFile } = readConfigFile(join(folder, "mgobe.config.json"));

/** Starts the server with the game: ${mgobexs} answers in its rooms. Port 0 is any free one. */
export async function start(port: number) {
  const mgobexs = join(folder, "${mgobexs}");
  const server = await createMgobeSocketServer({ mgobexs, settings, gameServer, dialect, groupFile, port });
  // Namespaces of your own go here, beside the game's: server.io.of("/lobby").on("connection", …)
  return server;
}

if (process.argv[1] === import.meta.filename) {
  const server = await start(Number(process.env.PORT ?? 2567));
  console.log(\`Listening on http://localhost:\${server.port}\`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close());
}
`;
}

function createTest(): string {
  return `import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { io, type Socket } from "socket.io-client";
import { start } from "../src/index.ts";

interface Answer {
  code: number;
  msg: string;
  data?: { roomInfo: { id: string; playerList: { name: string }[] } };
}

let server: Awaited<ReturnType<typeof start>>;
const sockets: Socket[] = [];

before(async () => {
  server = await start(0);
});
after(() => {
  for (const socket of sockets) socket.disconnect();
  return server.close();
});

function connect(openId: string): Socket {
  const socket = io(\`http://localhost:\${server.port}/mgobe\`, { auth: { openId }, forceNew: true });
  sockets.push(socket);
  return socket;
}

async function ask(socket: Socket, method: string, para: object): Promise<Answer> {
  const answer: Answer = await socket.timeout(10_000).emitWithAck(method, para);
  assert.equal(answer.code, 0, answer.msg);
  return answer;
}

test("two players meet in a room and reach the game server", async () => {
  const [first, second] = [connect("first"), connect("second")];
  const joined = new Promise((resolve) => first.on("onJoinRoom", resolve));
  const { data } = await ask(first, "createRoom", {
    roomName: "room",
    roomType: "",
    maxPlayers: 2,
    isPrivate: false,
    customProperties: "",
    playerInfo: { name: "first", customPlayerStatus: 0, customProfile: "" },
  });
  await ask(second, "joinRoom", {
    roomId: data?.roomInfo.id,
    playerInfo: { name: "second", customPlayerStatus: 0, customProfile: "" },
  });
  await joined;

  const detail = await ask(first, "getRoomDetail", {});
  assert.deepEqual(detail.data?.roomInfo.playerList.map(({ name }) => name), ["first", "second"]);

  await ask(second, "sendToGameSvr", { data: { cmd: "hello" } });

  await ask(second, "leaveRoom", {});
  await ask(first, "leaveRoom", {});
});
`;
}

/** A server project on Socket.IO. */
export const socketIoServer: ServerTemplates = {
  title: "Socket.IO",
  scheme: "http",
  ownBehaviour: "`server.io` is the Socket.IO server: add namespaces of your own there.",
  runtimePackages: ["socket.io"],
  testPackages: ["socket.io-client"],
  createIndex,
  createTest,
};
