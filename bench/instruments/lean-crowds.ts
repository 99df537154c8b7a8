import { Protocol } from "@colyseus/core";
import { WireCommand } from "../../adapters/wire/schema/wire-command";
import { WireClient, WireMessages } from "../../adapters/wire/client/wire-client";
import { type GapCounter } from "./gap-counter";
import { frameOf, LeanSocket } from "./lean-socket";
import { encodeCall, encodeMessage, getPrefix, reserveSeat } from "./raw-client";
import { input } from "./wire-crowd";

/** A player in a room whose frames run, who reads nothing and makes nothing: frames are counted, what is sent was made before. */
export interface LeanPlayer {
  /** Sends one input. */
  send(): void;
  /** Sends the sign of life that its protocol wants every five seconds, if it wants one. */
  beat(): void;
  close(): void;
}

/** Where the players of a crowd connect, and who counts what comes to them. */
export interface LeanPlan {
  readonly rooms: number;
  /** Players of each room. */
  readonly players: number;
  /** Begins the names of rooms and players; different for each crowd of a game. */
  readonly prefix: string;
  /** Port for the player with this number in the room with this number. */
  readonly getPort: (room: number, player: number) => number;
  readonly counter: GapCounter;
  /** Hears of each connection that ends before the crowd is closed. */
  readonly onLost: () => void;
}

/** Counts the messages of one socket that begin so. */
function count(socket: LeanSocket, prefix: Buffer, { counter, onLost }: LeanPlan): void {
  let last = 0;
  socket.onClose = onLost;
  socket.count(prefix, () => {
    const now = performance.now();
    counter.note(now, last);
    last = now;
  });
}

async function openRoom(
  askedPort: number,
  wanted: Parameters<typeof reserveSeat>[1],
): Promise<{ socket: LeanSocket; roomId: string }> {
  const { address, path, roomId } = await reserveSeat(askedPort, wanted);
  const port = Number(address.split(":")[1]);
  const socket = await new Promise<LeanSocket>((resolve, reject) => {
    let [opened, isIn]: [LeanSocket | undefined, boolean] = [undefined, false];
    const proceed = (): void => {
      if (opened && isIn) resolve(opened);
    };
    const listen = (message: Buffer): void => {
      isIn ||= message[0] === Protocol.JOIN_ROOM;
      proceed();
    };
    LeanSocket.open(port, path, listen).then((lean) => {
      opened = lean;
      lean.onClose = () => reject(new Error(`not let into ${roomId}`));
      proceed();
    }, reject);
  });
  socket.send(Buffer.from([Protocol.JOIN_ROOM]));
  return { socket, roomId };
}

/** Players who connect to the process that has their room, as the drop-in library and Colyseus' do. */
export async function gatherDropIn(plan: LeanPlan): Promise<LeanPlayer[]> {
  const frame = frameOf(encodeCall("sendFrame", { data: input, timestamp: Date.now() }));
  const prefix = getPrefix("onRecvFrame");
  const enter = async (room: number, player: number, roomId?: string): ReturnType<typeof openRoom> => {
    const way = roomId === undefined ? { create: "mgobe" } : { id: roomId };
    const options = roomId === undefined ? { maxPlayers: plan.players } : {};
    const entered = await openRoom(plan.getPort(room, player), { ...way, options });
    count(entered.socket, prefix, plan);
    return entered;
  };
  const players: LeanPlayer[] = [];
  for (let room = 0; room < plan.rooms; room++) {
    const first = await enter(room, 0);
    const others = Array.from({ length: plan.players - 1 }, (_, index) =>
      enter(room, index + 1, first.roomId),
    );
    const all = [first, ...(await Promise.all(others))];
    first.socket.send(encodeMessage("startFrameSync", {}));
    for (const { socket } of all) {
      players.push({
        send: () => socket.write(frame),
        beat: () => undefined,
        close: () => close(socket),
      });
    }
  }
  return players;
}

/** Pushes begin with this byte, answers do not; over the second socket frames alone are pushed. */
const pushTag = Buffer.from([0x28]);
const seqDigits = 10;
const messages = new WireMessages();

/** Players who speak MGOBE's wire protocol, each with both of its sockets. */
export async function gatherWire(plan: LeanPlan): Promise<LeanPlayer[]> {
  const players: LeanPlayer[] = [];
  for (let room = 0; room < plan.rooms; room++) {
    const logIns = Array.from({ length: plan.players }, (_, player) => logIn(plan, room, player));
    const wired = await Promise.all(logIns);
    let roomId = "";
    for (const { client } of wired) roomId = await enterOverWire(client, roomId, plan.players);
    await wired[0]?.client.request(WireCommand.START_FRAME_SYNC);
    for (const one of wired) players.push(becomeLean(one, plan));
  }
  return players;
}

interface WirePlayer {
  readonly client: WireClient;
  /** The common one, then that of frames. */
  readonly sockets: readonly LeanSocket[];
}

async function logIn(plan: LeanPlan, room: number, player: number): Promise<WirePlayer> {
  const port = plan.getPort(room, player);
  const sockets: LeanSocket[] = [];
  const client = new WireClient({
    gameId: "bench",
    openId: `${plan.prefix}${room}-${player}`,
    messages,
    open: async (path) => {
      const socket = await LeanSocket.open(port, path);
      sockets.push(socket);
      return {
        send: (bytes) => socket.send(bytes),
        close: () => socket.close(),
        onMessage: (listener) => (socket.onMessage = listener),
        onClose: (listener) => (socket.onClose = listener),
      };
    },
  });
  const { code, msg } = await client.init();
  if (code !== 0) throw new Error(`login: ${code} ${msg}`);
  return { client, sockets };
}

async function enterOverWire(client: WireClient, roomId: string, maxPlayers: number): Promise<string> {
  const cmd = roomId === "" ? WireCommand.CREATE_ROOM : WireCommand.JOIN_ROOM;
  const { code, msg, data } = await client.request(cmd, { roomId, maxPlayers, playerInfo: {} });
  if (code !== 0) throw new Error(`${WireCommand[cmd]}: ${code} ${msg}`);
  const { id, routeId } = data.roomInfo as { id: string; routeId: string };
  const check = await client.checkLogin(routeId);
  if (check.code !== 0) throw new Error(`check-login: ${check.code} ${check.msg}`);
  return id;
}

function becomeLean({ client, sockets }: WirePlayer, plan: LeanPlan): LeanPlayer {
  const [common, relay] = sockets;
  if (!common || !relay) throw new Error("a player has two sockets");
  count(relay, pushTag, plan);
  // Nothing of it is counted.
  common.count(Buffer.alloc(1), () => undefined);
  common.onClose = plan.onLost;
  const item = { data: JSON.stringify(input), timestamp: Date.now() };
  const sendInput = prepare(client, relay, WireCommand.SEND_FRAME, messages.encode("SendFrameReq", { item }));
  const beats = sockets.map((socket) =>
    prepare(client, socket, WireCommand.HEART_BEAT, messages.encode("HeartBeatReq", {})),
  );
  return {
    send: sendInput,
    beat: () => beats.forEach((beat) => beat()),
    close: () => sockets.forEach(close),
  };
}

/** A request that is made once; only its number is written into it each time, as the server knows a request by it. */
function prepare(client: WireClient, socket: LeanSocket, cmd: WireCommand, body: Uint8Array): () => void {
  const first = "~".repeat(seqDigits);
  const frame = frameOf(client.encodeRequest(cmd, body, first));
  const at = frame.indexOf(first);
  let number = cmd * 1_000_000;
  return () => {
    // The one before may still wait to be written.
    const copy = Buffer.from(frame);
    copy.write(String(number++).padStart(seqDigits, "0"), at, "latin1");
    socket.write(copy);
  };
}

function close(socket: LeanSocket): void {
  socket.onClose = () => undefined;
  socket.close();
}
