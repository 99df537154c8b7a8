import { defineCases, ok, seat } from "../case";
import { Script } from "../script";

/** What a client receives of what is sent: the JSON round trip. */
const roundTrips: readonly (readonly [sent: unknown, received: unknown])[] = [
  [{ a: undefined, b: () => 1, c: Symbol("x"), d: 1 }, { d: 1 }],
  [
    [undefined, () => 1, Number.NaN, Infinity],
    [null, null, null, null],
  ],
  [{ at: new Date(0) }, { at: "1970-01-01T00:00:00.000Z" }],
  [{ e: new Error("x") }, { e: {} }],
  [
    { map: new Map([[1, 2]]), set: new Set([1]) },
    { map: {}, set: {} },
  ],
  [new Uint8Array([7, 8]), { "0": 7, "1": 8 }],
  [{ toJSON: () => "as text" }, "as text"],
  [{ nested: { deep: [{ x: -0 }] } }, { nested: { deep: [{ x: 0 }] } }],
  ["no fand log", "no fand log"],
  [0, 0],
  [false, false],
  [null, null],
  ["", ""],
  ["{not json", "{not json"],
  [{ text: "😀\u0000\u2028" }, { text: "😀\u0000\u2028" }],
  [
    { big: 2 ** 53, small: 1e-7, minus: -12345678901 },
    { big: 2 ** 53, small: 1e-7, minus: -12345678901 },
  ],
];

export const sendDataCases = defineCases("sendData", [
  {
    name: "an empty playerIdList reaches everybody in the room",
    proves: ["SDK.sendData", "Room.onRecvFromGameSvr"],
    statement:
      "playerIdList: [] = everyone in the room; { roomId, recvPlayerIdList, data } (mgobe-server §4.1, mgobe-client §4.2).",
    async run({ start }) {
      const script = new Script();
      const { all, roomId } = await seat(await start({ mgobexsCode: script.mgobexsCode }), 3);
      const { SDK } = await script.next("onCreateRoom");
      expect(SDK.sendData({ playerIdList: [], data: { hello: "all" } })).toBeUndefined();
      for (const player of all) {
        const { data, seq } = await player.next("onRecvFromGameSvr");
        expect(data).toEqual({ roomId, recvPlayerIdList: [], data: { hello: "all" } });
        expect(typeof seq).toBe("string");
      }
    },
  },
  {
    name: "a list reaches exactly those who are on it, once, and passes by strangers and nobodies",
    proves: ["SDK.sendData", "Room.onRecvFromGameSvr"],
    statement:
      "Otherwise exactly those IDs; IDs outside the room are skipped silently (mgobe-server §4.1, Q25).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, b, c } = await seat(game, 3);
      const { SDK } = await script.next("onCreateRoom");
      const list = [b.id, "stranger", undefined, "", null, a.id, b.id] as string[];
      SDK.sendData({ playerIdList: list, data: 1 });
      const toB = (await b.next("onRecvFromGameSvr")).data;
      expect(toB.data).toBe(1);
      expect(toB.recvPlayerIdList).toContain(b.id);
      await a.next("onRecvFromGameSvr");
      await game.settle();
      for (const player of [a, b, c]) expect(player.received("onRecvFromGameSvr")).toEqual([]);
      SDK.sendData({ playerIdList: ["stranger"], data: 2 });
      SDK.sendData({ playerIdList: [undefined as unknown as string], data: 3 });
      await game.settle();
      for (const player of [a, b, c]) expect(player.received("onRecvFromGameSvr")).toEqual([]);
    },
  },
  {
    name: "a list that a script filtered until it was empty is a broadcast",
    proves: ["SDK.sendData"],
    statement:
      "Broadcast by accident: [sender].filter(Boolean) with an empty sender; keep it (mgobe-server §7.4).",
    async run({ start }) {
      const script = new Script({
        mode: "async",
        onRecvFromClient: ({ SDK, sender }) =>
          SDK.sendData({ playerIdList: [sender].filter(Boolean), data: "x" }),
      });
      const { all } = await seat(await start({ mgobexsCode: script.mgobexsCode }), 2);
      (await script.next("onCreateRoom")).SDK.dispatchAction({});
      for (const player of all) await player.next("onRecvFromGameSvr");
    },
  },
  {
    name: "payloads arrive as JSON would carry them",
    proves: ["SDK.sendData", "Room.onRecvFromGameSvr"],
    statement:
      "JSON semantics are part of the contract: undefined dropped, NaN → null, Date → string, Error → {} (mgobe-server §7.3).",
    async run({ start }) {
      const script = new Script();
      const { a } = await seat(await start({ mgobexsCode: script.mgobexsCode }), 1);
      const { SDK } = await script.next("onCreateRoom");
      for (const [sent, received] of roundTrips) {
        SDK.sendData({ playerIdList: [a.id], data: sent });
        expect((await a.next("onRecvFromGameSvr")).data.data).toEqual(received);
      }
    },
  },
  {
    name: "a payload is encoded when sendData is called, in a hook and outside",
    proves: ["SDK.sendData"],
    statement:
      "Serialise synchronously inside the call: samples pass live state and mutate it afterwards (mgobe-server §4.1).",
    async run({ start }) {
      const script = new Script({
        onInitGameData: () => ({ turn: 1 }),
        onRecvFromClient: ({ SDK, gameData }) => {
          SDK.sendData({ playerIdList: [], data: { live: gameData } });
          gameData.turn += 1;
        },
        onChangeRoom: ({ SDK, gameData }) => {
          SDK.sendData({ playerIdList: [], data: { live: gameData } });
          gameData.turn += 1;
        },
      });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      ok(await a.call("sendToGameSvr", { data: {} }));
      expect((await a.next("onRecvFromGameSvr")).data.data).toEqual({ live: { turn: 1 } });
      ok(await a.call("changeRoom", { roomName: "x" }));
      expect((await a.next("onRecvFromGameSvr")).data.data).toEqual({ live: { turn: 2 } });
      const { SDK, gameData } = await script.next("onCreateRoom");
      SDK.sendData({ playerIdList: [], data: gameData });
      gameData.turn = 99;
      expect((await a.next("onRecvFromGameSvr")).data.data).toEqual({ turn: 3 });
    },
  },
  {
    name: "what JSON cannot encode is left out and logged; the rest arrives",
    proves: ["SDK.sendData"],
    statement: "Catch and log a serialisation error instead of crashing the room (mgobe-server §7.2).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, roomId } = await seat(game, 1);
      const { SDK } = await script.next("onCreateRoom");
      const circular: Record<string, unknown> = { score: 1 };
      circular.self = circular;
      SDK.sendData({ playerIdList: [], data: circular });
      expect((await a.next("onRecvFromGameSvr")).data.data).toEqual({ score: 1 });
      const timer = setInterval(() => undefined, 1000);
      SDK.sendData({ playerIdList: [], data: { recvGameData: { score: 2, timer } } });
      expect((await a.next("onRecvFromGameSvr")).data.data).toEqual({ recvGameData: { score: 2 } });
      clearInterval(timer);
      SDK.sendData({ playerIdList: [], data: { score: 3, big: 1n } });
      expect((await a.next("onRecvFromGameSvr")).data.data).toEqual({ score: 3 });
      expect(game.log.filter((line) => line.level === "error" && line.roomId === roomId)).toHaveLength(3);
    },
  },
  {
    name: "resendConf is accepted and no client hears twice",
    proves: ["SDK.sendData"],
    statement:
      "resendConf: accepted, ignored on a reliable socket; client must not see duplicates (mgobe-server Q26).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      const { SDK } = await script.next("onCreateRoom");
      SDK.sendData({ playerIdList: [a.id], data: 1 }, { timeout: 1, maxTry: 3 });
      await a.next("onRecvFromGameSvr");
      await game.pass(30);
      expect(a.received("onRecvFromGameSvr")).toEqual([]);
    },
  },
  {
    name: "an offline player misses what is sent meanwhile",
    proves: ["SDK.sendData"],
    statement: "Offline players are skipped; no store-and-forward (mgobe-server Q25).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, b } = await seat(game, 2);
      const { SDK } = await script.next("onCreateRoom");
      await b.drop();
      await script.next("onChangePlayerNetworkState");
      await script.next("onChangePlayerNetworkState");
      SDK.sendData({ playerIdList: [], data: "missed" });
      await a.next("onRecvFromGameSvr");
      await b.comeBack();
      await game.settle();
      SDK.sendData({ playerIdList: [], data: "heard" });
      expect((await b.next("onRecvFromGameSvr")).data.data).toBe("heard");
      expect(b.received("onRecvFromGameSvr")).toEqual([]);
    },
  },
  {
    name: "what a hook sends comes after the event that called it, and in its own order",
    proves: ["SDK.sendData", "gameServer.onJoinRoom"],
    statement: "The same events turn into hooks; sendData is another event on the way out (design §2).",
    async run({ start }) {
      const script = new Script({
        onJoinRoom: ({ SDK }) => {
          SDK.sendData({ playerIdList: [], data: 1 });
          SDK.sendData({ playerIdList: [], data: 2 });
        },
      });
      const { a, b } = await seat(await start({ mgobexsCode: script.mgobexsCode }), 2);
      for (const player of [a, b]) {
        expect((await player.next("onRecvFromGameSvr")).data.data).toBe(1);
        expect((await player.next("onRecvFromGameSvr")).data.data).toBe(2);
        const heard = player.timeline.filter((name) => name.startsWith("on"));
        expect(heard).toEqual(["onJoinRoom", "onRecvFromGameSvr", "onRecvFromGameSvr"]);
      }
    },
  },
  {
    name: "what the creation hooks send reaches the players that it is for",
    proves: ["SDK.sendData", "gameServer.onCreateRoom"],
    statement: "Pushes to clients of this room (mgobe-server §4.1, §7.16).",
    async run({ start }) {
      const script = new Script({
        onCreateRoom: ({ SDK, room }) => SDK.sendData({ playerIdList: [room.owner], data: "welcome" }),
      });
      const { a } = await seat(await start({ mgobexsCode: script.mgobexsCode }), 1);
      expect((await a.next("onRecvFromGameSvr")).data.data).toBe("welcome");
    },
  },
  {
    name: "a broken call of sendData is logged and harms nothing",
    proves: ["SDK.sendData"],
    statement: "Every error a user can cause has a clear sentence; the room lives on (mgobe-server Q7).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      const sendData = (await script.next("onCreateRoom")).SDK.sendData as (...values: unknown[]) => void;
      for (const para of [undefined, null, "all", 5, { playerIdList: "all", data: 1 }]) sendData(para);
      await game.settle();
      expect(a.received("onRecvFromGameSvr")).toEqual([]);
      expect(game.log.filter(({ level }) => level === "error").length).toBeGreaterThan(0);
      sendData({ playerIdList: [] });
      expect((await a.next("onRecvFromGameSvr")).data.data).toBeNull();
    },
  },
]);
