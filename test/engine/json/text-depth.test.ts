import { isDeeperThan } from "../../../src/engine/json/json-value";
import { isTextDeeperThan } from "../../../src/engine/json/text-depth";

const nest = (depth: number, open = "[", close = "]"): string => open.repeat(depth) + close.repeat(depth);

test.each([
  nest(100),
  nest(101),
  `  \n${nest(101)}`,
  nest(101, '{"a":[', "]}").replace("[]", "[1]"),
  nest(50, '{"a":[', "]}").replace("[]", "[1]"),
  JSON.stringify(["[".repeat(500), `\\"${"[".repeat(500)}`, "\\"]),
  JSON.stringify(Array.from({ length: 300 }, () => [])),
  JSON.stringify({ [`${"{".repeat(300)}"`]: 1 }),
  JSON.stringify("[".repeat(500)),
])("says of a JSON text what its value says: %.60s", (text) => {
  expect(isTextDeeperThan(text, 100)).toBe(isDeeperThan(JSON.parse(text), 100));
});

test("a text that is no object or list is never deep, whatever is in it", () => {
  expect(isTextDeeperThan(`fb2${"[".repeat(500)}`, 100)).toBe(false);
  expect(isTextDeeperThan("", 100)).toBe(false);
  expect(isTextDeeperThan(`["${"\\".repeat(501)}`, 100)).toBe(false);
});
