import { type IncomingHttpHeaders, request, type RequestOptions } from "node:http";
import { type Room } from "@colyseus/sdk";
import { registerMgobeGames } from "../../../adapters/colyseus";
import { WireCommand, WirePush } from "../../../adapters/wire/schema/wire-command";
import { ErrCode } from "../../../src/contract";
import { startTestServer, type TestServer } from "../../servers/colyseus-server";
import { playerInfo, roomPara } from "../../servers/room-para";
import { WireClient } from "../../wire/wire-client";
import { openOverNetwork } from "../../../adapters/wire/client/client-socket";

let app: TestServer;

beforeAll(async () => {
  // The SDK warns of events without a handler and of the refused login.
  jest.spyOn(console, "warn").mockImplementation(() => undefined);
  app = await startTestServer((server) =>
    registerMgobeGames(server, [
      { roomName: "chess", settings: { gameId: "game-chess", console: { password: "correct horse" } } },
      { roomName: "tag", settings: { gameId: "game-tag" } },
    ]),
  );
});

afterAll(() => app.stop());

function logIn(gameId: string, openId: string): Promise<Room> {
  return app.client().joinOrCreate("mgobe_session", { gameId, openId });
}

const listPara = { pageNo: 1, pageSize: 10 };

test("clients of two games on one server each find the rooms of their own game", async () => {
  const [chess, tag] = await Promise.all([logIn("game-chess", "same"), logIn("game-tag", "same")]);
  const created = await chess.request("createRoom", roomPara);
  expect(created.code).toBe(0);
  expect((await chess.request("getRoomList", listPara)).data.total).toBe(1);
  expect((await tag.request("getRoomList", listPara)).data.total).toBe(0);
  // A Colyseus client enters by the name of the room type and meets the same room.
  const other = await app.client().joinOrCreate("chess", { openId: "other" });
  expect(other.roomId).toBe(created.data.roomInfo.id);
  await Promise.all([chess, tag, other].map((room) => room.leave()));
});

test("unmodified MGOBE.js clients find each game under a path of its own", async () => {
  const open = openOverNetwork(app.url);
  const client = new WireClient({ open, path: "/mgobe/chess", gameId: "game-chess", openId: "wire" });
  expect((await client.init()).code).toBe(0);
  const room = await client.enter(WireCommand.CREATE_ROOM, { maxPlayers: 2, playerInfo });
  const other = await app.client().joinById(room.id);
  expect((await client.nextPush(WirePush.JOIN_ROOM)).data.joinPlayerId).toBe(other.sessionId);
  const stranger = new WireClient({ open, path: "/mgobe/tag", gameId: "game-chess", openId: "wire" });
  expect((await stranger.init()).code).toBe(ErrCode.EC_PLAYER_GAME_NOT_EXIST);
  client.close();
  stranger.close();
  await other.leave();
});

test("a game that the server does not host is refused at login", async () => {
  await expect(logIn("game-poker", "a")).rejects.toThrow("does not host the game game-poker");
});

/** Head and first piece of an answer, on a connection of its own that ends with it. */
function ask(path: string, options: RequestOptions, body?: string) {
  return new Promise<{ headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const asked = request(`${app.url.replace("ws", "http")}/console/api/${path}`, {
      ...options,
      agent: false,
    });
    asked.on("response", (response) => {
      response.once("data", (chunk: Buffer) => {
        resolve({ headers: response.headers, text: chunk.toString() });
        asked.destroy();
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

test("one console shows each of them", async () => {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ password: "correct horse" });
  const login = await ask("login", { method: "POST", headers }, body);
  const { games } = JSON.parse(login.text) as { games: string[] };
  expect(games).toEqual(["game-chess", "game-tag"]);
  const tag = await logIn("game-tag", "somebody");
  const Cookie = login.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  const totals = games.map(async (_name, game) => {
    const { text } = await ask(`live?view=players&game=${game}&search=somebody`, { headers: { Cookie } });
    return /"total":(\d+)/.exec(text)?.[1];
  });
  expect(await Promise.all(totals)).toEqual(["0", "1"]);
  await tag.leave();
});
