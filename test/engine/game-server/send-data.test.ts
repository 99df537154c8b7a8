import { serveRoom, type TestRoomOptions } from "./test-room";

/** A room with players a, b, and an SDK to send with. */
async function serve(hooks: Record<string, unknown> = {}, options: TestRoomOptions = {}) {
  let SDK: any;
  const gameServer = {
    onInitGameData: () => ({}),
    onRecvFromClient: () => undefined,
    onCreateRoom: (args: any) => (SDK = args.SDK),
    ...hooks,
  };
  const served = await serveRoom(gameServer, options);
  const recipients: (readonly string[])[] = [];
  served.room.listen((event) => {
    if (event.kind === "player" && event.name === "onRecvFromGameSvr") recipients.push(event.recipients);
  });
  served.open("a", "b");
  const pushed = (): unknown[] => served.events("onRecvFromGameSvr").map((event) => event.data);
  return { ...served, SDK, recipients, pushed };
}

describe("sendData", () => {
  test("goes to everyone for an empty list and to the named players otherwise", async () => {
    const { SDK, recipients, events } = await serve();
    SDK.sendData({ playerIdList: [], data: { n: 1 } }, { timeout: 2000, maxTry: 3 });
    SDK.sendData({ playerIdList: ["b"], data: { n: 2 } });
    expect(recipients).toEqual([["a", "b"], ["b"]]);
    expect(events("onRecvFromGameSvr")).toEqual([
      { roomId: "room-1", recvPlayerIdList: [], data: { n: 1 } },
      { roomId: "room-1", recvPlayerIdList: ["b"], data: { n: 2 } },
    ]);
  });

  test("returns nothing, and works without this", async () => {
    const { SDK, pushed } = await serve();
    const { sendData } = SDK;
    expect(sendData({ playerIdList: [], data: "a bare string" })).toBeUndefined();
    expect(pushed()).toEqual(["a bare string"]);
  });

  test("Q25: skips strangers, and ids that are none", async () => {
    const { SDK, recipients, logged } = await serve();
    SDK.sendData({ playerIdList: ["stranger", "a"], data: 1 });
    SDK.sendData({ playerIdList: [undefined, "b", "", null], data: 2 });
    expect(recipients).toEqual([["a"], ["b"]]);
    expect(logged("error")).toEqual([]);
  });

  test("a list of nobodies does not become a broadcast", async () => {
    const { SDK, recipients } = await serve();
    SDK.sendData({ playerIdList: [undefined], data: 1 });
    SDK.sendData({ playerIdList: ["stranger"], data: 2 });
    expect(recipients.flat()).toEqual([]);
  });

  test("a missing list means everyone, and is logged once; a wrong one sends nothing", async () => {
    const { SDK, recipients, logged } = await serve();
    SDK.sendData({ data: 1 });
    SDK.sendData({ data: 1 });
    SDK.sendData({ playerIdList: "a", data: 1 });
    SDK.sendData();
    expect(recipients).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
    expect(logged("error")).toEqual([
      "sendData: playerIdList is missing; the data goes to everyone in the room, as with []",
      "sendData: playerIdList is not an array; nothing was sent",
      "sendData needs an object { playerIdList, data }; nothing was sent",
    ]);
  });

  test("Q26: the second argument changes nothing, and nothing is sent twice", async () => {
    const { SDK, pushed, clock } = await serve();
    SDK.sendData({ playerIdList: [], data: 1 }, { timeout: 1, maxTry: 5 });
    clock.advance(60_000);
    expect(pushed()).toEqual([1]);
  });

  test("has the meaning of JSON: errors, dates, undefined, NaN", async () => {
    const { SDK, pushed } = await serve();
    SDK.sendData({
      playerIdList: [],
      data: { e: new Error("x"), at: new Date(0), no: undefined, nan: NaN, f() {} },
    });
    expect(pushed()).toEqual([{ e: {}, at: "1970-01-01T00:00:00.000Z", nan: null }]);
  });

  test("leaves out what JSON cannot encode, and logs each place once", async () => {
    const { SDK, pushed, logged } = await serve();
    const state: Record<string, unknown> = { score: 3, big: 10n };
    state.self = state;
    SDK.sendData({ playerIdList: [], data: { state } });
    SDK.sendData({ playerIdList: [], data: { state } });
    expect(pushed()).toEqual([{ state: { score: 3 } }, { state: { score: 3 } }]);
    expect(logged("error")).toEqual([
      "sendData: data.state.big cannot be encoded as JSON and was left out",
      "sendData: data.state.self cannot be encoded as JSON and was left out",
    ]);
  });

  test("leaves out a timer that runs, without stopping it", async () => {
    const { SDK, pushed } = await serve();
    const gameData = { left: 15, timer: setInterval(() => undefined, 60_000) };
    SDK.sendData({ playerIdList: [], data: { gameData } });
    clearInterval(gameData.timer);
    expect(pushed()).toEqual([{ gameData: { left: 15 } }]);
  });

  test("Q27: has no limit of its own; a large push is logged once where a threshold is set", async () => {
    const { SDK, pushed, logged } = await serve({}, { pushWarningBytes: 1000 });
    for (const length of [900, 2000, 3000]) SDK.sendData({ playerIdList: [], data: "x".repeat(length) });
    expect(pushed().map((data) => (data as string).length)).toEqual([900, 2000, 3000]);
    expect(logged("error")).toEqual(["sendData: a push of more than 1000 bytes went out"]);
  });

  test("takes the value as it is at the call, also when a room hook sends it", async () => {
    const { SDK, pushed, join } = await serve({
      onJoinRoom: (args: any) => {
        const state = { round: 1, list: [1] };
        args.SDK.sendData({ playerIdList: [], data: state });
        state.round = 2;
        state.list.push(2);
      },
    });
    join("c");
    const live = { round: 1 };
    SDK.sendData({ playerIdList: [], data: live });
    live.round = 2;
    expect(pushed()).toEqual([{ round: 1, list: [1] }, { round: 1 }]);
  });

  test("can send all that a hook got", async () => {
    const { send, clock, pushed } = await serve({
      onRecvFromClient: ({ SDK, actionData, sender, gameData, room, exports }: any) =>
        SDK.sendData({ playerIdList: [], data: { actionData, sender, gameData, room, exports } }),
    });
    send("a", { cmd: "echo" });
    clock.flush();
    expect(pushed()).toMatchObject([
      {
        actionData: { cmd: "echo" },
        sender: "a",
        gameData: {},
        room: { id: "room-1" },
        exports: { data: {} },
      },
    ]);
  });

  test("Q28: after the end of the room SDK calls do nothing, with one log line", async () => {
    const { SDK, room, logged, pushed } = await serve();
    room.destroy("dismissed");
    for (let i = 0; i < 100; i++) {
      SDK.sendData({ playerIdList: [], data: 1 });
      SDK.dispatchAction(1);
      SDK.clearAction();
      SDK.exitAction();
    }
    expect(pushed()).toEqual([]);
    expect(logged("error")).toEqual(["sendData was called after the room was destroyed; it has no effect"]);
  });
});
