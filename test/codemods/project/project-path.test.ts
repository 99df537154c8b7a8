import { spellAsOnDisk, type SpellingSource } from "../../../codemods/project/project-path";

/** A disk that does not tell upper from lower case and knows one short name. */
function createDisk(tree: Readonly<Record<string, readonly string[]>>): SpellingSource {
  const shortNames = new Map([["/users/admini~1", "/Users/Administrator"]]);
  const paths = Object.entries(tree).flatMap(([folder, names]) =>
    names.map((name) => (folder === "/" ? `/${name}` : `${folder}/${name}`)),
  );
  const spell = (path: string): string | undefined =>
    shortNames.get(path.toLowerCase()) ?? paths.find((each) => each.toLowerCase() === path.toLowerCase());
  return { list: (folder) => tree[folder], spell, exists: (path) => spell(path) !== undefined };
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
  const exists = (path: string): boolean => names.includes(path.slice(1));
  const strict: SpellingSource = {
    list: () => names,
    spell: (path) => (exists(path) ? path : undefined),
    exists,
  };
  expect(spellAsOnDisk("/Net.ts", strict)).toBe("/Net.ts");
  expect(spellAsOnDisk("/NET.ts", strict)).toBe("/NET.ts");
});

test("a folder is listed only where its disk takes several spellings for one", () => {
  const listed: string[] = [];
  const names = ["/Game", "/Game/Net.ts", "/Game/游戏"];
  const strict: SpellingSource = {
    list: (folder) => {
      listed.push(folder);
      return names.flatMap((name) => (name.startsWith(`${folder}/`) ? [name.slice(folder.length + 1)] : []));
    },
    spell: (path) => path,
    exists: (path) => names.includes(path),
  };
  expect(spellAsOnDisk("/Game/Net.ts", strict)).toBe("/Game/Net.ts");
  expect(listed).toEqual([]);
  expect(spellAsOnDisk("/Game/游戏", strict)).toBe("/Game/游戏");
  expect(listed).toEqual(["/Game"]);
});
