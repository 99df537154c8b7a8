import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { GameHost, type MgobexsSource } from "../../../src/engine";
import { waitUntil } from "../../wait-until";
import { MemoryCluster } from "./memory-cluster";

let folder = "";
let hosts: GameHost[] = [];
let lines: string[] = [];
let cluster: MemoryCluster;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "scripts-"));
  [hosts, lines, cluster] = [[], [], new MemoryCluster()];
});

afterEach(async () => {
  await Promise.all(hosts.map((host) => host.close()));
  fs.rmSync(folder, { recursive: true });
});

/** A script of two files. */
function write(name: string, rule: string, lineEnd = "\n"): string {
  const script = path.join(folder, name, "mgobexs");
  fs.mkdirSync(path.join(script, "lib"), { recursive: true });
  const index = [
    'const rule = require("./lib/rule");',
    "exports.mgobexsCode = { gameServer: {",
    'mode: "async", onInitGameData: () => ({ rule }), onRecvFromClient: () => undefined,',
    "} };",
  ];
  fs.writeFileSync(path.join(script, "index.js"), index.join(lineEnd));
  fs.writeFileSync(path.join(script, "lib", "rule.js"), `module.exports = ${rule};${lineEnd}`);
  return script;
}

async function start(id: string, source: MgobexsSource | undefined): Promise<GameHost> {
  const host = new GameHost(source, {
    settings: { gameId: "g", serverKey: "k" },
    log: ({ level, message }) => {
      if (level === "error" && message.includes("script")) lines.push(`${id}: ${message}`);
    },
  });
  hosts.push(host);
  await host.ready;
  const node = cluster.add(id);
  await host.joinCluster(node, node);
  return host;
}

const advice =
  ": each room runs that of the process that has it. Unless an update is under way, give all the same files and load the script again";

test("two processes with different scripts say so, each once", async () => {
  await start("p1", write("one", "1"));
  await start("p2", write("two", "2"));
  await waitUntil(() => lines.length >= 2, "both say so");
  expect(lines.sort()).toEqual([
    `p1: process p2 runs another version of the script than this one${advice}`,
    `p2: process p1 runs another version of the script than this one${advice}`,
  ]);
});

test("one without a script is told of, too", async () => {
  await start("p1", write("one", "1"));
  await start("p2", undefined);
  await waitUntil(() => lines.length >= 2, "both say so");
  expect(lines.sort()).toEqual([
    `p1: process p2 has no script, and this one has one${advice}`,
    `p2: process p1 has a script, and this one has none${advice}`,
  ]);
});

test("the same files elsewhere, with other ends of lines, are the same script; what it became when loaded again is not", async () => {
  await start("p1", write("one", "1"));
  const second = await start("p2", write("two", "1", "\r\n"));
  // A third, which differs, is heard of last: what the two had to say of each other is said by then.
  await start("p3", write("three", "3"));
  await waitUntil(() => lines.length >= 4, "the third and both others say so");
  expect(lines.filter((line) => /^p[12]: process p[12] /.test(line))).toEqual([]);
  lines = [];
  write("two", "3");
  await second.reload();
  await waitUntil(() => lines.length >= 2, "the second and the first say so");
  expect(lines.map((line) => line.slice(0, 14)).sort()).toEqual(["p1: process p2", "p2: process p1"]);
});

test("of a script that was given as an object nothing is known, and nothing said", async () => {
  const mgobexsCode = {
    gameServer: { mode: "async" as const, onInitGameData: () => ({}), onRecvFromClient: () => undefined },
  };
  await start("p1", write("one", "1"));
  await start("p2", { mgobexsCode } as MgobexsSource);
  await start("p3", write("three", "3"));
  await waitUntil(() => lines.length >= 2, "the two whose files are known say so");
  expect(lines.map((line) => line.slice(0, 14)).sort()).toEqual(["p1: process p3", "p3: process p1"]);
});
