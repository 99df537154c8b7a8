import { closeMgobe, createMgobe } from "../../src/client";
import { ErrCode } from "../../src/contract";
import { openOverNetwork } from "../../adapters/wire/client/client-socket";
import { WireClient } from "../../test/wire/wire-client";
import { WireCommand, WirePush } from "../../adapters/wire/schema/wire-command";
import { pause } from "./child";

const room = { roomName: "r", roomType: "t", maxPlayers: 4, isPrivate: false, customProperties: "" };
const playerInfo = { name: "n", customPlayerStatus: 0, customProfile: "" };

/** A player of the benchmark, who comes back by itself and notes what it hears. */
export interface BenchPlayer {
  readonly kind: "drop-in" | "wire";
  readonly id: string;
  /** Ids of the frames that came, in their order. */
  readonly frames: number[];
  /** Last time that a frame came, ms. */
  lastFrame: number;
  /** When it was told that its room is over; undefined while it was not. */
  toldAt: number | undefined;
  /** Whether it lost a connection: frames that come meanwhile are for the game to fetch. */
  wasCut: boolean;
  create(): Promise<{ code: number; roomId: string }>;
  join(roomId: string): Promise<number>;
  startFrames(): Promise<number>;
  sendFrame(): void;
  close(): void;
}

/** A player with the drop-in library. */
export async function logInDropIn(address: string, openId: string): Promise<BenchPlayer> {
  const mgobe = createMgobe();
  const url = `ws://${address}`;
  const { code, msg } = await new Promise<{ code: number; msg?: string }>((resolve) => {
    mgobe.Listener.init({ gameId: "bench", openId }, { url, reconnectMaxTimes: 1000 }, resolve);
  });
  if (code !== ErrCode.EC_OK) throw new Error(`login: ${code} ${msg ?? ""}`);
  const own = new mgobe.Room();
  mgobe.Listener.add(own);
  type Event = { code: number; data?: { roomInfo?: { id: string } } };
  const call = (method: string, para: object): Promise<Event> =>
    new Promise((resolve) => {
      (own as unknown as Record<string, (para: object, callback: (event: Event) => void) => void>)[method]?.(
        para,
        resolve,
      );
    });
  const player: BenchPlayer = {
    kind: "drop-in",
    id: mgobe.Player.id ?? "",
    frames: [],
    lastFrame: 0,
    toldAt: undefined,
    wasCut: false,
    create: async () => {
      const { code, data } = await call("createRoom", { ...room, playerInfo });
      return { code, roomId: data?.roomInfo?.id ?? "" };
    },
    join: async (roomId) => {
      own.initRoom({ id: roomId } as never);
      return (await call("joinRoom", { playerInfo })).code;
    },
    startFrames: async () => (await call("startFrameSync", {})).code,
    sendFrame: () => own.sendFrame({ data: { x: 1 } }),
    close: () => closeMgobe(mgobe),
  };
  own.onRecvFrame = ({ data }) => {
    player.frames.push(data.frame.id);
    player.lastFrame = performance.now();
  };
  own.onUpdate = () => {
    if (!own.networkState.COMMON) player.wasCut = true;
  };
  own.onDismissRoom = () => {
    player.toldAt ??= performance.now();
  };
  return player;
}

/** A player who speaks the wire protocol, and comes back as the original library does. */
export async function logInWire(address: string, openId: string): Promise<BenchPlayer> {
  const client = new WireClient({
    open: (path) => openOverNetwork(`ws://${address}`)(path),
    gameId: "bench",
    openId,
  });
  let isClosed = false;
  let isIn = false;
  let routeId = "";
  const tell = (): void => {
    if (isIn) player.toldAt ??= performance.now();
    isIn = false;
  };
  const enter = async (cmd: WireCommand, fields: object): Promise<{ code: number; roomId: string }> => {
    const { code, data } = await client.request(cmd, fields);
    if (code !== 0) return { code, roomId: "" };
    ({ routeId } = data.roomInfo);
    isIn = true;
    const check = await client.checkLogin(routeId);
    return { code: check.code, roomId: data.roomInfo.id };
  };
  const player: BenchPlayer = {
    kind: "wire",
    id: "",
    frames: [],
    lastFrame: 0,
    toldAt: undefined,
    wasCut: false,
    create: () => enter(WireCommand.CREATE_ROOM, { ...room, playerInfo }),
    join: async (roomId) => (await enter(WireCommand.JOIN_ROOM, { roomId, playerInfo })).code,
    startFrames: async () => (await client.request(WireCommand.START_FRAME_SYNC)).code,
    sendFrame: () => {
      const item = { data: '{"x":1}', timestamp: Date.now() };
      if (client.relay) client.request(WireCommand.SEND_FRAME, { item }, "relay").catch(() => undefined);
    },
    close: () => {
      isClosed = true;
      client.close();
    },
  };
  client.onPush(({ type, data }) => {
    if (type === WirePush.DISMISS_ROOM) tell();
    if (type !== WirePush.RECV_FRAME) return;
    const id = Number((data.frame as { id?: unknown } | undefined)?.id);
    if (!Number.isFinite(id)) return;
    player.frames.push(id);
    player.lastFrame = performance.now();
  });
  let isComingBack = false;
  const comeBack = async (): Promise<void> => {
    if (isComingBack || isClosed) return;
    isComingBack = true;
    while (!isClosed) {
      await pause(500);
      try {
        if (!client.common && (await client.init()).code !== 0) continue;
        const { code, data } = await client.request(WireCommand.GET_ROOM_BY_ROOM_ID, { roomId: "" });
        if (code === ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM || (code === 0 && !data.roomInfo)) tell();
        else if (code !== 0) continue;
        else if (!client.relay) {
          ({ routeId } = data.roomInfo);
          if ((await client.checkLogin(routeId)).code !== 0) continue;
        }
        break;
      } catch {
        // The next attempt may come to a process that is there.
      }
    }
    isComingBack = false;
    if (!isClosed && (!client.common || (isIn && !client.relay))) void comeBack();
  };
  client.onEnd(() => {
    player.wasCut = true;
    void comeBack();
  });
  const { code, msg } = await client.init();
  if (code !== 0) throw new Error(`login: ${code} ${msg}`);
  return Object.assign(player, { id: client.playerId });
}
