import { WireCommand, WirePush } from "../../../../adapters/wire/schema/wire-command";
import { createRandom } from "../../../random";
import { type WireClient } from "../../../wire/wire-client";
import { makeWireWorld, type WireWorld } from "../../../wire/wire-game";
import { type MemorySocket } from "../../../wire/wire-memory";

/** Lets everything happen that waits for promises; the clock stands still. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * What an SDK with `isAutoRequestFrame` does with frames: it drops what it has, holds back what comes after a gap, and
 * asks for the gap; and it sends requests again, under the same id, that had no answer when the socket went.
 */
class FramePlayer {
  readonly frames: { id: number; items: { playerId: string; data: string }[] }[] = [];
  isConnected = true;
  private held: { id: number; items: any[] }[] = [];
  private isAsking = false;
  private sent = 0;
  private readonly unanswered = new Map<string, string>();

  constructor(
    readonly client: WireClient,
    private readonly room: { id: string; routeId: string },
  ) {
    client.onPush(({ type, data }) => {
      if (type === WirePush.RECV_FRAME) this.receive(data.frame);
    });
  }

  /** Sends the next number. */
  send(): void {
    this.sent += 1;
    const data = JSON.stringify({ n: this.sent });
    this.transmit(`${this.client.playerId}-${this.sent}`, data);
  }

  get numbersSent(): number {
    return this.sent;
  }

  async reconnect(): Promise<void> {
    await this.client.init();
    await this.client.checkLogin(this.room.routeId);
    this.isConnected = true;
    this.isAsking = false;
    for (const [seq, data] of [...this.unanswered]) this.transmit(seq, data);
  }

  /** Asks for what has not come although it was pushed. */
  async catchUp(lastId: number): Promise<void> {
    await this.ask((this.frames.at(-1)?.id ?? 0) + 1, lastId);
  }

  private transmit(seq: string, data: string): void {
    this.unanswered.set(seq, data);
    if (!this.client.relay) return;
    const item = { data, timestamp: 1 };
    void this.client
      .request(WireCommand.SEND_FRAME, { roomId: this.room.id, item }, "relay", seq)
      .then(() => this.unanswered.delete(seq));
  }

  private receive(frame: { id: number; items: any[] }): void {
    const next = (this.frames.at(-1)?.id ?? 0) + 1;
    if (frame.id < next) return;
    this.held.push(frame);
    if (frame.id === next) this.release();
    else void this.ask(next, frame.id - 1);
  }

  private async ask(beginFrameId: number, endFrameId: number): Promise<void> {
    if (this.isAsking || !this.client.relay || endFrameId < beginFrameId) return;
    this.isAsking = true;
    const fields = { roomId: this.room.id, beginFrameId, endFrameId, supportPartial: true };
    const { code, data } = await this.client.request(WireCommand.REQUEST_FRAME, fields, "relay");
    this.isAsking = false;
    if (code !== 0) throw new Error(`requestFrame answered ${code}`);
    this.held.push(...data.frames);
    this.release();
  }

  private release(): void {
    this.held.sort((a, b) => a.id - b.id);
    for (const frame of this.held.splice(0)) {
      const next = (this.frames.at(-1)?.id ?? 0) + 1;
      if (frame.id === next) this.frames.push(frame);
      else if (frame.id > next) this.held.push(frame);
    }
  }
}

async function meet(world: WireWorld): Promise<FramePlayer[]> {
  const a = await world.login("a");
  const b = await world.login("b");
  const room = await a.enter(WireCommand.CREATE_ROOM, { maxPlayers: 2, playerInfo: {} });
  await b.enter(WireCommand.JOIN_ROOM, { roomId: room.id, playerInfo: {} });
  await a.request(WireCommand.START_FRAME_SYNC);
  return [new FramePlayer(a, room), new FramePlayer(b, room)];
}

it("loses and doubles no frame while both sockets of both players are cut 200 times", async () => {
  const world = makeWireWorld({ settings: { frameRate: 30 } });
  const random = createRandom(20);
  const players = await meet(world);
  for (let cuts = 0; cuts < 200;) {
    world.clock.advance(5 + random() * 60);
    for (const player of players) if (random() < 0.5) player.send();
    await settle();
    const victim = players[Math.floor(random() * players.length)]!;
    if (!victim.isConnected || random() < 0.7) continue;
    cuts += 1;
    await cut(world, victim, random);
  }
  world.clock.advance(1000);
  await settle();
  const lastId = Math.max(...players.map(({ frames }) => frames.at(-1)!.id));
  for (const player of players) await player.catchUp(lastId);

  const [first, second] = players.map(({ frames }) => frames.filter(({ id }) => id <= lastId));
  expect(first!.map(({ id }) => id)).toEqual(Array.from({ length: lastId }, (_, index) => index + 1));
  expect(second).toEqual(first);
  for (const { client, numbersSent } of players) {
    const numbers = first!
      .flatMap(({ items }) => items.filter((item) => item.playerId === client.playerId))
      .map(({ data }) => JSON.parse(data).n as number)
      .sort((x, y) => x - y);
    expect(numbers).toEqual(Array.from({ length: numbersSent }, (_, index) => index + 1));
    expect(client.errors).toEqual([]);
  }
  expect(world.gateway.players).toBe(2);
});

/** Cuts both sockets, sometimes after a while in which they only seem alive, and reconnects later. */
async function cut(world: WireWorld, victim: FramePlayer, random: () => number): Promise<void> {
  const sockets = [victim.client.common, victim.client.relay] as MemorySocket[];
  victim.isConnected = false;
  if (random() < 0.5) {
    for (const socket of sockets) {
      if (random() < 0.5) socket.isMuted = true;
      else socket.peer!.isMuted = true;
    }
    victim.send();
    world.clock.advance(random() * 200);
    await settle();
  }
  for (const socket of sockets) socket.terminate();
  world.clock.advance(500 * random());
  await settle();
  await victim.reconnect();
}

it("lets a player back in whose old sockets are still half open", async () => {
  const world = makeWireWorld({ settings: { frameRate: 15 } });
  const [player, other] = await meet(world);
  const old = [player!.client.common, player!.client.relay] as MemorySocket[];
  for (const socket of old) socket.isMuted = socket.peer!.isMuted = true;
  player!.client.common = player!.client.relay = undefined;
  world.clock.advance(300);
  await player!.reconnect();
  for (const socket of old) socket.terminate();
  world.clock.advance(1000);
  await settle();
  await player!.catchUp(other!.frames.at(-1)!.id);
  expect(player!.frames).toEqual(other!.frames);
  const { data } = await player!.client.request(WireCommand.GET_ROOM_BY_ROOM_ID);
  expect(data.roomInfo.playerList[0]).toMatchObject({ commonNetworkState: 1, relayNetworkState: 3 });
});

it("takes a client back after 8 seconds of silence without a new login", async () => {
  const world = makeWireWorld({ settings: { frameRate: 15 } });
  const [player] = await meet(world);
  world.clock.advance(8000);
  await settle();
  expect((await player!.client.request(WireCommand.HEART_BEAT)).code).toBe(0);
  expect(player!.frames).toHaveLength(119);
});

it("keeps a guest, who has no openId, in the room when both sockets are cut, and gives strangers a player of their own", async () => {
  const world = makeWireWorld();
  const guest = await world.login("");
  const { playerId } = guest;
  const room = await guest.enter(WireCommand.CREATE_ROOM, { maxPlayers: 2, playerInfo: {} });
  for (const socket of [guest.common, guest.relay] as MemorySocket[]) socket.terminate();
  expect((await guest.init()).code).toBe(0);
  expect(guest.playerId).toBe(playerId);
  expect((await guest.checkLogin(room.routeId)).code).toBe(0);
  const { data } = await guest.request(WireCommand.GET_ROOM_BY_ROOM_ID);
  expect(data.roomInfo.playerList).toMatchObject([
    { id: playerId, commonNetworkState: 1, relayNetworkState: 3 },
  ]);
  expect((await world.login("")).playerId).not.toBe(playerId);
});
