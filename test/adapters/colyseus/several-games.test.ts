import { type Room } from "@colyseus/sdk";
import { registerMgobeGames } from "../../../adapters/colyseus";
import { startTestServer, type TestServer } from "../../support/colyseus-server";

let app: TestServer;

beforeAll(async () => {
  // The SDK warns of events without a handler and of the refused login.
  jest.spyOn(console, "warn").mockImplementation(() => undefined);
  app = await startTestServer((server) =>
    registerMgobeGames(server, [
      { roomName: "chess", settings: { gameId: "game-chess" } },
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

test("a game that the server does not host is refused at login", async () => {
  await expect(logIn("game-poker", "a")).rejects.toThrow("does not host the game game-poker");
});
