import { type ServerTemplates } from "../server/server-templates";

/** The server's entry file. */
function createIndex(mgobexs: string): string {
  return `import { join } from "node:path";
import { createMgobeServer, MgobeRoom } from "mgobe-migrate/colyseus";
import { readConfigFile } from "mgobe-migrate/engine";

const folder = join(import.meta.dirname, "..");
const { settings, gameServer, dialect, groupFile } = readConfigFile(join(folder, "mgobe.config.json"));

/** The room of the game: ${mgobexs} answers in it. Extend it to add Colyseus behaviour of your own. */
export const GameRoom = MgobeRoom.host(join(folder, "${mgobexs}"), { settings, gameServer, dialect, groupFile });

/** Starts the server; port 0 is any free one. */
export function start(port: number) {
  return createMgobeServer({ settings, roomClass: GameRoom, port });
}

if (process.argv[1] === import.meta.filename) {
  const { port } = await start(Number(process.env.PORT ?? 2567));
  console.log(\`Listening on ws://localhost:\${port}\`);
}
`;
}

/** A test that plays with two Colyseus clients. */
function createTest(): string {
  return `import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, type Room } from "@colyseus/sdk";
import { start } from "../src/index.ts";

interface Answer {
  code: number;
  msg: string;
  data?: { roomInfo: { id: string; playerList: { name: string }[] } };
}

let server: Awaited<ReturnType<typeof start>>;

before(async () => {
  server = await start(0);
});
after(() => server.close());

function ask(room: Room, method: string, para: object): Promise<Answer> {
  return new Promise((resolve, reject) =>
    room.send(method, para, (answer: Answer, error?: Error) => (error ? reject(error) : resolve(answer))),
  );
}

test("two players meet in a room and reach the game server", async () => {
  const client = new Client(\`ws://localhost:\${server.port}\`);
  const first = await client.create("mgobe", { maxPlayers: 2, playerInfo: { name: "first" } });
  // Messages that the game sends are of no interest here.
  first.onMessage("*", () => {});
  const joined = new Promise((resolve) => first.onMessage("onJoinRoom", resolve));
  const second = await client.joinById(first.roomId, { playerInfo: { name: "second" } });
  second.onMessage("*", () => {});
  await joined;

  const detail = await ask(first, "getRoomDetail", {});
  assert.equal(detail.code, 0, detail.msg);
  assert.deepEqual(detail.data?.roomInfo.playerList.map(({ name }) => name), ["first", "second"]);

  const sent = await ask(second, "sendToGameSvr", { data: { cmd: "hello" } });
  assert.equal(sent.code, 0, sent.msg);

  await second.leave();
  await first.leave();
});
`;
}

/** A server project on Colyseus. */
export const colyseusServer: ServerTemplates = {
  title: "Colyseus",
  scheme: "ws",
  ownBehaviour: "`GameRoom` is a Colyseus room class: extend it to add behaviour of your own.",
  runtimePackages: ["@colyseus/core", "@colyseus/schema", "@colyseus/ws-transport"],
  testPackages: ["@colyseus/sdk"],
  createIndex,
  createTest,
};
