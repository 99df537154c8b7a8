import { createMgobeOver, type Mgobe } from "../../src/client/create-mgobe";
import { createRandom } from "../random";
import { EngineNetwork } from "./engine-network";
import { createPara } from "./call-client";

interface Player {
  readonly mgobe: Mgobe;
  readonly room: any;
  readonly connection: ReturnType<EngineNetwork["connection"]>;
  /** Frame ids as the game saw them. */
  readonly ids: number[];
  /** How many of them were filled in. */
  replays: number;
  /** Numbers that came inside frames, by sender. */
  readonly received: Record<string, number[]>;
}

/** Settles a call on the network's clock. */
async function done<T>(network: EngineNetwork, call: (callback: (event: any) => void) => T): Promise<any> {
  let answer: unknown;
  call((event) => (answer = event));
  for (let waited = 0; answer === undefined && waited < 30_000; waited += 100) await network.pass(100);
  return answer;
}

async function enter(network: EngineNetwork, openId: string, roomId?: string): Promise<Player> {
  const connection = network.connection();
  const random = createRandom(openId.length + 1);
  const mgobe = createMgobeOver({ connect: () => connection, clock: network.clock, random });
  const config = { url: "engine", isAutoRequestFrame: true, reconnectInterval: 250, resendInterval: 100 };
  await done(network, (callback) => mgobe.Listener.init({ gameId: "g", openId }, config, callback));
  const room: any = new mgobe.Room();
  mgobe.Listener.add(room);
  const playerInfo = { name: openId, customPlayerStatus: 0, customProfile: "" };
  if (roomId) room.initRoom({ id: roomId });
  const event = await done(network, (callback) =>
    roomId ? room.joinRoom({ playerInfo }, callback) : room.createRoom(createPara(), callback),
  );
  expect(event.code).toBe(0);
  const player: Player = { mgobe, room, connection, ids: [], replays: 0, received: {} };
  room.onRecvFrame = ({ data: { frame } }: any) => {
    player.ids.push(frame.id);
    if (frame.isReplay) player.replays++;
    for (const { playerId, data } of frame.items) (player.received[playerId] ??= []).push(data.n);
  };
  return player;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe("a connection that is lost during frame sync", () => {
  test.each([1, 2, 3, 4])(
    "loses no frame, brings none twice, and keeps the order: 50 losses at random moments, seed %d",
    async (seed) => {
      const random = createRandom(seed * 7919);
      const network = new EngineNetwork();
      const a = await enter(network, "a");
      const b = await enter(network, "b", a.room.roomInfo.id);
      const players = [a, b];
      await done(network, (callback) => a.room.startFrameSync({}, callback));

      const acknowledged: Record<string, number[]> = {};
      let sent = 0;
      for (let loss = 0; loss < 50; loss++) {
        const end = random() * 900;
        for (let time = 0; time < end; time += 60) {
          for (const { room, mgobe } of players) {
            const n = ++sent;
            room.sendFrame({ data: { n } }, (event: any) => {
              if (event.code === 0) (acknowledged[mgobe.Player.id!] ??= []).push(n);
            });
          }
          await network.pass(60 * random(), 5);
        }
        network.latency = 5 + Math.floor(random() * 60);
        const victim = players[Math.floor(random() * 2)]!;
        const lines = [...victim.connection.channels].filter((channel) => channel.isOpen);
        // One line of the two, or both at once.
        const which = Math.floor(random() * 3);
        lines.forEach((line, index) => {
          if (which === 2 || which === index) line.kill();
        });
      }
      await network.pass(25_000, 20);
      await done(network, (callback) => a.room.stopFrameSync({}, callback));
      await network.pass(2000);

      for (const { ids } of players) {
        expect(ids.length).toBeGreaterThan(300);
        expect(ids).toEqual(upTo(ids.length));
      }
      expect(a.ids.length).toBe(b.ids.length);
      // The losses did cost frames, which came back as replays.
      expect(a.replays + b.replays).toBeGreaterThan(50);
      for (const { mgobe } of players) {
        const sender = mgobe.Player.id!;
        expect(acknowledged[sender]!.length).toBeGreaterThan(50);
        for (const { received } of players) {
          const numbers = received[sender]!;
          expect(new Set(numbers).size).toBe(numbers.length);
          expect(acknowledged[sender]!.filter((n) => !numbers.includes(n))).toEqual([]);
        }
      }
      expect(a.received).toEqual(b.received);
    },
  );

  test("the others learn that the player went and came back", async () => {
    const network = new EngineNetwork();
    const a = await enter(network, "a");
    const b = await enter(network, "b", a.room.roomInfo.id);
    await network.pass(500);
    const states: number[] = [];
    a.room.onChangePlayerNetworkState = (event: any) => {
      expect(event.data.changePlayerId).toBe(b.mgobe.Player.id);
      states.push(event.data.networkState);
    };
    for (const line of [...b.connection.channels]) line.kill();
    await network.pass(2000);
    expect([...states].sort()).toEqual([0, 1, 2, 3]);
    expect(states.indexOf(0)).toBeLessThan(states.indexOf(1));
    expect(states.indexOf(2)).toBeLessThan(states.indexOf(3));
  });

  test("a guest, who has no openId, is the same player afterwards and still in the room", async () => {
    const network = new EngineNetwork();
    const guest = await enter(network, "");
    const { id } = guest.mgobe.Player;
    for (const line of [...guest.connection.channels]) line.kill("replaced");
    await network.pass(2000);
    expect(guest.mgobe.Player.id).toBe(id);
    const mine = await done(network, (callback) => guest.mgobe.Room.getMyRoom(callback));
    expect(mine.data.roomInfo.id).toBe(guest.room.roomInfo.id);
  });

  test("someone who joins late gets every frame from the first on", async () => {
    const network = new EngineNetwork();
    const a = await enter(network, "a");
    await done(network, (callback) => a.room.startFrameSync({}, callback));
    await network.pass(20_000, 50);
    const b = await enter(network, "b", a.room.roomInfo.id);
    await network.pass(2000);
    expect(b.ids.length).toBeGreaterThan(300);
    expect(b.ids).toEqual(upTo(b.ids.length));
  });

  test("someone who starts again resumes with getMyRoom and initRoom", async () => {
    const network = new EngineNetwork();
    const a = await enter(network, "a");
    const b = await enter(network, "b", a.room.roomInfo.id);
    await done(network, (callback) => a.room.startFrameSync({}, callback));
    await network.pass(3000);
    for (const line of [...b.connection.channels]) line.close();
    const connection = network.connection();
    const mgobe = createMgobeOver({ connect: () => connection, clock: network.clock });
    const config = { url: "engine", isAutoRequestFrame: true };
    await done(network, (callback) => mgobe.Listener.init({ gameId: "g", openId: "b" }, config, callback));
    const mine = await done(network, (callback) => mgobe.Room.getMyRoom(callback));
    const room: any = new mgobe.Room(mine.data.roomInfo);
    mgobe.Listener.add(room);
    const ids: number[] = [];
    room.onRecvFrame = (event: any) => ids.push(event.data.frame.id);
    await network.pass(1000);
    expect(mgobe.Player.id).toBe(b.mgobe.Player.id);
    expect(ids.length).toBeGreaterThan(45);
    expect(ids).toEqual(upTo(ids.length));
  });
});
