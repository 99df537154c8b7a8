import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import { join } from "node:path";
import { isBackup, undoBackup, type UndoOutcome, writeBackup } from "../../../codemods/history/backup";
import { writeFiles } from "../../../codemods/edits/write-files";
import { toProjectPath } from "../../../codemods/project/project-path";
import { ToolError } from "../../../src/contract";
import { makeFolder } from "../games/game-folder";
import { runOnFullDisk, runUntil } from "../games/interrupted";
import { readTree } from "../games/run-fixture";

const old = {
  "src/a.js": "old a\n",
  "src/b.js": "\ufeff旧的 b\r\n",
  "lib/c.js": `old c ${"x".repeat(3000)}\n`,
};
let game: string;
let kept: string;

beforeEach(() => {
  // Waiting for the disk says nothing here, and takes most of the time.
  jest.spyOn(jest.requireActual<typeof fs>("node:fs"), "fsyncSync").mockReturnValue(undefined);
  game = makeFolder(old);
  kept = join(game, ".mgobe-migrate/backup");
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(game, { recursive: true, force: true });
});

const at = (name: string): string => join(game, name);
const read = (name: string): string => fs.readFileSync(at(name), "utf8");
const toNew = (text: string): string => `${text.replace(/old|旧的/g, "new and longer")}`;

/** What a run does: backup, then rewrite of everything that is not rewritten yet. */
function rewrite(change: (text: string) => string = toNew): void {
  const changes = Object.keys(old).flatMap((name) => {
    const before = read(name);
    const after = change(before);
    return before === after ? [] : [{ path: at(name), before, after }];
  });
  writeBackup(kept, game, ["src", "lib"], changes);
  writeFiles(changes.map(({ path, before, after }) => ({ path, text: after, expected: before })));
}

function undo(...paths: string[]): UndoOutcome {
  return undoBackup({ folder: kept, base: game, paths, force: false });
}

function requireOldOrNew(): void {
  for (const [name, text] of Object.entries(old)) expect([text, toNew(text)]).toContain(read(name));
}

test("wherever a run is killed, each file is old or new, the next run finishes, and undo is exact", () => {
  const before = readTree(game);
  let step = 1;
  for (; step < 500; step++) {
    const isDone = runUntil(step, rewrite);
    requireOldOrNew();
    if (isDone) break;
    if (step % 2 === 0) rewrite();
    if (isBackup(kept)) undo();
    else fs.rmSync(join(game, ".mgobe-migrate"), { recursive: true, force: true });
    const after = readTree(game);
    // What a run that was killed before it had changed anything left there is removed by the next one.
    if (step % 2 === 0) expect(after).toEqual(before);
    expect(Object.keys(old).map(read)).toEqual(Object.values(old));
  }
  expect(step).toBeGreaterThan(40);
  undo();
  expect(readTree(game)).toEqual(before);
});

test("wherever an undo is killed, each file is old or new, and the next undo finishes and counts what it did", () => {
  const before = readTree(game);
  let step = 1;
  for (; step < 500; step++) {
    rewrite();
    const isDone = runUntil(step, undo);
    requireOldOrNew();
    if (isDone) break;
    const done = Object.entries(old).filter(([name, text]) => read(name) === text).length;
    if (isBackup(kept)) expect(undo()).toMatchObject({ untouched: done, left: 0 });
    expect(Object.keys(old).map(read)).toEqual(Object.values(old));
    rewrite();
    undo();
    expect(readTree(game)).toEqual(before);
  }
  expect(step).toBeGreaterThan(20);
});

test("on a disk that is full after any number of bytes nothing is cut, nothing is left, and it is said", () => {
  const before = readTree(game);
  const total = Object.values(old).reduce((sum, text) => sum + Buffer.byteLength(toNew(text)), 0);
  for (let room = 0; room < total; room += 1 + Math.floor(total / 40)) {
    const write = (): void =>
      writeFiles(Object.keys(old).map((name) => ({ path: at(name), text: toNew(read(name)) })));
    expect(() => runOnFullDisk(room, write)).toThrow(/could not be written: ENOSPC.*No file was changed/);
    expect(readTree(game)).toEqual(before);
  }
});

test("paths are the ones that codemod was given; the rest stays in the backup", () => {
  rewrite();
  expect(undo("src")).toEqual({ restored: [at("src/a.js"), at("src/b.js")], untouched: 0, left: 1 });
  expect(read("lib/c.js")).toContain("new");
  expect(undo(".").restored).toEqual([at("lib/c.js")]);
  expect(isBackup(kept)).toBe(false);
});

test("a file outside of the given paths is undone with the path through which it was reached", () => {
  const [before, after] = [read("lib/c.js"), "new"];
  writeBackup(kept, game, ["src"], [{ path: at("lib/c.js"), before, after }]);
  fs.writeFileSync(at("lib/c.js"), after);
  expect(undo("src").restored).toEqual([at("lib/c.js")]);
});

test("one undo takes several runs back, to the bytes", () => {
  const before = readTree(game);
  rewrite();
  rewrite((text) => `// second\n${text}`);
  undo();
  expect(readTree(game)).toEqual(before);
});

test("an edit between two runs is not dropped by an undo", () => {
  rewrite();
  fs.appendFileSync(at("src/a.js"), "mine\n");
  rewrite((text) => `// second\n${text}`);
  const after = readTree(game);
  expect(() => undo()).toThrow(expect.objectContaining({ code: "UNDO_CHANGED" }));
  expect(readTree(game)).toEqual(after);
});

test.each(["src", ".", "lib"])("a backup is not written among other files: %s", (folder) => {
  const before = readTree(game);
  const change = { path: at("src/a.js"), before: "old a\n", after: "x" };
  expect(() => writeBackup(at(folder), game, ["src"], [change])).toThrow(
    expect.objectContaining({ code: "BACKUP_TAKEN" }),
  );
  expect(readTree(game)).toEqual(before);
});

/** Edits the list of a backup and gives it the sum that belongs to it, as an attacker would. */
function forge(edit: (text: string) => string, isSummed = true): void {
  const path = join(kept, "backup.json");
  const { sum: _sum, ...content } = JSON.parse(edit(fs.readFileSync(path, "utf8"))) as Record<
    string,
    unknown
  >;
  const sum = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  fs.writeFileSync(path, JSON.stringify({ ...content, sum: isSummed ? sum : "0".repeat(64) }));
}

test.each<[string, () => void, string]>([
  ["an edited list", () => forge((text) => text.replace("src/a.js", "src/x.js"), false), "UNDO_BROKEN"],
  ["a path above the tree", () => forge((text) => text.replace("src/a.js", "../x.js")), "UNDO_OUTSIDE"],
  ["a path that is absolute", () => forge((text) => text.replace("src/a.js", "/etc/x.js")), "UNDO_OUTSIDE"],
  ["another base", () => forge((text) => text.replace('"../.."', '"/"')), "UNDO_OUTSIDE"],
  ["git's own folder", () => forge((text) => text.replace("src/a.js", ".git/hooks/x")), "UNDO_OUTSIDE"],
  ["a copy elsewhere", () => forge((text) => text.replace("00000.txt", "../../src/b.js")), "UNDO_BROKEN"],
  ["an unknown key", () => forge((text) => text.replace('"version"', '"x": 1, "version"')), "UNDO_BROKEN"],
  ["an edited copy", () => fs.appendFileSync(join(kept, "00000.txt"), "x"), "UNDO_BROKEN"],
  [
    "a copy that is a link",
    () => {
      fs.renameSync(join(kept, "00000.txt"), at("moved"));
      fs.symlinkSync(at("moved"), join(kept, "00000.txt"));
    },
    "UNDO_BROKEN",
  ],
  [
    "a file that became a link out of the tree",
    () => {
      fs.renameSync(at("src/a.js"), `${game}-away`);
      fs.symlinkSync(`${game}-away`, at("src/a.js"));
    },
    "UNDO_OUTSIDE",
  ],
  [
    "a folder that became a link into git's own",
    () => {
      fs.cpSync(at("src"), at(".git/hooks"), { recursive: true });
      fs.rmSync(at("src"), { recursive: true });
      fs.symlinkSync(at(".git/hooks"), at("src"));
    },
    "UNDO_OUTSIDE",
  ],
  ["git's own folder in capitals", () => forge((text) => text.replace("src/a.js", ".GIT/x")), "UNDO_OUTSIDE"],
  [
    "a folder that became a link out of the tree",
    () => {
      fs.cpSync(at("src"), `${game}-away`, { recursive: true });
      fs.rmSync(at("src"), { recursive: true });
      fs.symlinkSync(`${game}-away`, at("src"));
    },
    "UNDO_OUTSIDE",
  ],
])("undo refuses %s and restores nothing", (_name, tamper, code) => {
  rewrite();
  tamper();
  const b = read("src/b.js");
  expect(() => undo()).toThrow(expect.objectContaining({ code }));
  expect(read("src/b.js")).toBe(b);
  expect(read("lib/c.js")).toContain("new");
  fs.rmSync(`${game}-away`, { recursive: true, force: true });
});

test("a tree that was moved with its backup can be undone", () => {
  rewrite();
  const moved = `${game} moved`;
  fs.renameSync(game, moved);
  const folder = join(moved, ".mgobe-migrate/backup");
  expect(undoBackup({ folder, base: moved, paths: [], force: false }).restored).toHaveLength(3);
  expect(fs.readFileSync(join(moved, "src/a.js"), "utf8")).toBe("old a\n");
  fs.rmSync(moved, { recursive: true });
});

test("an undo that has nothing to take back says why, and where the backup is", () => {
  rewrite();
  const refuse = (request: Partial<Parameters<typeof undoBackup>[0]>): string => {
    try {
      undoBackup({ folder: kept, base: game, paths: [], force: false, ...request });
    } catch (error) {
      return error instanceof ToolError ? `${error.code}: ${error.message}` : String(error);
    }
    throw new Error("nothing was refused");
  };
  expect(refuse({ paths: [at("docs")] })).toMatch(/^UNDO_OTHER_PATHS: .* no file of docs\..*over src, lib:/s);
  const below = { base: at("src"), folder: join(at("src"), ".mgobe-migrate/backup") };
  const elsewhere = `there is one in ${toProjectPath(kept)}.`;
  expect(refuse(below)).toContain(elsewhere);
  expect(
    refuse({ ...below, base: os.tmpdir(), folder: join(os.tmpdir(), "none"), paths: [at("src")] }),
  ).toContain(elsewhere);
  expect(Object.keys(old).map(read)).toEqual(Object.values(old).map(toNew));
  expect(undo().restored).toHaveLength(3);
  expect(refuse({})).toMatch(/^UNDO_NOT_FOUND: .*all is back already/s);
});
