import { readFileSync } from "node:fs";
import { join } from "node:path";
import { allCases } from "../cases";
import differences from "../differences.json";
import unity from "../unity.json";
import { getApiEntry } from "../../../src/contract";
import { type Compatibility } from "./compatibility";
import { expectedResults, generate } from "./generate";

const root = join(__dirname, "../../..");
const hint = "run `npm run docs:compatibility`";

test("the compatibility page in docs is what the suite's results make of it", () => {
  const { markdown, chinese, json } = generate(root, expectedResults());
  const stale = [
    ["docs/compatibility.md", markdown],
    ["docs/zh/compatibility.md", chinese],
    ["docs/compatibility.json", json],
  ].filter(([file, text]) => readFileSync(join(root, file!), "utf8") !== text);
  expect({ stale: stale.map(([file]) => file), hint }).toEqual({ stale: [], hint });
});

test("the page is made the same way each time", () => {
  expect(generate(root, expectedResults())).toEqual(generate(root, expectedResults()));
});

test("a failed case, a known difference and a member without a test can be seen on the page", () => {
  const results = expectedResults();
  const [first] = allCases[0]!.cases;
  results.engine = results.engine!.map((result) =>
    result.name === first!.name ? { name: result.name, outcome: "failed" } : result,
  );
  const report = JSON.parse(generate(root, results).json) as Compatibility;
  const member = report.members.find(({ id }) => id === first!.proves[0]);
  expect(member).toMatchObject({ status: "yellow" });
  expect(member!.notes.join()).toContain(`On engine, "${first!.name}": failed`);
  expect(report.members.filter(({ status }) => status === "green").length).toBeGreaterThan(0);
  for (const { status, notes } of report.members) expect(notes.length > 0).toBe(status !== "green");
});

test("names of cases are unique, and differences name members that exist", () => {
  const names = allCases.flatMap(({ cases }) => cases.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  expect(differences.flatMap(({ ids }) => ids).filter((id) => !getApiEntry(id))).toEqual([]);
});

test("the run of the Unity client names members of the client, each once", () => {
  const ids = [...unity.played, ...unity["not tried"]];
  expect(ids.filter((id) => getApiEntry(id)?.side !== "client")).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  const { members } = JSON.parse(generate(root, expectedResults()).json) as Compatibility;
  const told = members.filter((member) => member.unity === "played").map(({ id }) => id);
  expect(told.sort()).toEqual([...unity.played].sort());
  expect(members.find(({ id }) => id === "gameServer.onJoinRoom")).not.toHaveProperty("unity");
  expect(members.find(({ id }) => id === "Group.createGroup")?.unity).toBe("not in that SDK");
});
