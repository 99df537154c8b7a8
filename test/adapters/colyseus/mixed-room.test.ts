import { Client } from "@colyseus/sdk";
import { createMgobeServer, type MgobeServer } from "../../../adapters/colyseus";
import { WireCommand, WirePush } from "../../../adapters/wire/schema/wire-command";
import { type ActionArgs } from "../../../src/contract";
import { Inbox } from "../../support/colyseus-server";
import { WireClient } from "../../support/wire-client";
import { openOverNetwork } from "../../support/wire-network";

/** Sends back what it got, to everybody. */
const echo = {
  gameServer: {
    mode: "async" as const,
    onInitGameData: () => ({}),
    onRecvFromClient: ({ sender, actionData, SDK }: ActionArgs) =>
      SDK.sendData({ playerIdList: [], data: { sender, actionData } }),
  },
};

let app: MgobeServer;

beforeAll(async () => {
  app = await createMgobeServer({
    mgobexs: { mgobexsCode: echo },
    port: 0,
    hostname: "127.0.0.1",
    log: () => {},
  });
});

afterAll(() => app.close());

const playerInfo = { name: "p", customPlayerStatus: 0, customProfile: "" };

/** One room with a wire client of each kind, a session client and a plain Colyseus client, all attached. */
async function fillRoom() {
  const open = openOverNetwork(`ws://127.0.0.1:${app.port}`);
  const url = `ws://127.0.0.1:${app.port}`;
  const wire = new WireClient({ open, openId: "wire" });
  const oldWire = new WireClient({ open, openId: "old-wire", version: "1.0.3" });
  for (const client of [wire, oldWire]) expect((await client.init()).code).toBe(0);
  const roomInfo = await wire.enter(WireCommand.CREATE_ROOM, {
    roomName: "mixed",
    roomType: "t",
    maxPlayers: 4,
    isPrivate: false,
    customProperties: "",
    playerInfo,
  });
  await oldWire.enter(WireCommand.JOIN_ROOM, { roomId: roomInfo.id, joinType: 0, playerInfo, teamId: "0" });

  const session = await new Client(url).joinOrCreate("mgobe_session", {
    gameId: "obg-test",
    openId: "session",
  });
  session.onMessage("*", () => undefined);
  const { token, playerId } = (await session.request("login")).data;
  expect((await session.request("joinRoom", { roomId: roomInfo.id, playerInfo })).code).toBe(0);
  const relay = await new Client(url).joinById(roomInfo.id, { token });
  const relayInbox = new Inbox(relay);
  const plain = await new Client(url).joinById(roomInfo.id);
  const plainInbox = new Inbox(plain);
  return { wire, oldWire, relay, relayInbox, plain, plainInbox, roomInfo, sessionPlayerId: playerId };
}

test("wire clients of two generations, a session client and a plain Colyseus client share frames and messages", async () => {
  const { wire, oldWire, relay, relayInbox, plain, plainInbox, sessionPlayerId } = await fillRoom();
  const { roomInfo } = (await plain.request("getRoomDetail", {})).data;
  expect(roomInfo.playerList.map(({ id }: { id: string }) => id)).toEqual([
    wire.playerId,
    oldWire.playerId,
    sessionPlayerId,
    plain.sessionId,
  ]);

  // Messages to the game server: everybody hears everybody, as values on one side and as JSON text on the other.
  relay.send("sendToGameSvr", { data: { from: "session" } });
  const overWire = await wire.nextPush(WirePush.RECV_FROM_GAME_SVR);
  expect(JSON.parse(overWire.data.data)).toEqual({
    sender: sessionPlayerId,
    actionData: { from: "session" },
  });
  const data = JSON.stringify({ from: "wire" });
  await oldWire.request(
    WireCommand.SEND_TO_GAME_SVR,
    { roomId: roomInfo.id, playerId: oldWire.playerId, data },
    "relay",
  );
  for (const inbox of [relayInbox, plainInbox]) {
    const heard = await inbox.next(
      "onRecvFromGameSvr",
      (message) => message.data.data.actionData.from === "wire",
    );
    expect(heard.data.data.sender).toBe(oldWire.playerId);
  }

  // Frames: the same ids with the same items in the same order for all four.
  expect((await plain.request("startFrameSync", {})).code).toBe(0);
  plain.send("sendFrame", { data: { n: 1 }, timestamp: 11 });
  relay.send("sendFrame", { data: { n: 2 }, timestamp: 22 });
  for (const [client, n] of [
    [wire, 3],
    [oldWire, 4],
  ] as const) {
    const item = { playerId: client.playerId, data: JSON.stringify({ n }), timestamp: n };
    expect((await client.request(WireCommand.SEND_FRAME, { roomId: roomInfo.id, item }, "relay")).code).toBe(
      0,
    );
  }
  const last = (await plainInbox.next("onRecvFrame", ({ data: { frame } }) => frame.id >= 6)).data.frame.id;
  await relayInbox.next("onRecvFrame", ({ data: { frame } }) => frame.id >= last);
  for (const client of [wire, oldWire]) {
    await client.nextPush(WirePush.RECV_FRAME, ({ frame }) => Number(frame.id) >= last);
  }
  const history = (await plain.request("requestFrame", { beginFrameId: 1, endFrameId: last })).data.frames;
  const expected = history.map((frame: any) => [frame.id, frame.items.map((item: any) => item.data.n)]);
  expect(expected.flatMap(([, ns]: [number, number[]]) => ns).sort()).toEqual([1, 2, 3, 4]);
  for (const client of [wire, oldWire]) {
    const seen = client
      .pushesOf(WirePush.RECV_FRAME)
      .map(({ data: { frame } }) => [
        Number(frame.id),
        frame.items.map((item: any) => JSON.parse(item.data).n),
      ])
      .filter(([id]) => id <= last);
    expect(seen).toEqual(expected);
    expect(client.errors).toEqual([]);
  }

  // One of them leaves; the others hear of it over their own kind of connection.
  await plain.leave();
  expect((await relayInbox.next("onLeaveRoom")).data.leavePlayerId).toBe(plain.sessionId);
  expect((await wire.nextPush(WirePush.LEAVE_ROOM)).data.leavePlayerId).toBe(plain.sessionId);
  wire.close();
  oldWire.close();
});
