import { Client, type Room } from "@colyseus/sdk";
import { io } from "socket.io-client";
import { WireCommand, WirePush } from "../../adapters/wire/schema/wire-command";
import { createMgobe } from "../../src/client/index";
import { closeMgobe } from "../../src/client/create-mgobe";
import { createMgobe as createSocketIoMgobe } from "../../src/client/socketio";
import { ask, createRoom, joinRoom } from "../client/call-client";
import { WireClient } from "../wire/wire-client";
import { openOverNetwork } from "../../adapters/wire/client/client-socket";

/** One event as a member saw it, in a form that all kinds of clients share. */
export type SeenEvent = readonly [name: string, seq: string, ...facts: unknown[]];

/** A member of a room, whatever its kind, that writes down what it sees. */
export interface MixedMember {
  readonly kind: string;
  readonly playerId: string;
  /** Events of the room: who came, went, and changed what. */
  readonly events: SeenEvent[];
  /** Whose connection came or went. */
  readonly states: SeenEvent[];
  /** What the game server sent. */
  readonly messages: SeenEvent[];
  readonly frames: { id: number; items: unknown[] }[];
  /** Calls a method of MGOBE and gives the code back. */
  call(method: string, para: object): Promise<number>;
  close(): void;
}

/** What is worth comparing of each event. */
const facts: Readonly<Record<string, (data: any) => unknown[]>> = {
  onJoinRoom: ({ joinPlayerId, roomInfo }) => [joinPlayerId, roomInfo.playerList.length],
  onLeaveRoom: ({ leavePlayerId, roomInfo }) => [leavePlayerId, roomInfo.playerList.length],
  onRemovePlayer: ({ removePlayerId, roomInfo }) => [removePlayerId, roomInfo.playerList.length],
  onChangeRoom: ({ roomInfo }) => [roomInfo.name, roomInfo.customProperties, roomInfo.owner],
  onChangeCustomPlayerStatus: ({ changePlayerId, customPlayerStatus }) => [
    changePlayerId,
    customPlayerStatus,
  ],
  onChangeRoomPlayerProfile: ({ changePlayerId, customProfile }) => [changePlayerId, customProfile],
  onRecvFromClient: ({ sendPlayerId, msg }) => [sendPlayerId, msg],
  onStartFrameSync: ({ roomInfo }) => [roomInfo.startGameTime, roomInfo.frameSyncState],
  onStopFrameSync: ({ roomInfo }) => [roomInfo.frameSyncState],
  onDismissRoom: ({ roomInfo }) => [roomInfo.id],
};

class Notebook implements Pick<MixedMember, "events" | "states" | "messages" | "frames"> {
  readonly events: SeenEvent[] = [];
  readonly states: SeenEvent[] = [];
  readonly messages: SeenEvent[] = [];
  readonly frames: { id: number; items: unknown[] }[] = [];

  /** @param data of the event, with payloads as values */
  add(name: string, seq: string, data: any): void {
    if (name === "onRecvFrame")
      this.frames.push({ id: Number(data.frame.id), items: data.frame.items.map(toItem) });
    else if (name === "onRecvFromGameSvr") this.messages.push([name, seq, data.data]);
    else if (name === "onChangePlayerNetworkState")
      this.states.push([name, seq, data.changePlayerId, data.networkState]);
    else if (facts[name]) this.events.push([name, seq, ...facts[name](data)]);
  }
}

function toItem({ playerId, data, timestamp }: any): unknown[] {
  return [playerId, data, Number(timestamp)];
}

const playerInfo = { name: "p", customPlayerStatus: 0, customProfile: "" };

/** `CHANGE_ROOM` → `onChangeRoom`. */
function toEventName(push: WirePush): string {
  const words = WirePush[push].toLowerCase().split("_");
  return `on${words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("")}`;
}

/** `changeRoom` → `CHANGE_ROOM`. */
function toCommand(method: string): WireCommand {
  return WireCommand[
    method.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase() as keyof typeof WireCommand
  ];
}

const relayMethods = ["sendFrame", "sendToGameSvr"];

/** A client that runs an original `MGOBE.js` of some version. */
export async function joinOverWire(port: number, version: string, roomId: string): Promise<MixedMember> {
  const client = new WireClient({
    open: openOverNetwork(`ws://127.0.0.1:${port}`),
    openId: version,
    version,
  });
  const record = new Notebook();
  client.onPush(({ type, seq, data }) => record.add(toEventName(type), seq, readPayloads(data)));
  await client.init();
  await client.enter(WireCommand.JOIN_ROOM, { roomId, playerInfo });
  const { playerId } = client;
  const call = async (method: string, para: any): Promise<number> => {
    const isRelay = relayMethods.includes(method);
    const fields =
      method === "sendFrame"
        ? { item: { playerId, ...para, data: JSON.stringify(para.data) } }
        : { playerId, ...para, data: JSON.stringify(para.data), msg: para.msg };
    const answer = await client.request(
      toCommand(method),
      { roomId, ...fields },
      isRelay ? "relay" : "common",
    );
    if (client.errors.length > 0) throw client.errors[0];
    return answer.code;
  };
  return Object.assign(record, { kind: `wire ${version}`, playerId, call, close: () => client.close() });
}

/** JSON text of game messages and frame items as values. */
function readPayloads(data: any): any {
  if (data.frame) {
    const items = data.frame.items.map((item: any) => ({ ...item, data: JSON.parse(item.data) }));
    return { frame: { ...data.frame, items } };
  }
  return typeof data.data === "string" ? { ...data, data: JSON.parse(data.data) } : data;
}

/** The drop-in library, which makes the room. */
export async function createWithLibrary(
  port: number,
  maxPlayers: number,
): Promise<MixedMember & { roomId: string }> {
  const mgobe: any = createMgobe();
  const config = { url: `127.0.0.1:${port}` };
  await ask((done) => mgobe.Listener.init({ gameId: "obg-test", openId: "library" }, config, done));
  const room = await createRoom(mgobe, { maxPlayers });
  return Object.assign(fromLibrary("library", mgobe, room), { roomId: room.roomInfo.id });
}

/** The drop-in library over Socket.IO. */
export async function joinWithSocketIoLibrary(port: number, roomId: string): Promise<MixedMember> {
  const mgobe: any = createSocketIoMgobe();
  const config = { url: `127.0.0.1:${port}`, reconnectInterval: 20, reconnectMaxTimes: 100 };
  await ask((done) => mgobe.Listener.init({ gameId: "obg-test", openId: "library 2" }, config, done));
  return fromLibrary("library over socket.io", mgobe, await joinRoom(mgobe, roomId));
}

const eventNames = [...Object.keys(facts), "onChangePlayerNetworkState", "onRecvFrame", "onRecvFromGameSvr"];

function fromLibrary(kind: string, mgobe: any, room: any): MixedMember {
  const record = new Notebook();
  for (const name of eventNames) room[name] = ({ data, seq }: any) => record.add(name, seq, data);
  const call = async (method: string, para: object): Promise<number> =>
    (await ask((done) => room[method](para, done))).code;
  const { id: playerId } = mgobe.Player;
  return Object.assign(record, { kind, playerId, call, close: () => closeMgobe(mgobe) });
}

/** A Colyseus client with a session of MGOBE, as rewritten games have it. */
export async function joinWithSession(port: number, roomId: string): Promise<MixedMember> {
  const url = `ws://127.0.0.1:${port}`;
  const session = await new Client(url).joinOrCreate("mgobe_session", {
    gameId: "obg-test",
    openId: "session",
  });
  session.onMessage("*", () => undefined);
  const { token, playerId } = (await session.request("login")).data;
  await session.request("joinRoom", { roomId, playerInfo });
  const relay = await new Client(url).joinById(roomId, { token });
  return fromColyseus("session", playerId, relay, () => void session.leave());
}

/** A Colyseus client that knows nothing of MGOBE. */
export async function joinPlainly(port: number, roomId: string): Promise<MixedMember> {
  const room = await new Client(`ws://127.0.0.1:${port}`).joinById(roomId);
  return fromColyseus("plain", room.sessionId, room, () => undefined);
}

function fromColyseus(kind: string, playerId: string, room: Room, closeMore: () => void): MixedMember {
  const record = new Notebook();
  room.reconnection.minUptime = 0;
  room.onMessage("*", (name, { data, seq }: any) => record.add(String(name), seq, data));
  const call = async (method: string, para: object): Promise<number> =>
    (await room.request(method, para)).code;
  const close = (): void => {
    void room.leave();
    closeMore();
  };
  return Object.assign(record, { kind, playerId, call, close });
}

/** A client of Socket.IO with one socket for everything. */
export async function joinOverSocketIo(port: number, roomId: string): Promise<MixedMember> {
  const socket = io(`http://127.0.0.1:${port}/mgobe`, {
    auth: { gameId: "obg-test", openId: "socket.io" },
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay: 20,
  });
  const record = new Notebook();
  socket.onAny((name: string, { data, seq }: any) => record.add(name, seq, data));
  const { playerId } = (await socket.emitWithAck("login")).data;
  const call = async (method: string, para: object): Promise<number> =>
    (await socket.emitWithAck(method, para)).code;
  await call("joinRoom", { roomId, playerInfo });
  return Object.assign(record, { kind: "socket.io", playerId, call, close: () => void socket.disconnect() });
}
