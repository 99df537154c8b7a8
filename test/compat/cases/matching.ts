import { CreateRoomType, ErrCode, MatchType } from "../../../src/contract";
import { defineCases, ok, seat } from "../case";
import { Script } from "../script";

/** Two match codes: `duel` is one against one, `pairs` two against two with a `score`. */
const matchRules = {
  duel: {
    version: "V1.0",
    teams: [{ name: "side", maxPlayers: 1, minPlayers: 1, number: 2 }],
    playerAttributes: [],
    rules: [],
    timeout: 5,
  },
  pairs: {
    version: "V1.0",
    teams: [{ name: "side", maxPlayers: 2, minPlayers: 2, number: 2 }],
    playerAttributes: [{ name: "score", type: "number" }],
    rules: [],
    timeout: 5,
  },
};

const member = (id: string) => ({
  id,
  name: id,
  customPlayerStatus: 0,
  customProfile: "",
  matchAttributes: [{ name: "score", value: 1 }],
});

const matchPara = (name: string) => ({
  matchCode: "duel",
  playerInfo: { name, customPlayerStatus: 3, customProfile: "p", matchAttributes: [] },
});

export const matchingCases = defineCases("matching", [
  {
    name: "matchPlayers is acknowledged at once, and onMatch brings both players the same room",
    proves: ["Room.matchPlayers", "Room.onMatch", "ENUM.CreateRoomType"],
    statement:
      "Two-step: callback acknowledges with { matchCode }; end: onMatch { roomInfo, errCode: 0 } (mgobe-client §3.9).",
    async run({ start }) {
      const game = await start({ settings: { matchRules } });
      const [a, b] = [await game.login("a"), await game.login("b")];
      expect(await a.call("matchPlayers", matchPara("a"))).toMatchObject({
        code: 0,
        data: { matchCode: "duel" },
      });
      ok(await b.call("matchPlayers", matchPara("b")));
      const rooms = [await a.next("onMatch"), await b.next("onMatch")].map(({ data }) => data);
      expect(rooms[0]).toEqual(rooms[1]);
      expect(rooms[0]).toMatchObject({
        errCode: 0,
        roomInfo: { createType: CreateRoomType.MATCH_CREATE, maxPlayers: 2 },
      });
      const players = rooms[0]!.roomInfo!.playerList;
      expect(players.map(({ id }) => id).sort()).toEqual([a.id, b.id].sort());
      expect(new Set(players.map(({ teamId }) => teamId)).size).toBe(2);
      expect(players[0]).toMatchObject({ customPlayerStatus: 3, customProfile: "p", isRobot: false });
      expect(ok(await a.call("getRoomByRoomId", { roomId: "" })).roomInfo.id).toBe(rooms[0]!.roomInfo!.id);
    },
  },
  {
    name: "a matched room calls one onCreateRoom with all its players, and no onJoinRoom",
    proves: ["Room.matchPlayers", "gameServer.onCreateRoom", "gameServer.onJoinRoom"],
    statement:
      "Match-created rooms are created with the full player list; no onJoinRoom for matched players (mgobe-server §3.1, Q12).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ settings: { matchRules }, mgobexsCode: script.mgobexsCode });
      const [a, b] = [await game.login("a"), await game.login("b")];
      ok(await a.call("matchPlayers", matchPara("a")));
      ok(await b.call("matchPlayers", matchPara("b")));
      await game.until(() => script.of("onCreateRoom").length > 0, "a room");
      const { room } = await script.next("onCreateRoom");
      expect(room.playerList).toHaveLength(2);
      await game.settle();
      expect(script.order.filter((hook) => hook === "onCreateRoom" || hook === "onJoinRoom")).toEqual([
        "onCreateRoom",
      ]);
    },
  },
  {
    name: "cancelPlayerMatch ends the search and is told; who does not search is refused with 30012",
    proves: ["Room.cancelPlayerMatch", "Room.onCancelMatch", "ENUM.MatchType"],
    statement: "onCancelMatch { matchCode, playerId }; 30012 when not matching (mgobe-client §2.4, §3.9).",
    async run({ start }) {
      const game = await start({ settings: { matchRules } });
      const [a, b, c] = [await game.login("a"), await game.login("b"), await game.login("c")];
      const cancel = { matchType: MatchType.PLAYER_COMPLEX };
      expect(await a.call("cancelPlayerMatch", cancel)).toMatchObject({ code: 30012 });
      ok(await a.call("matchPlayers", matchPara("a")));
      ok(await a.call("cancelPlayerMatch", cancel));
      expect((await a.next("onCancelMatch")).data).toMatchObject({ matchCode: "duel", playerId: a.id });
      for (const player of [b, c]) ok(await player.call("matchPlayers", matchPara(player.id)));
      const { playerList } = (await b.next("onMatch")).data.roomInfo!;
      expect(playerList.map(({ id }) => id).sort()).toEqual([b.id, c.id].sort());
      expect(a.received("onMatch")).toEqual([]);
    },
  },
  {
    name: "who finds nobody hears of it after the rule set's time, with no room and code 30001",
    proves: ["Room.matchPlayers", "Room.onMatch"],
    statement: "End: { roomInfo: null, errCode } (mgobe-client §3.9).",
    async run({ start }) {
      const game = await start({ settings: { matchRules } });
      const a = await game.login("a");
      ok(await a.call("matchPlayers", matchPara("a")));
      await game.until(() => a.received("onMatch").length > 0, "the end of the search");
      expect((await a.next("onMatch")).data).toEqual({ roomInfo: null, errCode: ErrCode.EC_MATCH_TIMEOUT });
    },
  },
  {
    name: "matchGroup brings a party into one team of one room, and every member hears of it",
    proves: ["Room.matchGroup", "Room.onMatch"],
    statement: "All members get onMatch; they end in the same room and same team (mgobe-client §3.9).",
    async run({ start }) {
      const game = await start({ settings: { matchRules } });
      const players = await Promise.all(["a", "b", "c", "d"].map((name) => game.login(name)));
      const [a, b, c, d] = players as [
        (typeof players)[0],
        (typeof players)[0],
        (typeof players)[0],
        (typeof players)[0],
      ];
      // Everybody has to be reachable before a member brings them along.
      for (const player of players) await player.call("getMyGroups", {});
      ok(
        await a.call("matchGroup", {
          matchCode: "pairs",
          playerInfoList: [a, b].map(({ id }) => member(id)),
        }),
      );
      ok(
        await c.call("matchGroup", {
          matchCode: "pairs",
          playerInfoList: [c, d].map(({ id }) => member(id)),
        }),
      );
      const rooms = await Promise.all(
        players.map(async (player) => (await player.next("onMatch")).data.roomInfo!),
      );
      expect(new Set(rooms.map(({ id }) => id)).size).toBe(1);
      const team = new Map(rooms[0]!.playerList.map(({ id, teamId }) => [id, teamId]));
      expect(team.get(a.id)).toBe(team.get(b.id));
      expect(team.get(c.id)).toBe(team.get(d.id));
      expect(team.get(a.id)).not.toBe(team.get(c.id));
    },
  },
  {
    name: "robots fill the room of who finds nobody; the script sees them, and what it sends them goes nowhere",
    proves: ["Room.matchPlayers", "ActionArgs.room", "SDK.sendData", "SDK.dispatchAction"],
    statement:
      "Robots appear in playerList with isRobot: true and have no client; sendData skips them (mgobe-server §7.5, Q25).",
    async run({ start }) {
      const script = new Script();
      const withRobots = { duel: { ...matchRules.duel, robots: true } };
      const game = await start({ settings: { matchRules: withRobots }, mgobexsCode: script.mgobexsCode });
      const a = await game.login("a");
      ok(await a.call("matchPlayers", matchPara("a")));
      await game.until(() => script.of("onCreateRoom").length > 0, "a room");
      const { room, SDK } = await script.next("onCreateRoom");
      const robot = room.playerList.find(({ isRobot }) => isRobot)!;
      expect(room.playerList).toHaveLength(2);
      expect(room.owner).toBe(a.id);
      SDK.sendData({ playerIdList: [robot.id], data: "to the robot" });
      SDK.dispatchAction({ from: robot.id });
      expect((await script.next("onRecvFromClient")).sender).toBe("");
      await game.settle();
      expect(game.log.filter(({ level }) => level === "error")).toEqual([]);
    },
  },
  {
    name: "matching by an unknown code, or from inside a room, is refused",
    proves: ["Room.matchPlayers", "Room.matchRoom"],
    statement:
      "Needs a console matchCode; create/join/match while in a room gives 20010 (mgobe-client §2.4, §3.6).",
    async run({ start }) {
      const game = await start({ settings: { matchRules } });
      const b = await game.login("b");
      expect((await b.call("matchPlayers", { ...matchPara("b"), matchCode: "nothing" })).code).not.toBe(0);
      const { a } = await seat(game, 1);
      expect(await a.call("matchPlayers", matchPara("a"))).toMatchObject({ code: 20010 });
      const room = { roomType: "type", maxPlayers: 4, playerInfo: matchPara("a").playerInfo };
      expect(await a.call("matchRoom", room)).toMatchObject({ code: 20010 });
    },
  },
]);
