import { registerMgobe } from "../../../adapters/colyseus";
import { openOverNetwork } from "../../../adapters/wire/client/client-socket";
import { startTestServer } from "../../servers/colyseus-server";
import { waitUntil } from "../../wait-until";

test("a client whose url is a bare host:port hears nothing, so the log says what is missing in it", async () => {
  const lines: string[] = [];
  const log = ({ message }: { message: string }) => void lines.push(message);
  const { url, stop } = await startTestServer((server) => void registerMgobe(server, { log }));
  const open = openOverNetwork(url);

  const below = await open("/mgobe:5443/");
  below.close();
  const bare = await open("/");
  const isClosed = new Promise<void>((resolve) => bare.onClose(() => resolve()));
  await waitUntil(() => lines.some((line) => line.includes("host:port/mgobe")), "the log line");
  await isClosed;
  expect(lines.filter((line) => line.includes("lacks the path"))).toHaveLength(1);
  await stop();
});
