import { type ChannelListener, ConnectionError } from "../../src/client/connection/connection";
import { Bench, FakeChannel, player, roomInfo } from "./fake-server";

// proves: Listener.add, Listener.remove, Listener.clear, Room.constructor, Room.initRoom, Room.onUpdate, Room.roomInfo
// proves: Room.isInRoom, Player.name, Player.teamId, Player.customPlayerStatus, Player.customProfile
// proves: Player.commonNetworkState, Player.relayNetworkState

async function ready(config: Record<string, unknown> = {}): Promise<Bench> {
  const bench = new Bench();
  await bench.init(config);
  return bench;
}

const playerInfo = { name: "Bob", customPlayerStatus: 1, customProfile: "p" };
const createPara = {
  roomName: "n",
  roomType: "t",
  maxPlayers: 4,
  isPrivate: false,
  customProperties: "",
  playerInfo,
};

describe("roomInfo after each operation", () => {
  // proves: Room.initRoom, Room.onUpdate, Room.roomInfo
  test("a new room is in no room; initRoom aims, adopts and clears", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    const updates: unknown[] = [];
    room.onUpdate = (updated: unknown) => updates.push(updated);
    expect(room.roomInfo).toEqual({ playerList: [] });
    room.initRoom({ id: "r9" });
    expect(room.roomInfo).toEqual({ id: "r9", playerList: [] });
    const given = roomInfo();
    room.initRoom(given);
    expect(room.roomInfo).toEqual(given);
    expect(room.roomInfo).not.toBe(given);
    expect(room.roomInfo.playerList).not.toBe(given.playerList);
    room.initRoom();
    expect(room.roomInfo).toEqual({ playerList: [] });
    expect(updates).toEqual([room, room, room]);
  });

  // proves: Room.onUpdate
  test("a class on top of it may call its onUpdate, which does nothing and is no property of a room", async () => {
    const bench = await ready();
    const updates: unknown[] = [];
    class Mine extends (bench.mgobe.Room as any) {
      onUpdate(room: unknown): void {
        super.onUpdate(room);
        updates.push(room);
      }
    }
    const room = new Mine() as any;
    room.initRoom({ id: "r9" });
    expect(updates).toEqual([room]);
    const plain: any = new bench.mgobe.Room();
    expect(plain.onUpdate(plain)).toBeUndefined();
    for (const key in plain) expect(key).not.toBe("onUpdate");
  });

  // proves: Room.constructor
  test("the constructor adopts a room, also before init", async () => {
    const bench = new Bench();
    const room: any = new bench.mgobe.Room(roomInfo());
    expect(room.roomInfo.id).toBe("room1");
    expect(JSON.parse(JSON.stringify(room))).toEqual({ roomInfo: roomInfo() });
  });

  test("adopting a room that I am in opens its connection; one without me does not", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    room.initRoom(roomInfo({ playerList: [player("other")] }));
    await bench.pass(0);
    expect(bench.server.roomsOpened).toEqual([]);
    room.initRoom(roomInfo());
    await bench.pass(0);
    expect(room.networkState.RELAY).toBe(true);
  });

  // proves: Room.createRoom, Room.createTeamRoom, Room.joinRoom, Room.joinTeamRoom, Room.matchRoom
  // proves: Room.roomInfo, Player.name, Player.teamId, Player.customPlayerStatus, Player.customProfile
  // proves: Player.commonNetworkState, Player.relayNetworkState
  test.each([
    ["createRoom", createPara, { ...createPara }],
    ["createTeamRoom", { ...createPara, teamNumber: 2 }, { ...createPara, teamNumber: 2 }],
    ["joinRoom", { playerInfo }, { roomId: "room1", playerInfo }],
    ["joinTeamRoom", { playerInfo, teamId: "1" }, { roomId: "room1", playerInfo, teamId: "1" }],
    ["matchRoom", { playerInfo, maxPlayers: 4, roomType: "t" }, { playerInfo, maxPlayers: 4, roomType: "t" }],
    ["changeRoom", { roomName: "x" }, { roomName: "x" }],
    ["changeCustomPlayerStatus", { customPlayerStatus: 7 }, { customPlayerStatus: 7 }],
    ["changeRoomPlayerProfile", { customProfile: "c" }, { customProfile: "c" }],
    ["removePlayer", { removePlayerId: "other" }, { removePlayerId: "other" }],
  ])(
    "%s sends its fields and takes over the room of the answer before the callback",
    async (method, para, sent) => {
      const bench = await ready();
      const room: any = new bench.mgobe.Room();
      room.initRoom({ id: "room1" });
      const order: string[] = [];
      room.onUpdate = () => order.push(`update ${room.roomInfo.name}`);
      bench.server.answers[method] = () => ({ code: 0, data: { roomInfo: roomInfo({ name: "new" }) } });
      const event = await bench.ask((done) => {
        room[method]({ ...para, unknownField: 1 }, (answer: unknown) => {
          order.push(`callback ${room.roomInfo.name}`);
          done(answer);
        });
      });
      expect(event).toMatchObject({ code: 0, msg: "", data: { roomInfo: { id: "room1" } } });
      expect(event.seq).toMatch(/^[0-9a-z]{16}$/);
      expect(order.slice(0, 2)).toEqual(["update new", "callback new"]);
      expect(bench.server.last(method).para).toEqual(sent);
      expect(bench.mgobe.Player).toMatchObject({
        name: "name of me",
        teamId: "0",
        customPlayerStatus: 1,
        customProfile: "p",
        commonNetworkState: 1,
        relayNetworkState: 3,
      });
    },
  );

  // proves: Room.isInRoom, Room.networkState
  test("leaveRoom leaves the room without me, and its connection is closed", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.leaveRoom = () => ({ code: 0, data: { roomInfo: roomInfo() } });
    expect((await bench.ask((done) => room.leaveRoom({}, done))).code).toBe(0);
    expect(room.roomInfo.id).toBe("room1");
    expect(room.roomInfo.playerList.map((p: any) => p.id)).toEqual(["other"]);
    expect(room.isInRoom()).toBe(false);
    expect(room.networkState.RELAY).toBe(false);
    expect(bench.server.last("leaveRoom").channel.kind).toBe("session");
  });

  test("dismissRoom clears the room", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.dismissRoom = () => ({ code: 0 });
    const event = await bench.ask((done) => room.dismissRoom({}, done));
    expect(event).toMatchObject({ code: 0, data: {} });
    expect(room.roomInfo).toEqual({ playerList: [] });
  });

  test("changeRoom without a field is answered locally and clears the room, as MGOBE did", async () => {
    const bench = await ready();
    const room = await bench.join();
    const event = await bench.ask((done) => room.changeRoom({}, done));
    expect(event).toEqual({ code: 0, msg: "", seq: "", data: { roomInfo: roomInfo() } });
    expect(room.roomInfo).toEqual({ playerList: [] });
    expect(bench.server.methods()).not.toContain("changeRoom");
  });

  test("a refused call leaves the room as it is", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.changeRoom = () => ({ code: 20004, msg: "no", data: null as never });
    const event = await bench.ask((done) => room.changeRoom({ roomName: "x" }, done));
    expect(event).toMatchObject({ code: 20004, msg: "no", data: { roomInfo: null } });
    expect(room.roomInfo).toEqual(roomInfo());
  });

  // proves: Room.getRoomDetail
  test("getRoomDetail asks for its own id, or for my room when it has none", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    bench.server.answers.getRoomByRoomId = (para) => ({
      data: { roomInfo: roomInfo({ id: para.roomId || "mine", playerList: [player("other")] }) },
    });
    await bench.ask((done) => room.getRoomDetail(done));
    expect(room.roomInfo.id).toBe("mine");
    room.initRoom({ id: "foreign" });
    await bench.ask((done) => room.getRoomDetail(done));
    expect(bench.server.last("getRoomByRoomId").para).toEqual({ roomId: "foreign" });
    expect(room.roomInfo.name).toBe("n");
  });

  test("getRoomDetail of the room I am in goes over its connection", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.getRoomDetail = () => ({ data: { roomInfo: roomInfo({ name: "fresh" }) } });
    await bench.ask((done) => room.getRoomDetail(done));
    expect(bench.server.last("getRoomDetail").channel.kind).toBe("room");
    expect(room.roomInfo.name).toBe("fresh");
  });
});

describe("static queries", () => {
  test("getRoomList fills in its defaults", async () => {
    const bench = await ready();
    bench.server.answers.getRoomList = () => ({ data: { gameId: "g", roomList: [], total: 0 } });
    const event = await bench.ask((done) => bench.mgobe.Room.getRoomList({ pageNo: 1, pageSize: 10 }, done));
    expect(event.data).toEqual({ gameId: "g", roomList: [], total: 0 });
    expect(bench.server.last("getRoomList").para).toEqual({
      pageNo: 1,
      pageSize: 10,
      roomType: "",
      isDesc: false,
    });
  });

  test("getRoomByRoomId and getMyRoom leave Room objects alone", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.getRoomByRoomId = (para) => ({
      data: { roomInfo: roomInfo({ id: para.roomId || "room1", name: "seen" }) },
    });
    const byId = await bench.ask((done) => bench.mgobe.Room.getRoomByRoomId({ roomId: "r2" }, done));
    expect(byId.data.roomInfo.id).toBe("r2");
    const mine = await bench.ask((done) => bench.mgobe.Room.getMyRoom(done));
    expect(mine.data.roomInfo.name).toBe("seen");
    expect(bench.server.last("getRoomByRoomId").para).toEqual({ roomId: "" });
    expect(room.roomInfo.name).toBe("n");
  });
});

describe("events", () => {
  const states: [string, Record<string, unknown>][] = [
    ["onJoinRoom", { joinPlayerId: "third" }],
    ["onLeaveRoom", { leavePlayerId: "third" }],
    ["onChangeRoom", {}],
    ["onRemovePlayer", { removePlayerId: "third" }],
    ["onChangePlayerNetworkState", { changePlayerId: "other", networkState: 2 }],
    ["onChangeCustomPlayerStatus", { changePlayerId: "other", customPlayerStatus: 9 }],
    ["onChangeRoomPlayerProfile", { changePlayerId: "other", customProfile: "q" }],
    ["onStartFrameSync", {}],
    ["onStopFrameSync", {}],
  ];

  test.each(states)("%s finds roomInfo updated and onUpdate called", async (name, extra) => {
    const bench = await ready();
    const room = await bench.join();
    const order: unknown[] = [];
    room.onUpdate = (updated: any) => order.push(["update", updated.roomInfo.name]);
    room[name] = function (this: unknown, event: any) {
      order.push([name, room.roomInfo.name, this === room, event.seq, event.data]);
    };
    const data = { ...extra, roomInfo: roomInfo({ name: "after" }) };
    bench.server.room!.emit(name, data, "7");
    expect(order).toEqual([
      ["update", "after"],
      [name, "after", true, "7", data],
    ]);
    expect(room.roomInfo).not.toBe(data.roomInfo);
  });

  test("without a handler the room is updated all the same", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.room!.emit("onChangeRoom", { roomInfo: roomInfo({ name: "quiet" }) });
    expect(room.roomInfo.name).toBe("quiet");
  });

  test("onDismissRoom leaves {} and calls no onUpdate for it", async () => {
    const bench = await ready();
    const room = await bench.join();
    const seen: unknown[] = [];
    room.onDismissRoom = (event: any) => {
      seen.push(event.data.roomInfo.id, room.roomInfo);
      room.onUpdate = () => seen.push("update");
    };
    bench.server.session!.emit("onDismissRoom", { roomInfo: roomInfo() });
    room.onUpdate = null;
    expect(seen.slice(0, 2)).toEqual(["room1", {}]);
    expect(() => room.isInRoom()).toThrow(TypeError);
    expect(room.networkState.RELAY).toBe(false);
  });

  test.each([
    ["onRecvFromClient", { roomId: "room1", sendPlayerId: "other", msg: "hi" }],
    ["onRecvFromGameSvr", { roomId: "room1", recvPlayerIdList: [], data: { cmd: 1 } }],
  ])("%s brings the message and changes nothing", async (name, data) => {
    const bench = await ready();
    const room = await bench.join();
    const seen: unknown[] = [];
    room[name] = (event: unknown) => seen.push(event);
    room.onUpdate = () => seen.push("update");
    bench.server.room!.emit(name, data, "3");
    expect(seen).toEqual([{ data, seq: "3" }]);
  });

  test("handlers are replaced by assignment, removed by null and found through computed names", async () => {
    const bench = await ready();
    const room = await bench.join();
    const seen: string[] = [];
    const emit = () => bench.server.room!.emit("onChangeRoom", { roomInfo: roomInfo() });
    room.onChangeRoom = () => seen.push("first");
    room.onChangeRoom = () => seen.push("second");
    emit();
    room.onChangeRoom = null;
    emit();
    for (const key of ["onChangeRoom", "onNoSuchEvent"]) room[key] = () => seen.push(key);
    emit();
    expect(seen).toEqual(["second", "onChangeRoom"]);
  });

  test("handlers that were set before init work, also as methods of a subclass", async () => {
    const bench = new Bench();
    const seen: string[] = [];
    class GameRoom extends bench.mgobe.Room {
      override onChangeRoom = () => seen.push("property");
    }
    class Quiet extends (bench.mgobe.Room as any) {
      onChangeRoom() {
        seen.push("method");
      }
    }
    const rooms: any[] = [new GameRoom(), new Quiet()];
    for (const room of rooms) bench.mgobe.Listener.add(room);
    await bench.init();
    for (const room of rooms) room.initRoom(roomInfo());
    await bench.pass(0);
    bench.server.room!.emit("onChangeRoom", { roomInfo: roomInfo() });
    expect(seen).toEqual(["property", "method"]);
  });

  // proves: Listener.add, Listener.remove, Listener.clear
  test("only listened rooms with the event's id hear of it", async () => {
    const bench = await ready();
    const room = await bench.join();
    const seen: string[] = [];
    const add = (name: string, id: string) => {
      const one: any = new bench.mgobe.Room();
      one.initRoom({ id });
      one.onRecvFromClient = () => seen.push(name);
      bench.mgobe.Listener.add(one);
      return one;
    };
    add("foreign", "room2");
    const twin = add("twin", "room1");
    bench.mgobe.Listener.add(twin);
    room.onRecvFromClient = () => seen.push("room");
    const say = () =>
      bench.server.room!.emit("onRecvFromClient", { roomId: "room1", sendPlayerId: "x", msg: "" });
    say();
    bench.mgobe.Listener.remove(room);
    say();
    bench.mgobe.Listener.clear();
    say();
    expect(seen).toEqual(["room", "twin", "twin"]);
  });

  test("being kicked closes the connection and leaves the room without me", async () => {
    const bench = await ready();
    const room = await bench.join();
    const seen: unknown[] = [];
    room.onRemovePlayer = (event: any) => seen.push(event.data.removePlayerId);
    bench.server.room!.emit("onRemovePlayer", {
      removePlayerId: "me",
      roomInfo: roomInfo({ playerList: [player("other")] }),
    });
    expect(seen).toEqual(["me"]);
    expect(room.isInRoom()).toBe(false);
    expect(room.networkState.RELAY).toBe(false);
    expect((await bench.ask((done) => room.sendFrame({ data: {} }, done))).code).toBe(90008);
  });

  test("room events over the session count as well, while the room connection is not there yet", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.session!.emit("onJoinRoom", { joinPlayerId: "x", roomInfo: roomInfo({ name: "early" }) });
    expect(room.roomInfo.name).toBe("early");
  });

  describe("a player who leaves and comes back while the room connection is being opened", () => {
    /** Attempts to open the room connection, for the test to settle. */
    async function comeBack() {
      const bench = await ready();
      const attempts: { listener: ChannelListener; enter(): FakeChannel; refuse(code: number): void }[] = [];
      bench.server.openRoom = (_roomId, _token, listener) =>
        new Promise((resolve, reject) => {
          const enter = (): FakeChannel => {
            const channel = new FakeChannel("room", bench.server, listener);
            resolve(channel);
            return channel;
          };
          const refuse = (code: number): void => reject(new ConnectionError(code, "refused"));
          attempts.push({ listener, enter, refuse });
        });
      const outside = roomInfo({ playerList: [player("other")] });
      bench.server.answers.joinRoom = () => ({ code: 0, data: { roomInfo: roomInfo() } });
      bench.server.answers.leaveRoom = () => ({ code: 0, data: { roomInfo: outside } });
      const room: any = new bench.mgobe.Room();
      bench.mgobe.Listener.add(room);
      for (const method of ["joinRoom", "leaveRoom", "joinRoom"]) {
        room.initRoom({ id: "room1" });
        expect((await bench.ask((done) => room[method]({ playerInfo }, done))).code).toBe(0);
      }
      return { bench, room, attempts };
    }

    test("takes the connection that is under way, and hears what comes over it", async () => {
      const { bench, room, attempts } = await comeBack();
      expect(attempts).toHaveLength(1);
      const heard: string[] = [];
      room.onRecvFromClient = ({ data }: any) => heard.push(data.msg);
      const channel = attempts[0]!.enter();
      channel.emit("onRecvFromClient", { roomId: "room1", sendPlayerId: "other", msg: "at once" });
      await bench.pass(0);
      expect(heard).toEqual(["at once"]);
      expect(channel.isOpen).toBe(true);
      expect(room.networkState.RELAY).toBe(true);
    });

    test("opens another when that one was refused because it came too early", async () => {
      const { bench, room, attempts } = await comeBack();
      attempts[0]!.refuse(20011);
      await bench.pass(0);
      expect(attempts).toHaveLength(2);
      attempts[1]!.enter();
      await bench.pass(0);
      expect(room.networkState.RELAY).toBe(true);
    });

    test("opens another when that one never answers", async () => {
      const { bench, room, attempts } = await comeBack();
      await bench.pass(11_000);
      expect(attempts).toHaveLength(2);
      attempts[1]!.enter();
      await bench.pass(0);
      expect(room.networkState.RELAY).toBe(true);
      const late = attempts[0]!.enter();
      await bench.pass(0);
      expect(late.isOpen).toBe(false);
      expect(room.networkState.RELAY).toBe(true);
    });
  });

  test("a handler that throws stops neither the library nor the next room", async () => {
    const bench = await ready();
    const room = await bench.join();
    const seen: string[] = [];
    room.onChangeRoom = () => {
      throw new Error("of the game");
    };
    const second: any = new bench.mgobe.Room(roomInfo());
    second.onChangeRoom = () => seen.push("second");
    bench.mgobe.Listener.add(second);
    bench.server.room!.emit("onChangeRoom", { roomInfo: roomInfo() });
    expect(seen).toEqual(["second"]);
    expect(() => bench.clock.advance(1)).toThrow("of the game");
  });
});

describe("matching", () => {
  const para = {
    matchCode: "code",
    playerInfo: { ...playerInfo, matchAttributes: [{ name: "a", value: 1 }] },
  };

  // proves: Room.matchPlayers, Room.onMatch
  test("two-step: the callback acknowledges, Room.onMatch tells the end and runs before the rooms change", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    bench.mgobe.Listener.add(room);
    const seen: unknown[] = [];
    bench.mgobe.Room.onMatch = (event) => seen.push([event.data.errCode, room.roomInfo.id]);
    bench.server.answers.matchPlayers = () => ({ data: { matchCode: "code" } });
    const event = await bench.ask((done) => room.matchPlayers(para, done));
    expect(event).toMatchObject({ code: 0, data: { matchCode: "code" } });
    expect(bench.server.last("matchPlayers").para).toEqual(para);
    bench.server.session!.emit("onMatch", { roomInfo: roomInfo(), errCode: 0 });
    expect(seen).toEqual([[0, undefined]]);
    expect(room.roomInfo.id).toBe("room1");
    await bench.pass(0);
    expect(room.networkState.RELAY).toBe(true);
  });

  test("two-step: a failed match brings its code and no room", async () => {
    const bench = await ready();
    const seen: unknown[] = [];
    bench.mgobe.Room.onMatch = (event) => seen.push(event.data);
    bench.server.session!.emit("onMatch", { roomInfo: null, errCode: 30001 });
    expect(seen).toEqual([{ roomInfo: null, errCode: 30001 }]);
  });

  test("one-step: the callback comes once, at the end, with the room already there", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    bench.mgobe.Listener.add(room);
    bench.server.answers.matchPlayers = () => ({ data: { matchCode: "code" } });
    const seen: unknown[] = [];
    room.matchPlayers(para, (event: unknown) => seen.push(event, room.roomInfo.id));
    await bench.pass(1000);
    expect(seen).toEqual([]);
    bench.server.session!.emit("onMatch", { roomInfo: roomInfo(), errCode: 0 });
    bench.server.session!.emit("onMatch", { roomInfo: roomInfo(), errCode: 0 });
    expect(seen).toEqual([
      { code: 0, msg: "", seq: "", data: { matchType: 2, roomInfo: roomInfo() } },
      "room1",
    ]);
  });

  test("one-step: a time-out is code 30001 with empty data, a refusal has no data", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    bench.server.answers.matchPlayers = () => ({ data: { matchCode: "code" } });
    const seen: any[] = [];
    room.matchPlayers(para, (event: unknown) => seen.push(event));
    await bench.pass(0);
    bench.server.session!.emit("onMatch", { roomInfo: null, errCode: 30001 });
    expect(seen).toEqual([{ code: 30001, msg: "", seq: "", data: {} }]);
    bench.server.answers.matchPlayers = () => ({ code: 30011, msg: "busy", data: {} });
    room.matchPlayers(para, (event: unknown) => seen.push(event));
    await bench.pass(0);
    expect(seen[1]).toMatchObject({ code: 30011, msg: "busy", data: null });
  });

  // proves: Room.cancelPlayerMatch, Room.onCancelMatch
  test("a cancel silences the one-step callback and calls Room.onCancelMatch", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    bench.server.answers.matchPlayers = () => ({ data: { matchCode: "code" } });
    bench.server.answers.cancelPlayerMatch = () => ({ code: 0 });
    const seen: unknown[] = [];
    bench.mgobe.Room.onCancelMatch = (event) => seen.push(event.data);
    room.matchPlayers(para, () => seen.push("callback"));
    await bench.pass(0);
    expect((await bench.ask((done) => room.cancelPlayerMatch({ matchType: 2 }, done))).code).toBe(0);
    bench.server.session!.emit("onCancelMatch", { matchCode: "code", playerId: "me" });
    bench.server.session!.emit("onMatch", { roomInfo: null, errCode: 30001 });
    expect(seen).toEqual([{ matchCode: "code", playerId: "me" }]);
  });

  test("one-step: a match that ended while the line was down is found after the new login", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    bench.mgobe.Listener.add(room);
    bench.server.answers.matchPlayers = () => ({ data: { matchCode: "code" } });
    const seen: any[] = [];
    room.matchPlayers(para, (event: unknown) => seen.push(event, room.roomInfo.id));
    await bench.pass(0);
    bench.server.answers.getRoomByRoomId = () => ({ code: 20011 });
    bench.server.session!.drop();
    await bench.pass(500);
    expect(seen).toEqual([]);
    bench.server.answers.getRoomByRoomId = () => ({ data: { roomInfo: roomInfo() } });
    bench.server.session!.drop();
    await bench.pass(500);
    expect(seen).toEqual([
      { code: 0, msg: "", seq: "", data: { matchType: 2, roomInfo: roomInfo() } },
      "room1",
    ]);
  });

  test("one-step: news that never come end as a time-out", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    bench.server.answers.matchPlayers = () => ({ data: { matchCode: "code" } });
    const codes: number[] = [];
    room.matchPlayers(para, (event: any) => codes.push(event.code));
    await bench.pass(300_000);
    expect(codes).toEqual([]);
    await bench.pass(30_000);
    expect(codes).toEqual([30001]);
  });

  // proves: Room.matchGroup
  test("matchGroup sends the whole party", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    bench.server.answers.matchGroup = () => ({ data: { matchCode: "code" } });
    const party = { matchCode: "code", playerInfoList: [{ id: "me", ...para.playerInfo }] };
    expect((await bench.ask((done) => room.matchGroup(party, done))).data).toEqual({ matchCode: "code" });
    expect(bench.server.last("matchGroup").para).toEqual(party);
  });
});

describe("messages", () => {
  test("sendToClient resolves its recipients from the local room", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.sendToClient = () => ({ code: 0 });
    const send = (recvType: number, recvPlayerList: string[] = []) =>
      bench.ask((done) => room.sendToClient({ recvType, recvPlayerList, msg: "hi" }, done));
    await send(1, ["ignored"]);
    expect(bench.server.last("sendToClient").para).toEqual({
      recvType: 1,
      recvPlayerList: ["me", "other"],
      msg: "hi",
    });
    await send(2);
    expect(bench.server.last("sendToClient").para.recvPlayerList).toEqual(["other"]);
    await send(3, ["me"]);
    expect(bench.server.last("sendToClient").para.recvPlayerList).toEqual(["me"]);
    const count = bench.server.requests.length;
    expect(await send(3)).toEqual({ code: 0, msg: "", seq: "", data: null });
    room.initRoom();
    expect((await send(2)).code).toBe(0);
    expect(bench.server.requests).toHaveLength(count);
  });

  test("sendToGameSvr sends the value as JSON would have it, as it was at the call", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.sendToGameSvr = () => ({ code: 0 });
    const data = { a: undefined, n: Number.NaN, d: new Date(0), list: [undefined], text: "x" };
    const answer = bench.ask((done) => room.sendToGameSvr({ data, other: 1 }, done));
    data.text = "changed";
    expect(await answer).toMatchObject({ code: 0, data: {} });
    expect(bench.server.last("sendToGameSvr").para).toEqual({
      data: { n: null, d: "1970-01-01T00:00:00.000Z", list: [null], text: "x" },
    });
    for (const value of ["text", 5, null, false, []]) {
      await bench.ask((done) => room.sendToGameSvr({ data: value }, done));
      expect(bench.server.last("sendToGameSvr").para).toEqual({ data: value });
    }
  });

  test("send and onMessage work as on a Colyseus room", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.sendToGameSvr = () => ({ code: 0 });
    const seen: unknown[] = [];
    const stop = room.onMessage("onRecvFromGameSvr", (event: any) => seen.push(["message", event.data.data]));
    room.onMessage("*", (type: string, message: unknown) => seen.push([type, message]));
    room.onRecvFromGameSvr = (event: any) => seen.push(["property", event.data.data]);
    const data = { roomId: "room1", recvPlayerIdList: [], data: 1 };
    bench.server.room!.emit("onRecvFromGameSvr", data);
    stop();
    room.onRecvFromGameSvr = null;
    bench.server.room!.listener.onEvent("own type", { x: 1 });
    expect(seen).toEqual([
      ["property", 1],
      ["message", 1],
      ["own type", { x: 1 }],
    ]);
    expect((await bench.ask((done) => room.send("sendToGameSvr", { data: 1 }, done))).code).toBe(0);
    room.send("plain", { y: 1 });
    expect(await bench.ask((done) => room.send("ask", { z: 1 }, done))).toEqual({ echo: { z: 1 } });
    expect(bench.server.messages).toEqual([
      { type: "plain", payload: { y: 1 } },
      { type: "ask", payload: { z: 1 } },
    ]);
  });

  test("send outside a room calls back with an error", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    const error = await bench.ask((done) => room.send("x", {}, (_: unknown, reason: Error) => done(reason)));
    expect(error.message).toBe("not in a room");
  });
});
