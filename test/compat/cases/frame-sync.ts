import { ErrCode, FrameSyncState } from "../../../src/contract";
import { defineCases, ok, playerInfo, seat } from "../case";
import { type CompatPlayer } from "../driver";

/** Takes the frames up to an id, in the order of their arrival. */
async function framesUpTo(player: CompatPlayer, lastId: number) {
  const frames = [];
  for (let id = 0; id < lastId;) {
    const { frame } = (await player.next("onRecvFrame")).data;
    frames.push(frame);
    id = frame.id;
  }
  return frames;
}

/** Takes frames until players' items have come, however many frames these stand in. */
async function itemsOf(player: CompatPlayer, count: number) {
  const items = [];
  while (items.length < count) items.push(...(await player.next("onRecvFrame")).data.frame.items);
  return items;
}

/** Takes the first frame that has what a player sent; those before it stay in the mail. */
async function frameWithItem(player: CompatPlayer) {
  return (await player.next("onRecvFrame", ({ data }) => data.frame.items.length > 0)).data.frame;
}

const ids = (frames: readonly { id: number }[]): number[] => frames.map(({ id }) => id);

const fast = { settings: { frameRate: 60 } };

export const frameSyncCases = defineCases("frame sync", [
  {
    name: "startFrameSync by any member is heard by all, with state and time of the start",
    proves: ["Room.startFrameSync", "Room.onStartFrameSync", "ENUM.FrameSyncState"],
    statement:
      "Any member; sets frameSyncState = START, startGameTime; onStartFrameSync to all, caller included (mgobe-client §3.10).",
    async run({ start }) {
      const { b, all } = await seat(await start(fast), 2);
      expect(await b.call("startFrameSync", {})).toMatchObject({ code: 0, data: {} });
      for (const player of all) {
        const { roomInfo } = (await player.next("onStartFrameSync")).data;
        expect(roomInfo.frameSyncState).toBe(FrameSyncState.START);
        expect(String(roomInfo.startGameTime)).toHaveLength(10);
      }
    },
  },
  {
    name: "frames come to all from id 1 without gaps, mostly empty, with the same seed",
    proves: ["Room.onRecvFrame", "Room.startFrameSync"],
    statement:
      "A frame every 1000/frameRate ms to all; id counts from 1 per start; ext.seed (mgobe-client §3.10).",
    async run({ start }) {
      const { a, all, roomId } = await seat(await start(fast), 2);
      ok(await a.call("startFrameSync", {}));
      const [ofA, ofB] = await Promise.all(all.map((player) => framesUpTo(player, 8)));
      expect(ids(ofA!)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(ofB).toEqual(ofA);
      expect(new Set(ofA!.map(({ ext }) => ext.seed)).size).toBe(1);
      expect(ofA![0]).toMatchObject({ id: 1, items: [], ext: { seed: expect.any(Number) }, roomId });
    },
  },
  {
    name: "what players send stands in the frames, in the order of arrival, as values",
    proves: ["Room.sendFrame", "Room.onRecvFrame"],
    statement:
      "items in server arrival order; several sends within a frame give several items; data parsed (mgobe-client §3.10).",
    async run({ start }) {
      const { a, b } = await seat(await start({ settings: { frameRate: 2 } }), 2);
      ok(await a.call("startFrameSync", {}));
      ok(await a.call("sendFrame", { data: { x: 1 } }));
      ok(await b.call("sendFrame", { data: [null, "é"] }));
      expect(await a.call("sendFrame", { data: "text" })).toMatchObject({ code: 0, data: {} });
      // On a slow machine a frame may end between two calls.
      const items = await itemsOf(b, 3);
      expect(items.map(({ playerId, data }) => ({ playerId, data }))).toEqual([
        { playerId: a.id, data: { x: 1 } },
        { playerId: b.id, data: [null, "é"] },
        { playerId: a.id, data: "text" },
      ]);
      for (const { timestamp } of items) expect(String(timestamp)).toHaveLength(13);
    },
  },
  {
    name: "sendFrame is refused while frame sync does not run",
    proves: ["Room.sendFrame"],
    statement: "Only while frameSyncState is START (mgobe-client §2.4).",
    async run({ start }) {
      const { a } = await seat(await start(fast), 1);
      expect(await a.call("sendFrame", { data: {} })).toMatchObject({ code: ErrCode.EC_RELAY_STATE_INVALID });
      ok(await a.call("startFrameSync", {}));
      ok(await a.call("sendFrame", { data: {} }));
      ok(await a.call("stopFrameSync", {}));
      expect((await a.call("sendFrame", { data: {} })).code).toBe(ErrCode.EC_RELAY_STATE_INVALID);
    },
  },
  {
    name: "stopFrameSync by any member is heard by all, and no frame comes after it",
    proves: ["Room.stopFrameSync", "Room.onStopFrameSync"],
    statement: "Any member; onStopFrameSync to all, caller included; frames stop (mgobe-client §3.10).",
    async run({ start }) {
      const game = await start(fast);
      const { a, b, all } = await seat(game, 2);
      ok(await a.call("startFrameSync", {}));
      await framesUpTo(b, 3);
      expect(await b.call("stopFrameSync", {})).toMatchObject({ code: 0, data: {} });
      for (const player of all) {
        const { roomInfo } = (await player.next("onStopFrameSync")).data;
        expect(roomInfo.frameSyncState).toBe(FrameSyncState.STOP);
      }
      // Frames and the news of the stop may come over different connections.
      await game.settle();
      const lengths = all.map(({ timeline }) => timeline.length);
      await game.pass(200);
      for (const [index, { timeline }] of all.entries()) {
        expect(timeline.slice(lengths[index])).not.toContain("onRecvFrame");
      }
    },
  },
  {
    name: "each start begins at frame 1 with a later start time, and forgets the run before",
    proves: ["Room.startFrameSync", "Room.stopFrameSync", "Room.requestFrame"],
    statement: "id counts from 1 per start; counters reset when startGameTime changes (mgobe-client §3.10).",
    async run({ start }) {
      const game = await start(fast);
      const { a } = await seat(game, 1);
      ok(await a.call("startFrameSync", {}));
      const first = (await a.next("onStartFrameSync")).data.roomInfo.startGameTime;
      ok(await a.call("sendFrame", { data: "old" }));
      await frameWithItem(a);
      ok(await a.call("stopFrameSync", {}));
      await a.next("onStopFrameSync");
      await game.settle();
      while (a.received("onRecvFrame").length > 0) await a.next("onRecvFrame");
      ok(await a.call("startFrameSync", {}));
      expect((await a.next("onStartFrameSync")).data.roomInfo.startGameTime).toBeGreaterThan(first);
      expect(ids(await framesUpTo(a, 3))).toEqual([1, 2, 3]);
      const { frames } = ok(await a.call("requestFrame", { beginFrameId: 1, endFrameId: 3 }));
      expect(frames.flatMap(({ items }) => items)).toEqual([]);
    },
  },
  {
    name: "startFrameSync while it runs succeeds and the frames go on counting",
    proves: ["Room.startFrameSync"],
    statement: "id counts from 1 per start, without gaps (mgobe-client §3.10).",
    async run({ start }) {
      const { a, b } = await seat(await start(fast), 2);
      ok(await a.call("startFrameSync", {}));
      await framesUpTo(a, 3);
      ok(await b.call("startFrameSync", {}));
      expect(ids(await framesUpTo(a, 8)).slice(0, 5)).toEqual([4, 5, 6, 7, 8]);
    },
  },
  {
    name: "requestFrame gives back a range, both ends included, as it was sent",
    proves: ["Room.requestFrame"],
    statement:
      "Inclusive range; items' data parsed; frames have no roomId, time, isReplay (mgobe-client §2.4).",
    async run({ start }) {
      const { a } = await seat(await start(fast), 1);
      ok(await a.call("startFrameSync", {}));
      ok(await a.call("sendFrame", { data: { first: true } }));
      const sent = await framesUpTo(a, 7);
      // The item's frame, wherever it is, and one more that is not asked for.
      while (!sent.slice(0, -1).some(({ items }) => items.length > 0)) {
        sent.push(...(await framesUpTo(a, sent.length + 1)));
      }
      const endFrameId = sent.length - 1;
      const { frames } = ok(await a.call("requestFrame", { beginFrameId: 1, endFrameId }));
      expect(frames).toEqual(sent.slice(0, -1).map(({ id, items, ext }) => ({ id, items, ext })));
      expect(frames.flatMap(({ items }) => items.map(({ data }) => data))).toEqual([{ first: true }]);
      expect(ids(ok(await a.call("requestFrame", { beginFrameId: 4, endFrameId: 4 })).frames)).toEqual([4]);
    },
  },
  {
    name: "requestFrame is refused with 40021 before the first start, and after the stop",
    proves: ["Room.requestFrame"],
    statement: "Asking before the game started gives 40021 (mgobe-client §3.10).",
    async run({ start }) {
      const { a } = await seat(await start(fast), 1);
      const range = { beginFrameId: 1, endFrameId: 2 };
      expect(await a.call("requestFrame", range)).toMatchObject({ code: 40021 });
      ok(await a.call("startFrameSync", {}));
      await framesUpTo(a, 3);
      ok(await a.call("stopFrameSync", {}));
      expect(await a.call("requestFrame", range)).toMatchObject({ code: 40021 });
    },
  },
  {
    name: "one who joins late gets the running frames and can fetch all before them",
    proves: ["Room.requestFrame", "Room.onRecvFrame", "Room.joinRoom"],
    statement: "First frame received in mid-game with id N → fill from 1 to N−1 (mgobe-client §3.10).",
    async run({ start }) {
      const game = await start(fast);
      const { a, roomId } = await seat(game, 1);
      ok(await a.call("startFrameSync", {}));
      ok(await a.call("sendFrame", { data: "early" }));
      const early = await frameWithItem(a);
      const b = await game.login("b");
      const { roomInfo } = ok(await b.call("joinRoom", { roomId, playerInfo: playerInfo("b") }));
      expect(roomInfo.frameSyncState).toBe(FrameSyncState.START);
      const { frame } = (await b.next("onRecvFrame")).data;
      expect(frame.id).toBeGreaterThan(early.id);
      const { frames } = ok(await b.call("requestFrame", { beginFrameId: 1, endFrameId: frame.id - 1 }));
      expect(ids(frames)).toEqual(Array.from({ length: frame.id - 1 }, (_, index) => index + 1));
      expect(frames.flatMap(({ items }) => items.map(({ data }) => data))).toEqual(["early"]);
    },
  },
  {
    name: "frames stop when the room ends",
    proves: ["Room.onRecvFrame", "Room.dismissRoom"],
    statement: "The room is gone; nothing comes after it (mgobe-server §3.3).",
    async run({ start }) {
      const game = await start(fast);
      const { a, b } = await seat(game, 2);
      ok(await a.call("startFrameSync", {}));
      await framesUpTo(b, 3);
      ok(await a.call("dismissRoom", {}));
      await b.next("onDismissRoom");
      await game.settle();
      const { length } = b.timeline;
      await game.pass(100);
      expect(b.timeline.slice(length).filter((name) => name !== "answer")).toEqual([]);
    },
  },
]);
