import { type RoomInfo } from "../../../src/contract";
import { MgobeRoom } from "../../../adapters/colyseus/mgobe-room";
import { startTestServer, type TestServer } from "../../servers/colyseus-server";

let app: TestServer;

beforeAll(async () => {
  app = await startTestServer((server) => void server.define("mgobe", MgobeRoom.host()));
});
afterAll(() => app.stop());

const read = (state: any): unknown => state.toJSON();
const expected = (info: RoomInfo): unknown => JSON.parse(JSON.stringify(info));

test("whoever enters has the whole state before the first event", async () => {
  const order: string[] = [];
  const room = await app.client().create("mgobe", { openId: "first", roomName: "r", maxPlayers: 3 });
  room.onMessage("*", () => {});
  const joined = await app.client().joinById(room.roomId, { openId: "second" });
  const arrival = new Promise<any>((resolve) => {
    joined.onMessage("onJoinRoom", (event) => {
      order.push("event");
      resolve(event);
    });
  });
  joined.onStateChange.once((state: any) => {
    order.push(`state with ${state.playerList.length}`);
  });
  expect(read(joined.state)).not.toBeUndefined();
  await arrival;
  expect(order).toEqual(["state with 2", "event"]);
  await joined.leave();
  await room.leave();
});

test("in a handler and in a callback room.state says what roomInfo says", async () => {
  const a = await app.client().create("mgobe", { openId: "a", roomName: "r", maxPlayers: 4 });
  const seen: { event: string; state: unknown; roomInfo: unknown }[] = [];
  // Before the other one comes: the event of that may be here before the other one knows that it is in.
  a.onMessage("*", (event, message: any) => {
    if (message.data.roomInfo)
      seen.push({ event: String(event), state: read(a.state), roomInfo: expected(message.data.roomInfo) });
  });
  const b = await app.client().joinById(a.roomId, { openId: "b", playerInfo: { name: "B" } });
  b.onMessage("*", () => {});
  const answered = await new Promise<any>((resolve) => {
    a.send("changeRoom", { roomName: "new name" }, (answer) =>
      resolve({ roomInfo: answer.data.roomInfo, state: read(a.state) }),
    );
  });
  expect(answered.state).toEqual(answered.roomInfo);
  await b.request("changeCustomPlayerStatus", { customPlayerStatus: 7 });
  await a.request("startFrameSync", {});
  await a.request("stopFrameSync", {});
  await b.leave();
  await a.request("getRoomDetail", {});
  expect(seen.map(({ event }) => event)).toEqual([
    "onJoinRoom",
    "onChangeRoom",
    "onChangeCustomPlayerStatus",
    "onStartFrameSync",
    "onStopFrameSync",
    "onLeaveRoom",
  ]);
  for (const { state, roomInfo } of seen) expect(state).toEqual(roomInfo);
  await a.leave();
});
