import { Client } from "@colyseus/sdk";
import { registerMgobe } from "../../../adapters/colyseus";
import { Cable } from "../../servers/cable";
import { startTestServer } from "../../servers/colyseus-server";
import { waitUntil } from "../../wait-until";

/** How long a session waits for its client, ms. */
const reconnectionTime = 30_000;

test("a session that waits for its client keeps no timer after the end of the server", async () => {
  const app = await startTestServer((server) => registerMgobe(server));
  const cable = await Cable.lay(Number(new URL(app.url).port));
  const client = new Client(`ws://${cable.address}`);
  const session = await client.joinOrCreate("mgobe_session", { gameId: "g", openId: "o" });
  await session.request("login");
  session.reconnection.enabled = false;

  const set = jest.spyOn(globalThis, "setTimeout");
  const cleared = jest.spyOn(globalThis, "clearTimeout");
  const findTimers = (): unknown[] =>
    set.mock.calls.flatMap(([, ms], call) =>
      ms === reconnectionTime ? [set.mock.results[call]?.value] : [],
    );
  cable.cut();
  await waitUntil(() => findTimers().length > 0, "the server hears of the loss");
  await app.stop();
  await cable.close();
  const isCleared = (timer: unknown): boolean => cleared.mock.calls.some(([other]) => other === timer);
  await waitUntil(() => findTimers().every(isCleared), "all timers end");
});
