import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GroupType, ToolError } from "../../../src/contract";
import { ManualClock } from "../../../src/engine/clock/manual-clock";
import { GroupService } from "../../../src/engine/groups/group-service";
import { type GroupState } from "../../../src/engine/groups/group-state";
import { SqliteGroupStore } from "../../../src/engine/groups/sqlite-group-store";
import { createRandom } from "../../random";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groups-"));
  path = join(folder, "groups.sqlite");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const group = (id: string, more: Partial<GroupState> = {}): GroupState => ({
  id,
  name: "名",
  type: GroupType.GROUP_MANY,
  maxPlayers: 5,
  owner: "a",
  customProperties: "\"quotes'",
  createTime: 1,
  isForbidJoin: false,
  isPersistent: true,
  groupPlayerList: [],
  ...more,
});

test("groups come back from the file as they were saved last, in the order of creation", () => {
  const store = new SqliteGroupStore(path);
  for (const id of ["z", "a", "m"]) store.save(group(id));
  store.save(group("z", { name: "changed" }));
  store.remove("a");
  store.remove("never was");
  store.close();
  const again = new SqliteGroupStore(path);
  expect(again.load()).toEqual([group("z", { name: "changed" }), group("m")]);
  again.close();
});

test("a persistent group of the service survives a restart", () => {
  const open = () =>
    new GroupService({
      clock: new ManualClock(),
      random: createRandom(1),
      store: new SqliteGroupStore(path),
      ports: { isOnline: () => true, notify: () => undefined },
    });
  const first = open();
  const para = { groupName: "g", groupType: 1, maxPlayers: 5, isPersistent: true };
  const groupId = first.handle("a", "createGroup", para).data!.groupInfo.id;
  first.handle("b", "joinGroup", { groupId });
  first.close();
  const second = open();
  const { data } = second.handle("b", "getMyGroups", {});
  expect(data?.groupInfoList.map(({ id, groupPlayerList }) => [id, groupPlayerList.length])).toEqual([
    [groupId, 2],
  ]);
  expect(second.handle("a", "dismissGroup", { groupId }).code).toBe(0);
  second.close();
  const third = open();
  expect(third.handle("a", "getGroupByGroupId", { groupId }).data).toBeUndefined();
  third.close();
});

test("closing twice is harmless", () => {
  const store = new SqliteGroupStore(path);
  store.close();
  expect(() => store.close()).not.toThrow();
});

test.each<[string, () => string]>([
  ["a folder that does not exist", () => join(folder, "no", "groups.sqlite")],
  [
    "a file that is no database",
    () => (writeFileSync(path, "not a database, and long enough to tell"), path),
  ],
  ["a folder", () => folder],
])("%s is an error that names the file", (_what, makePath) => {
  const bad = makePath();
  let error: unknown;
  try {
    new SqliteGroupStore(bad);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ToolError);
  expect(error).toMatchObject({ code: "GROUP_STORE_UNUSABLE", details: { path: bad } });
});

test("a damaged row is an error that names the file", () => {
  const store = new SqliteGroupStore(path);
  store.save(group("a"));
  store.close();
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const database = new DatabaseSync(path);
  database.exec("UPDATE persistent_groups SET body = '{'");
  database.close();
  const again = new SqliteGroupStore(path);
  expect(() => again.load()).toThrow(ToolError);
  again.close();
});

test("loading the driver hides the warning that it is experimental, and no other", () => {
  // The warning is written once per process, so this needs one of its own; it compiles our file and nothing else.
  const source = join(__dirname, "../../../src/engine/groups/sqlite-group-store.ts");
  const script = `
    const { transformFileSync } = require("@swc/core");
    const { code } = transformFileSync(${JSON.stringify(source)}, {
      jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } });
    const load = new Function("require", "exports", code);
    const exports = {};
    load((name) => (name.startsWith("node:") ? require(name) : { ToolError: Error }), exports);
    new exports.SqliteGroupStore(":memory:").close();
    process.emitWarning("another warning");
  `;
  const output = execFileSync(process.execPath, ["-e", `(() => { ${script} })()`], {
    cwd: join(__dirname, "../../.."),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "--redirect-warnings=" + join(folder, "warnings.txt") },
  });
  expect(output).toBe("");
  const warnings = readFileSync(join(folder, "warnings.txt"), "utf8");
  expect(warnings).toContain("another warning");
  expect(warnings).not.toContain("SQLite");
});
