import { NetworkState } from "../../../src/contract";
import { defineCases, ok, playerInfo, roomPara, seat } from "../case";

export const networkCases = defineCases("network states", [
  {
    name: "a player who loses its connections keeps its seat, and the others see relay and then common go offline",
    proves: ["Room.onChangePlayerNetworkState", "ENUM.NetworkState"],
    statement: "Fire RELAY_OFFLINE then COMMON_OFFLINE; player stays in playerList (mgobe-server Q16).",
    async run({ start }) {
      const game = await start();
      const { a, b } = await seat(game, 2);
      await b.drop();
      const relay = (await a.next("onChangePlayerNetworkState")).data;
      const common = (await a.next("onChangePlayerNetworkState")).data;
      expect([relay.changePlayerId, common.changePlayerId]).toEqual([b.id, b.id]);
      expect([relay.networkState, common.networkState]).toEqual([
        NetworkState.RELAY_OFFLINE,
        NetworkState.COMMON_OFFLINE,
      ]);
      expect(relay.roomInfo.playerList[1]).toMatchObject({ commonNetworkState: 1, relayNetworkState: 2 });
      expect(common.roomInfo.playerList[1]).toMatchObject({ commonNetworkState: 0, relayNetworkState: 2 });
    },
  },
  {
    name: "a player who comes back is seen going online, common first, by itself too, and gets messages again",
    proves: ["Room.onChangePlayerNetworkState", "ENUM.NetworkState", "Room.onRecvFromClient"],
    statement:
      "On return COMMON_ONLINE then RELAY_ONLINE; the affected player only sees its own ONLINE (mgobe-server Q16, mgobe-client §2.5).",
    async run({ start }) {
      const game = await start();
      const { a, b } = await seat(game, 2);
      await b.drop();
      await a.next("onChangePlayerNetworkState", ({ data }) => data.networkState === 0);
      ok(await a.call("sendToClient", { recvType: 1, msg: "lost" }));
      await b.comeBack();
      const first = (await a.next("onChangePlayerNetworkState", ({ data }) => data.networkState !== 2)).data;
      const second = (await a.next("onChangePlayerNetworkState", ({ data }) => data.networkState !== 2)).data;
      expect([first.networkState, second.networkState]).toEqual([
        NetworkState.COMMON_ONLINE,
        NetworkState.RELAY_ONLINE,
      ]);
      expect(second.roomInfo.playerList[1]).toMatchObject({ commonNetworkState: 1, relayNetworkState: 3 });
      ok(await a.call("sendToClient", { recvType: 1, msg: "heard" }));
      expect((await b.next("onRecvFromClient")).data.msg).toBe("heard");
      await game.settle();
      const own = b.received("onChangePlayerNetworkState").map(({ data }) => data.networkState);
      expect(own.filter((state) => state === 0 || state === 2)).toEqual([]);
    },
  },
  {
    name: "entering a room fires no network event",
    proves: ["Room.onChangePlayerNetworkState"],
    statement: "Network event right after joining: none by default (mgobe-server Q17).",
    async run({ start }) {
      const game = await start();
      const { all } = await seat(game, 3);
      await game.settle();
      for (const player of all) expect(player.received("onChangePlayerNetworkState")).toEqual([]);
    },
  },
  {
    name: "an offline player still counts as a member: it can be removed, and cannot be in two rooms",
    proves: ["Room.removePlayer", "Room.joinRoom"],
    statement: "Offline players keep their seat and stay in playerList (mgobe-client §3.6).",
    async run({ start }) {
      const game = await start();
      const { a, b, roomId } = await seat(game, 2, { maxPlayers: 2 });
      await b.drop();
      await a.next("onChangePlayerNetworkState", ({ data }) => data.networkState === 0);
      const c = await game.login("c");
      const join = { roomId, playerInfo: playerInfo("c") };
      expect(await c.call("joinRoom", join)).toMatchObject({ code: 20012 });
      const again = await game.login("b");
      const create = { ...roomPara, playerInfo: playerInfo("b") };
      expect(await again.call("createRoom", create)).toMatchObject({ code: 20010 });
      ok(await a.call("removePlayer", { removePlayerId: b.id }));
      await game.settle();
      ok(await c.call("joinRoom", join));
    },
  },
]);
