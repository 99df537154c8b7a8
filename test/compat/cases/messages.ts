import { ErrCode, RecvType } from "../../../src/contract";
import { defineCases, ok, seat } from "../case";

export const messageCases = defineCases("messages between clients", [
  {
    name: "ROOM_ALL reaches everybody, the sender included",
    proves: ["Room.sendToClient", "Room.onRecvFromClient", "ENUM.RecvType"],
    statement: "ROOM_ALL yes (mgobe-client §3.5, §3.7).",
    async run({ start }) {
      const { b, all, roomId } = await seat(await start(), 3);
      const answer = await b.call("sendToClient", {
        recvType: RecvType.ROOM_ALL,
        recvPlayerList: [],
        msg: "嗨",
      });
      expect(answer).toMatchObject({ code: 0, msg: "", data: {} });
      for (const player of all) {
        const { data, seq } = await player.next("onRecvFromClient");
        expect(data).toEqual({ roomId, sendPlayerId: b.id, msg: "嗨" });
        expect(seq).not.toBe("");
      }
    },
  },
  {
    name: "ROOM_OTHERS leaves out the sender, whatever list comes with it",
    proves: ["Room.sendToClient", "Room.onRecvFromClient", "ENUM.RecvType"],
    statement: "ROOM_OTHERS = without me; a supplied recvPlayerList is ignored (mgobe-client §3.7).",
    async run({ start }) {
      const game = await start();
      const { a, b, c } = await seat(game, 3);
      ok(await b.call("sendToClient", { recvType: RecvType.ROOM_OTHERS, recvPlayerList: [b.id], msg: "x" }));
      await a.next("onRecvFromClient");
      await c.next("onRecvFromClient");
      await game.settle();
      expect(b.received("onRecvFromClient")).toEqual([]);
    },
  },
  {
    name: "ROOM_SOME reaches those who are listed, once, and passes by strangers",
    proves: ["Room.sendToClient", "Room.onRecvFromClient", "ENUM.RecvType"],
    statement: "ROOM_SOME uses recvPlayerList; the sender if listed (mgobe-client §3.5, §3.7).",
    async run({ start }) {
      const game = await start();
      const { a, b, c } = await seat(game, 3);
      const recvPlayerList = [c.id, a.id, c.id, "stranger"];
      ok(await a.call("sendToClient", { recvType: RecvType.ROOM_SOME, recvPlayerList, msg: "x" }));
      await a.next("onRecvFromClient");
      await c.next("onRecvFromClient");
      await game.settle();
      expect([a, b, c].map((player) => player.received("onRecvFromClient").length)).toEqual([0, 0, 0]);
    },
  },
  {
    name: "a message to nobody succeeds",
    proves: ["Room.sendToClient"],
    statement: "Empty list (e.g. ROOM_OTHERS while alone) → code 0 (mgobe-client §3.7).",
    async run({ start }) {
      const { a } = await seat(await start(), 1);
      ok(await a.call("sendToClient", { recvType: RecvType.ROOM_OTHERS, recvPlayerList: [], msg: "x" }));
      ok(await a.call("sendToClient", { recvType: RecvType.ROOM_SOME, recvPlayerList: [], msg: "x" }));
    },
  },
  {
    name: "messages of one player arrive in the order in which they were sent",
    proves: ["Room.sendToClient", "Room.onRecvFromClient"],
    statement: "Ordering among the requests of one client is FIFO as written (mgobe-client §4.1).",
    async run({ start }) {
      const { a, b } = await seat(await start(), 2);
      const texts = Array.from({ length: 50 }, (_, index) => String(index));
      await Promise.all(
        texts.map((msg) =>
          a.call("sendToClient", { recvType: RecvType.ROOM_OTHERS, recvPlayerList: [], msg }),
        ),
      );
      await b.next("onRecvFromClient", ({ data }) => data.msg === "49");
      expect(b.received("onRecvFromClient").map(({ data }) => data.msg)).toEqual(texts.slice(0, 49));
    },
  },
  {
    name: "sendToGameSvr in a game without a game server is refused with 40009",
    proves: ["Room.sendToGameSvr"],
    statement: "40009: real-time server not enabled (mgobe-client §4.3).",
    async run({ start }) {
      const { a } = await seat(await start(), 1);
      expect(await a.call("sendToGameSvr", { data: {} })).toMatchObject({
        code: ErrCode.EC_RELAY_GAMESVR_SERVICE_NOT_OPEN,
      });
    },
  },
]);
