import { ErrCode, NetworkState } from "../../../src/contract";
import { defineCases, ok, playerInfo, roomPara, seat } from "../case";

export const enteringCases = defineCases("entering a room", [
  {
    name: "createRoom answers with the whole room and its creator as the owner",
    proves: ["Room.createRoom"],
    statement: "Creates and enters; caller is owner; one team '0' (mgobe-client §2.4, §3.6).",
    async run({ start }) {
      const game = await start({ settings: { frameRate: 20 } });
      const a = await game.login("a");
      const para = {
        roomName: "星 room",
        roomType: "duel",
        maxPlayers: 2,
        isPrivate: true,
        customProperties: "{}",
        playerInfo: { name: "Ann", customPlayerStatus: 4294967295, customProfile: "😀" },
      };
      const { roomInfo } = ok(await a.call("createRoom", para));
      expect(roomInfo).toEqual({
        id: expect.stringMatching(/./),
        name: "星 room",
        type: "duel",
        createType: 0,
        maxPlayers: 2,
        owner: a.id,
        isPrivate: true,
        isForbidJoin: false,
        customProperties: "{}",
        playerList: [
          {
            id: a.id,
            name: "Ann",
            teamId: "0",
            customPlayerStatus: 4294967295,
            customProfile: "😀",
            commonNetworkState: NetworkState.COMMON_ONLINE,
            relayNetworkState: expect.any(Number),
            isRobot: false,
            matchAttributes: [],
          },
        ],
        teamList: [{ id: "0", name: "", minPlayers: 1, maxPlayers: 2 }],
        frameSyncState: 0,
        frameRate: 20,
        routeId: expect.any(String),
        createTime: expect.any(Number),
        startGameTime: 0,
      });
      expect(String(roomInfo.createTime)).toHaveLength(10);
    },
  },
  {
    name: "createRoom tells nobody",
    proves: ["Room.createRoom", "Room.onJoinRoom"],
    statement: "createRoom: no broadcast documented (mgobe-client §3.5).",
    async run({ start }) {
      const game = await start();
      const { a } = await seat(game, 1);
      await game.settle();
      expect(a.timeline.filter((name) => name.startsWith("on"))).toEqual([]);
    },
  },
  {
    name: "createTeamRoom splits the capacity into equal teams and puts the creator into team 0",
    proves: ["Room.createTeamRoom"],
    statement:
      "Ids '0'..'n-1', minPlayers 1, maxPlayers = maxPlayers / teamNumber; creator in '0' (mgobe-client §2.4).",
    async run({ start }) {
      const a = await (await start()).login("a");
      const para = { ...roomPara, maxPlayers: 6, teamNumber: 3, playerInfo: playerInfo("a") };
      const { roomInfo } = ok(await a.call("createTeamRoom", para));
      expect(roomInfo.teamList).toEqual(
        ["0", "1", "2"].map((id) => ({ id, name: "", minPlayers: 1, maxPlayers: 2 })),
      );
      expect(roomInfo.playerList[0]).toMatchObject({ teamId: "0" });
    },
  },
  {
    name: "createTeamRoom with a number of teams that does not divide the capacity is refused with 3",
    proves: ["Room.createTeamRoom"],
    statement: "Not divisible → code 3 (mgobe-client §2.4).",
    async run({ start }) {
      const a = await (await start()).login("a");
      const para = { ...roomPara, maxPlayers: 4, teamNumber: 3, playerInfo: playerInfo("a") };
      expect(await a.call("createTeamRoom", para)).toMatchObject({ code: ErrCode.EC_PARAMS_INVALID });
    },
  },
  {
    name: "joinRoom is heard by all members, the joiner included",
    proves: ["Room.joinRoom", "Room.onJoinRoom"],
    statement: "joinRoom: onJoinRoom to all members, caller included (mgobe-client §3.5).",
    async run({ start }) {
      const game = await start();
      const { a, roomId } = await seat(game, 1);
      const b = await game.login("b");
      const { roomInfo } = ok(await b.call("joinRoom", { roomId, playerInfo: playerInfo("Bob") }));
      expect(roomInfo.playerList.map(({ id, name, teamId }) => ({ id, name, teamId }))).toEqual([
        { id: a.id, name: "a", teamId: "0" },
        { id: b.id, name: "Bob", teamId: "0" },
      ]);
      for (const player of [a, b]) {
        const { data, seq } = await player.next("onJoinRoom");
        expect(data.joinPlayerId).toBe(b.id);
        expect(data.roomInfo.playerList.map(({ id }) => id)).toEqual([a.id, b.id]);
        expect(data.roomInfo).toMatchObject({ id: roomId, owner: a.id });
        expect(typeof seq).toBe("string");
      }
    },
  },
  {
    name: "joinTeamRoom takes a seat in the team that it names",
    proves: ["Room.joinTeamRoom"],
    statement: "As joinRoom with an explicit teamId out of roomInfo.teamList (mgobe-client §2.4).",
    async run({ start }) {
      const game = await start();
      const { a, roomId } = await seat(game, 1, { teamNumber: 2 });
      const b = await game.login("b");
      const answer = await b.call("joinTeamRoom", { roomId, teamId: "1", playerInfo: playerInfo("b") });
      expect(ok(answer).roomInfo.playerList[1]).toMatchObject({ teamId: "1" });
      expect((await a.next("onJoinRoom")).data.roomInfo.playerList[1]).toMatchObject({ teamId: "1" });
    },
  },
  {
    name: "a team that does not exist is refused with 20100 and a full one with 20101",
    proves: ["Room.joinTeamRoom", "Room.joinRoom"],
    statement: "20100/20101 on bad/full team (mgobe-client §2.4).",
    async run({ start }) {
      const game = await start();
      const { roomId } = await seat(game, 1, { maxPlayers: 2, teamNumber: 2 });
      const b = await game.login("b");
      const join = { roomId, playerInfo: playerInfo("b") };
      expect(await b.call("joinTeamRoom", { ...join, teamId: "7" })).toMatchObject({ code: 20100 });
      expect(await b.call("joinTeamRoom", { ...join, teamId: "0" })).toMatchObject({ code: 20101 });
      // A plain joiner gets team 0, and that one is full.
      expect(await b.call("joinRoom", join)).toMatchObject({ code: 20101 });
      ok(await b.call("joinTeamRoom", { ...join, teamId: "1" }));
    },
  },
  {
    name: "a full room is refused with 20012 and takes somebody again after a seat is free",
    proves: ["Room.joinRoom", "Room.leaveRoom"],
    statement: "20012: room full (mgobe-server §6).",
    async run({ start }) {
      const game = await start();
      const { b, roomId } = await seat(game, 2, { maxPlayers: 2 });
      const c = await game.login("c");
      const join = { roomId, playerInfo: playerInfo("c") };
      expect(await c.call("joinRoom", join)).toMatchObject({ code: ErrCode.EC_ROOM_PLAYERS_EXCEED_LIMIT });
      ok(await b.call("leaveRoom", {}));
      await game.settle();
      ok(await c.call("joinRoom", join));
    },
  },
  {
    name: "a room that forbids joining refuses everybody with 20013 until it allows it again",
    proves: ["Room.joinRoom", "Room.changeRoom"],
    statement: "isForbidJoin refuses all joins (20013) (mgobe-client §3.6).",
    async run({ start }) {
      const game = await start();
      const { a, roomId } = await seat(game, 1);
      ok(await a.call("changeRoom", { isForbidJoin: true }));
      await game.settle();
      const b = await game.login("b");
      const join = { roomId, playerInfo: playerInfo("b") };
      expect(await b.call("joinRoom", join)).toMatchObject({ code: ErrCode.EC_ROOM_JOIN_NOT_ALLOW });
      ok(await a.call("changeRoom", { isForbidJoin: false }));
      await game.settle();
      ok(await b.call("joinRoom", join));
    },
  },
  {
    name: "a private room can be joined by its id",
    proves: ["Room.joinRoom"],
    statement: "isPrivate hides from matchRoom, still joinable by id (mgobe-client §3.6).",
    async run({ start }) {
      const game = await start();
      const { roomId } = await seat(game, 1, { isPrivate: true });
      await game.settle();
      const b = await game.login("b");
      ok(await b.call("joinRoom", { roomId, playerInfo: playerInfo("b") }));
    },
  },
  {
    name: "a room that does not exist is refused with 20080",
    proves: ["Room.joinRoom", "Room.joinTeamRoom"],
    statement: "20080: room does not exist (mgobe-server §6).",
    async run({ start }) {
      const a = await (await start()).login("a");
      const join = { roomId: "nowhere", playerInfo: playerInfo("a") };
      expect(await a.call("joinRoom", join)).toMatchObject({ code: ErrCode.EC_ROOM_INFO_UNEXIST });
      expect(await a.call("joinTeamRoom", { ...join, teamId: "0" })).toMatchObject({ code: 20080 });
    },
  },
  {
    name: "a player in a room who creates or joins another one is refused with 20010",
    proves: ["Room.createRoom", "Room.createTeamRoom", "Room.joinRoom", "Room.joinTeamRoom"],
    statement:
      "A player can be in at most one room; create/join while in one gives 20010 (mgobe-client §3.6).",
    async run({ start }) {
      const game = await start();
      const { a, roomId } = await seat(game, 1);
      const other = await game.login("other");
      const create = { ...roomPara, playerInfo: playerInfo("x") };
      const second = ok(await other.call("createRoom", create)).roomInfo.id;
      const join = { roomId: second, playerInfo: playerInfo("a") };
      expect(await a.call("createRoom", create)).toMatchObject({ code: 20010 });
      expect(await a.call("createTeamRoom", { ...create, teamNumber: 2 })).toMatchObject({ code: 20010 });
      expect(await a.call("joinRoom", join)).toMatchObject({ code: 20010 });
      expect(await a.call("joinTeamRoom", { ...join, teamId: "0" })).toMatchObject({ code: 20010 });
      expect(ok(await a.call("getRoomDetail")).roomInfo).toMatchObject({ id: roomId });
    },
  },
  {
    name: "matchRoom joins a public room of equal type and size, heard by the others only",
    proves: ["Room.matchRoom", "Room.onJoinRoom"],
    statement: "matchRoom: onJoinRoom to the other members, caller excluded (mgobe-client §3.5, §3.9).",
    async run({ start }) {
      const game = await start();
      const { a, roomId } = await seat(game, 1, { roomType: "duel", maxPlayers: 2 });
      const b = await game.login("b");
      const match = { roomType: "duel", maxPlayers: 2, playerInfo: playerInfo("b") };
      expect(ok(await b.call("matchRoom", match)).roomInfo.id).toBe(roomId);
      expect((await a.next("onJoinRoom")).data.joinPlayerId).toBe(b.id);
      await game.settle();
      expect(b.received("onJoinRoom")).toEqual([]);
    },
  },
  {
    name: "matchRoom passes by rooms that are private, forbid joining, are full or of another kind",
    proves: ["Room.matchRoom"],
    statement:
      "Joins a room not private, not isForbidJoin, not full; otherwise creates one (mgobe-client §3.9).",
    async run({ start }) {
      const game = await start();
      const rooms = [
        { roomType: "duel", maxPlayers: 2, isPrivate: true },
        { roomType: "duel", maxPlayers: 3 },
        { roomType: "other", maxPlayers: 2 },
        { roomType: "duel", maxPlayers: 2 },
      ];
      for (const [index, para] of rooms.entries()) {
        const player = await game.login(`owner${index}`);
        ok(await player.call("createRoom", { ...roomPara, ...para, playerInfo: playerInfo("x") }));
        if (index === 3) ok(await player.call("changeRoom", { isForbidJoin: true }));
      }
      const match = { roomType: "duel", maxPlayers: 2, playerInfo: playerInfo("a") };
      const a = await game.login("a");
      const { roomInfo } = ok(await a.call("matchRoom", match));
      expect(roomInfo).toMatchObject({ type: "duel", maxPlayers: 2, createType: 1, owner: a.id });
      expect(roomInfo.playerList).toHaveLength(1);
      const b = await game.login("b");
      expect(ok(await b.call("matchRoom", match)).roomInfo.id).toBe(roomInfo.id);
      const c = await game.login("c");
      expect(ok(await c.call("matchRoom", match)).roomInfo.id).not.toBe(roomInfo.id);
    },
  },
  {
    name: "getRoomByRoomId finds any room, or the caller's own, and answers 20011 or 20080 for none",
    proves: ["Room.getRoomByRoomId", "Room.getMyRoom"],
    statement: "Works for any room; '' = mine; not in a room: 20011 (mgobe-client §3.8).",
    async run({ start }) {
      const game = await start();
      const { a, roomId } = await seat(game, 1, { isPrivate: true });
      const b = await game.login("b");
      expect(ok(await b.call("getRoomByRoomId", { roomId })).roomInfo.owner).toBe(a.id);
      expect(ok(await a.call("getRoomByRoomId", { roomId: "" })).roomInfo.id).toBe(roomId);
      expect(await b.call("getRoomByRoomId", { roomId: "" })).toMatchObject({ code: 20011 });
      expect(await b.call("getRoomByRoomId", { roomId: "nowhere" })).toMatchObject({ code: 20080 });
    },
  },
  {
    name: "getRoomList pages through public rooms by creation time, filtered by type",
    proves: ["Room.getRoomList"],
    statement:
      "pageNo from 1, optional roomType filter, isDesc by creation time; {gameId, roomList, total} (mgobe-client §3.8).",
    async run({ start }) {
      const game = await start();
      const ids: string[] = [];
      for (const [index, type] of ["x", "y", "x", "x"].entries()) {
        const player = await game.login(`p${index}`);
        const para = { ...roomPara, roomType: type, playerInfo: playerInfo("p") };
        ids.push(ok(await player.call("createRoom", para)).roomInfo.id);
      }
      const reader = await game.login("reader");
      const list = async (para: object): Promise<{ ids: (string | undefined)[]; total: number }> => {
        const data = ok(await reader.call("getRoomList", para));
        return { ids: data.roomList.map(({ id }) => id), total: data.total };
      };
      expect(await list({ pageNo: 1, pageSize: 10 })).toEqual({ ids, total: 4 });
      expect(await list({ pageNo: 2, pageSize: 3 })).toEqual({ ids: [ids[3]], total: 4 });
      expect(await list({ pageNo: 1, pageSize: 2, roomType: "x", isDesc: true })).toEqual({
        ids: [ids[3], ids[2]],
        total: 3,
      });
      expect(await list({ pageNo: 9, pageSize: 2 })).toEqual({ ids: [], total: 4 });
      expect((await reader.call("getRoomList", { pageNo: 0, pageSize: 2 })).code).not.toBe(0);
    },
  },
]);
