import { spellAsOnDisk, type SpellingSource } from "../../../codemods/project/project-path";

/** A disk that does not tell upper from lower case and knows one short name. */
function createDisk(tree: Readonly<Record<string, readonly string[]>>): SpellingSource {
  const shortNames = new Map([["/Users/ADMINI~1", "/Users/Administrator"]]);
  const paths = Object.entries(tree).flatMap(([folder, names]) =>
    names.map((name) => (folder === "/" ? `/${name}` : `${folder}/${name}`)),
  );
  return {
    list: (folder) => tree[folder],
    spell: (path) => shortNames.get(path) ?? paths.find((each) => each.toLowerCase() === path.toLowerCase()),
  };
}

const disk = createDisk({
  "/": ["Users"],
  "/Users": ["Administrator", "locked"],
  "/Users/Administrator": ["Game"],
  "/Users/Administrator/Game": ["assets", "Net.ts"],
});

test.each([
  ["/Users/Administrator/Game/Net.ts", "/Users/Administrator/Game/Net.ts"],
  ["/users/ADMINISTRATOR/game/net.TS", "/Users/Administrator/Game/Net.ts"],
  ["/Users/ADMINI~1/game", "/Users/Administrator/Game"],
  ["/users/administrator/game/New/x.ts", "/Users/Administrator/Game/New/x.ts"],
  ["/users/locked/Game", "/Users/locked/Game"],
  ["/", "/"],
])("%s is spelled %s", (path, expected) => {
  expect(spellAsOnDisk(path, disk)).toBe(expected);
});

test("two names that differ in case only are two files where the disk tells them apart", () => {
  const names = ["net.ts", "Net.ts"];
  const strict: SpellingSource = {
    list: () => names,
    spell: (path) => (names.includes(path.slice(1)) ? path : undefined),
  };
  expect(spellAsOnDisk("/Net.ts", strict)).toBe("/Net.ts");
  expect(spellAsOnDisk("/NET.ts", strict)).toBe("/NET.ts");
});
