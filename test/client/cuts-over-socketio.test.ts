import { createMgobeSocketServer, type MgobeSocketServer } from "../../adapters/socketio";
import { createMgobe } from "../../src/client/socketio";
import { createRandom, waitAtRandom } from "../random";
import { ask, Clients, createRoom, joinRoom, nextEvent } from "./call-client";

let server: MgobeSocketServer;
let clients: Clients;

beforeAll(async () => {
  server = await createMgobeSocketServer({
    hostname: "127.0.0.1",
    settings: { frameRate: 60 },
    log: () => undefined,
  });
  clients = new Clients(() => createMgobe(), `127.0.0.1:${server.port}`);
});
afterAll(async () => {
  clients.close();
  await server.close();
});

test("no frame is lost and none doubled when sockets are cut 200 times at random moments", async () => {
  const config = {
    isAutoRequestFrame: true,
    reconnectInterval: 10,
    reconnectMaxTimes: 1000,
    resendInterval: 50,
  };
  const a = await clients.login("a", config);
  const b = await clients.login("b", config);
  const roomA = await createRoom(a);
  const roomB = await joinRoom(b, roomA.roomInfo.id);
  const ids: number[][] = [[], []];
  roomA.onRecvFrame = (event: any) => ids[0]!.push(event.data.frame.id);
  roomB.onRecvFrame = (event: any) => ids[1]!.push(event.data.frame.id);
  await ask((done) => roomA.startFrameSync({}, done));
  const random = createRandom(4711);
  for (let cuts = 0; cuts < 200;) {
    await waitAtRandom(random, 100);
    for (const name of ["/mgobe", "/mgobe/room"])
      for (const socket of server.io.of(name).sockets.values()) {
        if (random() * 3 >= 1) continue;
        (socket.conn.transport as any).socket.terminate();
        cuts += 1;
      }
  }
  const last = ids[0]!.length + 60;
  await nextEvent(roomA, "onRecvFrame", (event) => event.data.frame.id >= last);
  await nextEvent(roomB, "onRecvFrame", (event) => event.data.frame.id >= last);
  for (const list of ids) expect(list).toEqual(list.map((_, index) => index + 1));
});
