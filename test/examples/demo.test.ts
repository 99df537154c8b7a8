import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import vm from "node:vm";
import { WireCommand } from "../../adapters/wire/schema/wire-command";
import { startTestExamples } from "../servers/examples";
import { WireClient } from "../wire/wire-client";
import { openOverNetwork } from "../../adapters/wire/client/client-socket";

const { findPort } = jest.requireActual<{ findPort(wanted: number): Promise<number> }>("../../examples/demo");

test("the demo takes the next free port when the wanted one is taken", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, resolve));
  const { port } = other.address() as { port: number };
  const found = await findPort(port);
  expect(found).toBeGreaterThan(port);
  expect(await findPort(found)).toBe(found);
  await new Promise((resolve) => other.close(resolve));
});

test("with MGOBE's own file, a page loads that file, and its url leads through the gateway into the game", async () => {
  const folder = mkdtempSync(join(tmpdir(), "original-"));
  const original = join(folder, "MGOBE.js");
  writeFileSync(original, "var MGOBE = 'the original';");
  const examples = await startTestExamples({ original });
  const read = async (path: string): Promise<string> => (await fetch(examples.url + path)).text();
  const opened: string[] = [];
  const page = vm.createContext({
    location: new URL(`${examples.url}/gomoku/mgobe.html`),
    WebSocket: class {
      constructor(url: string) {
        opened.push(url);
      }
    },
  });
  vm.runInContext(await read("/vendor/setup.js"), page);
  vm.runInContext(await read("/vendor/MGOBE.js"), page);
  expect(page.MGOBE).toBe("the original");
  // As the library does it.
  vm.runInContext('new WebSocket("wss://" + mgobeUrl); new WebSocket("wss://" + mgobeUrl + ":5443");', page);
  const url = `ws://127.0.0.1:${examples.port}/mgobe/gomoku`;
  expect(opened).toEqual([url, `${url}:5443`]);

  const client = new WireClient({ open: openOverNetwork(url), path: "", gameId: "gomoku", openId: "a" });
  expect((await client.init()).code).toBe(0);
  const room = { roomName: "r", roomType: "gomoku", maxPlayers: 2, playerInfo: { name: "n" } };
  const made = await client.enter(WireCommand.CREATE_ROOM, room);
  expect(made.playerList).toHaveLength(1);
  client.close();
  await examples.close();
  rmSync(folder, { recursive: true });
});
