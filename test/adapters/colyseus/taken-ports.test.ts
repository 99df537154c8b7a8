import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createMgobeServer, type MgobeHost, registerMgobe } from "../../../adapters/colyseus";
import { WireCommand } from "../../../adapters/wire/schema/wire-command";
import { startTestServer } from "../../servers/colyseus-server";
import { waitUntil } from "../../wait-until";
import { WireClient } from "../../wire/wire-client";
import { openOverNetwork } from "../../../adapters/wire/client/client-socket";

// Colyseus prints a failure to listen, beside reporting it.
beforeAll(() => void jest.spyOn(console, "error").mockImplementation(() => undefined));

/** Whether somebody else may have the port now. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  server.close();
  return true;
}

it.each(["port", "relayPort"] as const)(
  "a server whose %s is taken fails with what to do, and lets go of the other one",
  async (taken) => {
    const [blocker, other] = [createServer(), createServer()];
    for (const server of [blocker, other]) await once(server.listen(0, "127.0.0.1"), "listening");
    const [takenPort, freePort] = [blocker, other].map((server) => (server.address() as AddressInfo).port);
    other.close();
    const ports = { port: freePort, relayPort: freePort, [taken]: takenPort };
    const started = createMgobeServer({ ...ports, hostname: "127.0.0.1", log: () => {} });
    await expect(started).rejects.toMatchObject({
      code: "PORT_TAKEN",
      details: { port: String(takenPort), option: taken === "port" ? "--port" : "--relay-port" },
    });
    expect(await isFree(freePort!)).toBe(true);
    blocker.close();
  },
);

it("a server of somebody's own opens the relay port too, and runs without it when it is taken", async () => {
  const blocker = createServer();
  await once(blocker.listen(0, "127.0.0.1"), "listening");
  const { port } = blocker.address() as AddressInfo;
  const lines: string[] = [];
  const relay = { port, hostname: "127.0.0.1" };
  const options = { wire: { relay }, log: ({ message }: { message: string }) => void lines.push(message) };
  const hosts: MgobeHost[] = [];
  const start = () => startTestServer((server) => void hosts.push(registerMgobe(server, options)));
  const app = await start();
  await waitUntil(() => lines.some((line) => line.includes(`Port ${port} is taken`)), "the log line");
  await app.stop();

  blocker.close();
  await once(blocker, "close");
  const second = await start();
  const open = (path: string) => openOverNetwork(path === "" ? second.url : `ws://127.0.0.1:${port}`)("/");
  const client = new WireClient({ open, path: "", openId: "a" });
  expect((await client.init()).code).toBe(0);
  await client.enter(WireCommand.CREATE_ROOM, { maxPlayers: 2, playerInfo: {} });
  client.close();
  await second.stop();
  for (const host of hosts) await host.close();
});
