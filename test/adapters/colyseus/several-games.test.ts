import { type Room } from "@colyseus/sdk";
import { registerMgobeGames } from "../../../adapters/colyseus";
import { WireCommand, WirePush } from "../../../adapters/wire/schema/wire-command";
import { ErrCode } from "../../../src/contract";
import { startTestServer, type TestServer } from "../../support/colyseus-server";
import { WireClient } from "../../support/wire-client";
import { openOverNetwork } from "../../support/wire-network";

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

const playerInfo = { name: "n", customPlayerStatus: 0, customProfile: "" };
const listPara = { pageNo: 1, pageSize: 10 };

test("clients of two games on one server each find the rooms of their own game", async () => {
  const [chess, tag] = await Promise.all([logIn("game-chess", "same"), logIn("game-tag", "same")]);
  const created = await chess.request("createRoom", {
    roomName: "r",
    roomType: "t",
    maxPlayers: 2,
    isPrivate: false,
    customProperties: "",
    playerInfo,
  });
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

test("one console shows each of them", async () => {
  const address = `${app.url.replace("ws", "http")}/console/api`;
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ password: "correct horse" });
  const login = await fetch(`${address}/login`, { method: "POST", headers, body });
  const { games } = (await login.json()) as { games: string[] };
  expect(games).toEqual(["game-chess", "game-tag"]);
  const tag = await logIn("game-tag", "somebody");
  const Cookie = login.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const totals = games.map(async (_name, index) => {
    const view = await fetch(`${address}/live?view=players&game=${index}&search=somebody`, {
      headers: { Cookie },
    });
    const reader = view.body!.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return /"total":(\d+)/.exec(Buffer.from(value!).toString())?.[1];
  });
  expect(await Promise.all(totals)).toEqual(["0", "1"]);
  await tag.leave();
});
