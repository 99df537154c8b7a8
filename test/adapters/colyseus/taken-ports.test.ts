import { once } from "node:events";
import { type AddressInfo, createServer, Server as NetServer } from "node:net";
import { createMgobeServer, type MgobeHost, registerMgobe } from "../../../adapters/colyseus";
import { WireCommand } from "../../../adapters/wire/schema/wire-command";
import { startTestServer } from "../../servers/colyseus-server";
import { waitUntil } from "../../wait-until";
import { WireClient } from "../../wire/wire-client";
import { openOverNetwork } from "../../../adapters/wire/client/client-socket";

// Colyseus prints a failure to listen, beside reporting it.
beforeAll(() => void jest.spyOn(console, "error").mockImplementation(() => undefined));

/** Every server of this process that was told to listen, whatever became of it. */
const listening = jest.spyOn(NetServer.prototype, "listen");
afterEach(() => listening.mockClear());

/** Ports that are open, but for those of some servers. */
function listOpenPorts(...but: readonly NetServer[]): number[] {
  const servers = [...new Set(listening.mock.contexts)].filter((server) => !but.includes(server));
  return servers.flatMap((server) => (server.listening ? [(server.address() as AddressInfo).port] : []));
}

it.each(["port", "relayPort"] as const)(
  "a server whose %s is taken fails with what to do, and lets go of the other one",
  async (taken) => {
    const blocker = createServer();
    await once(blocker.listen(0, "127.0.0.1"), "listening");
    const takenPort = (blocker.address() as AddressInfo).port;
    const ports = { port: 0, relayPort: 0, [taken]: takenPort };
    const started = createMgobeServer({ ...ports, hostname: "127.0.0.1", log: () => {} });
    await expect(started).rejects.toMatchObject({
      code: "PORT_TAKEN",
      details: { port: String(takenPort), option: taken === "port" ? "--port" : "--relay-port" },
    });
    expect(listOpenPorts(blocker)).toEqual([]);
    blocker.close();
  },
);

it("a server of somebody's own opens the relay port too, and runs without it when it is taken", async () => {
  const blocker = createServer();
  await once(blocker.listen(0, "127.0.0.1"), "listening");
  const { port } = blocker.address() as AddressInfo;
  const lines: string[] = [];
  const log = ({ message }: { message: string }): void => void lines.push(message);
  const hosts: MgobeHost[] = [];
  const start = (relayPort: number) =>
    startTestServer((server) => {
      const relay = { port: relayPort, hostname: "127.0.0.1" };
      hosts.push(registerMgobe(server, { wire: { relay }, log }));
    });
  const app = await start(port);
  await waitUntil(() => lines.some((line) => line.includes(`Port ${port} is taken`)), "the log line");
  await app.stop();

  const second = await start(0);
  const isRelay = (each: number): boolean => !second.url.endsWith(`:${each}`);
  await waitUntil(() => listOpenPorts(blocker).some(isRelay), "the relay port");
  const relayPort = listOpenPorts(blocker).find(isRelay);
  const open = (path: string) =>
    openOverNetwork(path === "" ? second.url : `ws://127.0.0.1:${relayPort}`)("/");
  const client = new WireClient({ open, path: "", openId: "a" });
  expect((await client.init()).code).toBe(0);
  await client.enter(WireCommand.CREATE_ROOM, { maxPlayers: 2, playerInfo: {} });
  client.close();
  await second.stop();
  for (const host of hosts) await host.close();
  expect(listOpenPorts(blocker)).toEqual([]);
  blocker.close();
});
