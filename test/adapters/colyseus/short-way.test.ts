import { type Client } from "@colyseus/core";
import { MgobeRoom } from "../../../adapters/colyseus/mgobe-room";
import { ShortWay } from "../../../adapters/colyseus/short-way";
import { Inbox, startTestServer, type TestServer } from "../../servers/colyseus-server";

const heard: unknown[] = [];

class ListeningRoom extends MgobeRoom {
  override async onCreate(): Promise<void> {
    await super.onCreate();
    this.onMessage("sendFrame", (_client: Client, para: unknown) => void heard.push(para));
  }
}

class QuietRoom extends MgobeRoom {
  override maxMessagesPerSecond = 5;
}

let app: TestServer;

beforeAll(async () => {
  app = await startTestServer((server) => {
    server.define("mgobe", MgobeRoom.host());
    server.define("listening", ListeningRoom);
    server.define("quiet", QuietRoom);
  });
});

afterAll(() => app.stop());

const input = { data: { move: "left" }, timestamp: 5 };

test("inputs take the short way, and those that it cannot read are answered all the same", async () => {
  const take = jest.spyOn(ShortWay.prototype, "take");
  const results = (): unknown[] => take.mock.results.map(({ value }: { value?: unknown }) => value);
  const a = await app.client().create("mgobe", {});
  const inbox = new Inbox(a);
  await a.request("getRoomDetail", {});
  take.mockClear();
  expect(await a.request("sendFrame", input)).toMatchObject({ code: 40005 });
  expect(await a.request("startFrameSync", {})).toMatchObject({ code: 0 });
  expect(results()).toEqual([true, false]);
  expect(await a.request("sendFrame", input)).toEqual({
    code: 0,
    msg: "",
    seq: expect.any(String),
    data: {},
  });
  a.send("sendFrame", { ...input, timestamp: 6 });
  const late = { data: { when: new Date(0) }, timestamp: 7 };
  expect(await a.request("sendFrame", late)).toMatchObject({ code: 0 });
  expect(await a.request("sendFrame", undefined)).toMatchObject({ code: 60000 });
  expect(results().slice(2)).toEqual([true, true, false, true]);
  const items: { timestamp: number }[] = [];
  while (items.length < 3) items.push(...(await inbox.next("onRecvFrame")).data.frame.items);
  expect(items).toMatchObject([input, { ...input, timestamp: 6 }, { data: { when: new Date(0).toJSON() } }]);
  take.mockRestore();
  await a.leave();
});

test("a room that listens to inputs itself hears them", async () => {
  const a = await app.client().create("listening", {});
  new Inbox(a);
  a.send("sendFrame", input);
  await a.request("getRoomDetail", {});
  expect(heard).toEqual([input]);
  await a.leave();
});

test("a room's own limit of messages holds for inputs too", async () => {
  const a = await app.client().create("quiet", {});
  new Inbox(a);
  a.reconnection.enabled = false;
  const left = new Promise((resolve) => a.onLeave(resolve));
  for (let count = 0; count < 20; count++) a.send("sendFrame", input);
  expect(await left).toBeGreaterThan(1000);
});
