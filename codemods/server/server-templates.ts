/** The server's entry file. */
export function createIndex(mgobexs: string): string {
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
export function createTest(): string {
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

/** Compiler settings for the type check; Node itself runs the TypeScript. */
export function createTsconfig(): string {
  const compilerOptions = {
    target: "es2022",
    module: "nodenext",
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    types: ["node"],
  };
  return `${JSON.stringify({ compilerOptions, include: ["src", "test"] }, null, 2)}\n`;
}

/** What a developer needs to know first. */
export function createReadme(name: string, mgobexs: string, ownVersion: string): string {
  const tarball = /^file:(.*)/.exec(ownVersion)?.[1];
  const note = tarball
    ? `- \`${tarball}\` is mgobe-migrate itself, which did not come from the npm registry; it belongs to the project.
  To change to a published version: \`npm install --save-exact mgobe-migrate@latest\`.
`
    : "";
  return `# ${name}

A Colyseus server around the game server in \`${mgobexs}\`, which is unchanged. Node 22.18 or newer.

\`\`\`sh
npm install
npm test        # two clients meet in a room
npm start       # ws://localhost:2567, another port with PORT=…
\`\`\`

- \`src/index.ts\` starts the server. \`GameRoom\` is a Colyseus room class: extend it to add behaviour of your own.
- \`mgobe.config.json\` holds what stood in MGOBE's console: frame rate, room policy, match rules, keys. Set \`secretKey\`
  before players come; without it logins are not checked.
- \`npm run typecheck\` checks the TypeScript, which Node runs as it is.
${note}`;
}
