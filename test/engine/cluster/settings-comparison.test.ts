import { type PartialGameSettings } from "../../../src/engine";
import { waitUntil } from "../../wait-until";
import { ruleSetJson } from "../matching/rule-sets";
import { type MemoryCluster } from "./memory-cluster";
import { endProcesses, type Process, startProcesses } from "./start-processes";

const rules = ruleSetJson(1, 2, { playerAttributes: [], timeout: 60 });

let processes: readonly Process[] = [];
let cluster: MemoryCluster;
let lines: { id: string; message: string }[] = [];

afterEach(() => endProcesses(processes));

async function start(...settings: readonly PartialGameSettings[]): Promise<void> {
  lines = [];
  const ids = settings.map((_, index) => `p${index + 1}`);
  const log = (id: string, { level, message }: { level: string; message: string }): void => {
    if (level === "error") lines.push({ id, message });
  };
  ({ cluster, processes } = await startProcesses(ids, { settings, log }));
}

test("a process with other settings than the leader is told of in both logs, once, by the names of the settings", async () => {
  await start(
    { frameRate: 15, matchRules: { a: rules, b: rules }, secretKey: "key-of-p1" },
    { frameRate: 30, matchRules: { a: rules, c: rules }, secretKey: "key-of-p2" },
  );
  await waitUntil(() => lines.length >= 2, "both are told");
  const names = 'frameRate, matchRules["b"], matchRules["c"], secretKey. ';
  const messages = new Map(lines.map(({ id, message }) => [id, message]));
  expect(messages.get("p1")).toContain(`process p2 has other settings than this one, which leads: ${names}`);
  expect(messages.get("p2")).toContain(
    `this process has other settings than process p1, which leads: ${names}`,
  );
  // Nobody learns a key from a log.
  expect(lines.map(({ message }) => message).join()).not.toContain("key-of");
  expect(lines).toHaveLength(2);
});

test("the same settings in another order, and limits of their machines, are no difference", async () => {
  const [first, second] = [Object.entries(rules), Object.entries(rules).reverse()].map(Object.fromEntries);
  await start(
    {
      matchRules: { a: first, b: rules },
      limits: { rooms: 10 },
      roomPolicy: { emptySeconds: 5, offlineSeconds: 9 },
    },
    {
      matchRules: { b: rules, a: second },
      roomPolicy: { offlineSeconds: 9, emptySeconds: 5 },
      allowGuests: false,
    },
    { matchRules: { a: rules }, roomPolicy: { offlineSeconds: 9, emptySeconds: 5 } },
  );
  await waitUntil(() => lines.length >= 2, "the third, which differs, is told of");
  expect(lines.map(({ id }) => id).sort()).toEqual(["p1", "p3"]);
});

test("under another leader the ones that differ from it are told of", async () => {
  await start({}, { frameRate: 30 }, {});
  await waitUntil(() => lines.length >= 2, "the second is told of");
  lines = [];
  cluster.kill("p1", "p2");
  await waitUntil(() => lines.length >= 2, "the third is told of");
  expect(lines.map(({ id, message }) => `${id}: ${message.split(":")[0]}`).sort()).toEqual([
    "p2: process p3 has other settings than this one, which leads",
    "p3: this process has other settings than process p2, which leads",
  ]);
});
