import { closeMgobe, type Mgobe } from "../../src/client/create-mgobe";

/** One request as a promise of its answer. */
export function ask(call: (callback: (event: any) => void) => void): Promise<any> {
  return new Promise((resolve) => call(resolve));
}

/** Waits for the first event of a room that fits, by taking its handler for that long. */
export function nextEvent(
  owner: any,
  name: string,
  fits: (event: any) => boolean = () => true,
): Promise<any> {
  return new Promise((resolve) => {
    const before = owner[name];
    owner[name] = (event: any) => {
      before?.call(owner, event);
      if (!fits(event)) return;
      owner[name] = before;
      resolve(event);
    };
  });
}

/** Clients of one server that are closed together. */
export class Clients {
  private readonly opened: Mgobe[] = [];

  constructor(
    private readonly create: () => Mgobe,
    private readonly url: string,
  ) {}

  /** A client that has logged in. */
  async login(openId: string, config: Record<string, unknown> = {}): Promise<Mgobe> {
    const mgobe = this.create();
    this.opened.push(mgobe);
    const event = await ask((done) =>
      mgobe.Listener.init({ gameId: "game", openId }, { url: this.url, ...config }, done),
    );
    if (event.code !== 0) throw new Error(`login failed: ${JSON.stringify(event)}`);
    return mgobe;
  }

  close(): void {
    for (const mgobe of this.opened.splice(0)) closeMgobe(mgobe);
  }
}

/** Parameters of createRoom. */
export function createPara(changes: Record<string, unknown> = {}): any {
  return {
    roomName: "n",
    roomType: "t",
    maxPlayers: 4,
    isPrivate: false,
    customProperties: "",
    playerInfo: { name: "creator", customPlayerStatus: 0, customProfile: "" },
    ...changes,
  };
}

/** A room object that listens. */
export function listen(mgobe: Mgobe): any {
  const room = new mgobe.Room();
  mgobe.Listener.add(room);
  return room;
}

/** A new room with its creator in it, and its connection open. */
export async function createRoom(mgobe: Mgobe, changes: Record<string, unknown> = {}): Promise<any> {
  const room = listen(mgobe);
  const event = await ask((done) => room.createRoom(createPara(changes), done));
  if (event.code !== 0) throw new Error(`createRoom: ${event.code} ${event.msg}`);
  await relayOpen(room);
  return room;
}

/** Joins a room and waits for its connection. */
export async function joinRoom(mgobe: Mgobe, id: string, name = "joiner"): Promise<any> {
  const room = listen(mgobe);
  room.initRoom({ id });
  const playerInfo = { name, customPlayerStatus: 0, customProfile: "" };
  const event = await ask((done) => room.joinRoom({ playerInfo }, done));
  if (event.code !== 0) throw new Error(`joinRoom: ${event.code} ${event.msg}`);
  await relayOpen(room);
  return room;
}

/** Waits until the room's own connection stands. */
export function relayOpen(room: any): Promise<void> {
  return new Promise((resolve) => {
    const before = room.onUpdate;
    const check = (): void => {
      if (!room.networkState.RELAY) return;
      room.onUpdate = before;
      resolve();
    };
    room.onUpdate = () => {
      before?.call(room, room);
      check();
    };
    check();
  });
}

/** A chat, frames, a cut of all sockets that the client comes back from by itself, more frames, and the end. */
export async function playOverCut(mgobe: Mgobe, sockets: readonly { terminate(): void }[]): Promise<void> {
  await playInRoomOverCut(await createRoom(mgobe), sockets);
  closeMgobe(mgobe);
}

/** The same with a room object of any client, which has entered its room. */
export async function playInRoomOverCut(room: any, sockets: readonly { terminate(): void }[]): Promise<void> {
  const heard = nextEvent(room, "onRecvFromClient");
  await ask((done) => room.sendToClient({ recvType: 1, recvPlayerList: [], msg: "你好" }, done));
  expect((await heard).data.msg).toBe("你好");
  expect((await ask((done) => room.startFrameSync({}, done))).code).toBe(0);
  await nextEvent(room, "onRecvFrame");
  const back = new Promise<void>((resolve) => {
    let wasAway = false;
    room.onUpdate = () => {
      const { COMMON, RELAY } = room.networkState;
      if (!COMMON && !RELAY) wasAway = true;
      if (COMMON && RELAY && wasAway) resolve();
    };
  });
  for (const socket of sockets) socket.terminate();
  await back;
  await nextEvent(room, "onRecvFrame");
  expect((await ask((done) => room.leaveRoom({}, done))).code).toBe(0);
}
