import { spawnSync } from "node:child_process";
import { engines } from "../../package.json";
import { isNodeNewEnough, neededNode } from "../../src/cli/needed-node";
import { buildCli } from "../commands/built-cli";

test("the package names the Node that the command asks for", () => {
  expect(engines.node).toBe(`>=${neededNode}`);
});

test.each([
  ["20.20.2", false],
  ["22.12.9", false],
  ["22.13.0", true],
  ["22.9.0", false],
  ["23.0.0", true],
  ["100.1.0", true],
])("Node %s will do: %s", (version, isEnough) => {
  expect(isNodeNewEnough(version)).toBe(isEnough);
});

test("an older one is told what is wrong, and the whole command that works", () => {
  const script = `Object.defineProperty(process.versions, "node", { value: "20.1.0" });
    process.argv = ["node", "main", "serve", "./my game"];
    require(${JSON.stringify(buildCli())});`;
  const { status, stderr, stdout } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(`needs Node ${neededNode} or newer`);
  expect(stderr).toContain('npx -p node@22 mgobe-migrate serve "./my game"');
});
