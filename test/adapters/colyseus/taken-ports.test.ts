import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createMgobeServer } from "../../../adapters/colyseus";

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
