import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { Client, type Room } from "@colyseus/sdk";
import { RunningCli } from "../commands/built-cli";
import { Inbox } from "../servers/colyseus-server";
import { playerInfo, roomPara } from "../servers/room-para";

/**
 * A rolling update as docs/operating.md tells: two processes with two versions of a script behind a proxy. New players go
 * to the new one, the match that is on plays to its end on the old one, which then ends by itself.
 */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rolling-update-"));
const commands: RunningCli[] = [];
let proxy: Proxy;

beforeAll(() => {
  proxy = new Proxy();
});

afterAll(async () => {
  proxy.close();
  for (const { child } of commands) child.kill("SIGKILL");
  await Promise.all(commands.map(({ ended }) => ended));
  fs.rmSync(folder, { recursive: true, force: true });
});

async function startVersion(version: number): Promise<{ command: RunningCli; port: number }> {
  const script = path.join(folder, `v${version}`, "index.js");
  fs.mkdirSync(path.dirname(script));
  fs.writeFileSync(
    script,
    `exports.mgobexsCode = { gameServer: {
      mode: "async",
      onInitGameData: () => ({}),
      onRecvFromClient: ({ SDK }) => SDK.sendData({ playerIdList: [], data: { version: ${version} } }),
    } };`,
  );
  const args = [
    "serve",
    script,
    "--port",
    "0",
    "--host",
    "127.0.0.1",
    "--no-log-files",
    "--drain-seconds",
    "100",
  ];
  const command = new RunningCli(args, { cwd: folder });
  commands.push(command);
  const [, port] = await command.waitFor(/http:\/\/127\.0\.0\.1:(\d+)/);
  return { command, port: Number(port) };
}

/**
 * A proxy as simple as can be: after a switch new requests go to the new target, while WebSockets stay where they are.
 * Connections that are kept for further requests are closed, as a proxy that sends each request by itself has none.
 */
class Proxy {
  private target = 0;
  private readonly requests = new Set<net.Socket>();
  private readonly server = net.createServer((socket) => {
    const upstream = net.connect(this.target, "127.0.0.1");
    this.requests.add(socket);
    socket.once("data", (head) => {
      if (/^Upgrade: websocket/im.test(head.toString("latin1"))) this.requests.delete(socket);
    });
    socket.pipe(upstream).pipe(socket);
    socket.on("error", () => upstream.destroy());
    upstream.on("error", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `ws://127.0.0.1:${(this.server.address() as net.AddressInfo).port}`;
  }

  switchTo(port: number): void {
    this.target = port;
    for (const socket of this.requests) socket.destroy();
    this.requests.clear();
  }

  close(): void {
    this.server.close();
  }
}

async function enter(url: string, openId: string): Promise<{ session: Room; inbox: Inbox }> {
  const session = await new Client(url).joinOrCreate("mgobe_session", { gameId: "g", openId });
  return { session, inbox: new Inbox(session) };
}

const frameIds = (inbox: Inbox): number[] => inbox.all("onRecvFrame").map(({ data }) => data.frame.id);

test("a match goes on while the version changes, and nobody loses a frame", async () => {
  const [before, after] = await Promise.all([startVersion(1), startVersion(2)]);
  proxy.switchTo(before.port);
  const url = await proxy.listen();

  const host = await enter(url, "a");
  const guest = await enter(url, "b");
  const { roomInfo } = (await host.session.request("createRoom", roomPara)).data;
  await guest.session.request("joinRoom", { roomId: roomInfo.id, playerInfo });
  await host.session.request("startFrameSync", {});
  const { frame: first } = (await guest.inbox.next("onRecvFrame")).data;

  proxy.switchTo(after.port);
  before.command.child.kill("SIGTERM");
  await before.command.waitFor(/No new rooms/);

  const newcomer = await enter(url, "c");
  expect((await newcomer.session.request("createRoom", { ...roomPara, roomName: "new" })).code).toBe(0);
  await newcomer.session.request("sendToGameSvr", { data: {} });
  expect((await newcomer.inbox.next("onRecvFromGameSvr")).data.data).toEqual({ version: 2 });

  await guest.session.request("sendToGameSvr", { data: {} });
  expect((await guest.inbox.next("onRecvFromGameSvr")).data.data).toEqual({ version: 1 });
  await guest.session.request("sendFrame", { data: { last: true } });
  // Each of them over a socket of its own: what one has says nothing of what the other has.
  for (const { inbox } of [host, guest]) {
    const { frame: last } = (await inbox.next("onRecvFrame", ({ data }) => data.frame.items.length > 0)).data;
    const between = frameIds(inbox).filter((id) => id > first.id && id < last.id);
    expect(between).toEqual(
      Array.from({ length: last.id - first.id - 1 }, (_, index) => first.id + 1 + index),
    );
  }

  await host.session.request("dismissRoom", {});
  expect((await before.command.ended).exitCode).toBe(0);
  expect((await newcomer.session.request("getRoomByRoomId", { roomId: "" })).code).toBe(0);
  await newcomer.session.leave();
});
