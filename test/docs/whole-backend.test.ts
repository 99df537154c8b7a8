import { type AddressInfo } from "node:net";
import ts from "typescript";
import * as ws from "ws";
import * as engine from "../../src/engine";
import { waitUntil } from "../wait-until";
import { readSnippets } from "./markdown";

type Server = { host: engine.GameHost; server: ws.WebSocketServer; close(): Promise<void> };
type Serve = (script: undefined, port: number, options: engine.HostOptions) => Promise<Server>;

/** The backend of docs/adapters.md, as it stands there. */
function loadBackend(): Serve {
  const file = "docs/adapters.md";
  const found = readSnippets(file).find(({ text }) => text.includes("export async function serve"));
  if (!found) throw new Error(`${file} has no backend`);
  const { outputText } = ts.transpileModule(found.text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const modules: Record<string, unknown> = { ws, "mgobe-migrate/engine": engine };
  const exported: { serve?: Serve } = {};
  new Function("require", "exports", outputText)((name: string) => modules[name], exported);
  if (!exported.serve) throw new Error(`${file}: the backend exports no serve`);
  return exported.serve;
}

let server: Server;
const clients: ws.WebSocket[] = [];

beforeAll(async () => {
  server = await loadBackend()(undefined, 0, { settings: { frameRate: 60 }, log: () => undefined });
});

afterAll(async () => {
  for (const client of clients) client.terminate();
  await server.close();
});

async function connect(openId: string) {
  const { port } = server.server.address() as AddressInfo;
  const socket = new ws.WebSocket(`ws://127.0.0.1:${port}/?openId=${openId}`);
  clients.push(socket);
  const events: { name: string; data: any }[] = [];
  const waiting = new Map<string, (answer: any) => void>();
  socket.on("message", (bytes: Buffer) => {
    const message = JSON.parse(bytes.toString());
    if (message.name === undefined) waiting.get(message.seq)?.(message);
    else events.push(message);
  });
  const closed = new Promise<string>((resolve) =>
    socket.once("close", (_, reason) => resolve(reason.toString())),
  );
  await new Promise((resolve) => socket.once("open", resolve));
  let calls = 0;
  const call = (method: string, para: object = {}): Promise<any> =>
    new Promise((resolve) => {
      const seq = String(++calls);
      waiting.set(seq, resolve);
      socket.send(JSON.stringify({ method, para, seq }));
    });
  const countFrames = (): number => events.filter(({ name }) => name === "onRecvFrame").length;
  return { socket, events, closed, call, countFrames };
}

const playerInfo = { name: "n", customPlayerStatus: 0, customProfile: "" };

test("the backend of the page plays: rooms, matches, frames, and a newer device in place of an older", async () => {
  const [a, b] = [await connect("a"), await connect("b")];
  const matched = await Promise.all(
    [a, b].map(({ call }) => call("matchRoom", { maxPlayers: 2, roomType: "t", playerInfo })),
  );
  expect(matched).toMatchObject([{ code: 0 }, { code: 0 }]);
  expect(await b.call("startFrameSync")).toMatchObject({ code: 0 });
  await waitUntil(() => a.countFrames() > 2 && b.countFrames() > 2, "frames of both");
  expect(await a.call("toString")).toMatchObject({ code: 2 });

  const newer = await connect("b");
  expect(await b.closed).toBe("replaced");
  await waitUntil(() => newer.countFrames() > 2, "the newer device's frames");
  const { data } = await a.call("getRoomDetail");
  expect(data.roomInfo.playerList).toMatchObject([{ relayNetworkState: 3 }, { relayNetworkState: 3 }]);

  expect(await newer.call("leaveRoom")).toMatchObject({ code: 0 });
  const para = {
    roomName: "r",
    roomType: "u",
    maxPlayers: 2,
    isPrivate: false,
    customProperties: "",
    playerInfo,
  };
  const made = await newer.call("createRoom", para);
  expect(made).toMatchObject({ code: 0 });
  expect(await newer.call("startFrameSync")).toMatchObject({ code: 0 });
  const before = newer.countFrames();
  await waitUntil(() => newer.countFrames() > before + 2, "frames of the next room");
});

test("a client of it that floods is cut off", async () => {
  const client = await connect("c");
  const { messageBurst } = server.host.game.settings.limits;
  for (let sent = 0; sent < 3 * messageBurst; sent++) client.socket.send("{}");
  expect(await client.closed).toBe("flooding");
});
