import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFiles } from "../../../codemods/edits/write-files";
import { readTree } from "../games/run-fixture";

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), "write-files-"));
  fs.writeFileSync(join(folder, "a.js"), "old a");
  fs.writeFileSync(join(folder, "b.js"), "old b");
});

afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

const at = (...parts: string[]): string => join(folder, ...parts);

test("a file that another program holds puts the files before it back, and leaves nothing beside them", () => {
  const move = fs.renameSync;
  jest.spyOn(jest.requireActual<typeof fs>("node:fs"), "renameSync").mockImplementation((from, to) => {
    if (to === at("b.js")) throw new Error("EBUSY: resource busy or locked");
    move(from, to);
  });
  const before = readTree(folder);
  const write = (): void =>
    writeFiles([
      { path: at("a.js"), text: "new a" },
      { path: at("new.js"), text: "new" },
      { path: at("b.js"), text: "new b" },
    ]);
  expect(write).toThrow(/b\.js could not be written: EBUSY.*No file was changed/);
  expect(readTree(folder)).toEqual(before);
});

test("a folder where a file is to be stops the run before any file is moved", () => {
  fs.mkdirSync(at("taken.js"));
  const before = readTree(folder);
  const files = [
    { path: at("a.js"), text: "new a" },
    { path: at("taken.js"), text: "x" },
  ];
  expect(() => writeFiles(files)).toThrow(/taken\.js could not be written: EISDIR/);
  expect(readTree(folder)).toEqual(before);
});

test("a path below a file cannot be written", () => {
  expect(() => writeFiles([{ path: at("a.js", "x.js"), text: "x" }])).toThrow(
    /a\.js.x\.js could not be written/,
  );
  expect(fs.readFileSync(at("a.js"), "utf8")).toBe("old a");
});

test("a link stays a link, and the file it leads to is written", () => {
  fs.symlinkSync("a.js", at("link.js"));
  writeFiles([{ path: at("link.js"), text: "new" }]);
  expect(fs.lstatSync(at("link.js")).isSymbolicLink()).toBe(true);
  expect(fs.readFileSync(at("a.js"), "utf8")).toBe("new");
});

test("a file whose name is as long as a name can be is written", () => {
  // 84 characters of three bytes each, and the ending: 255 bytes.
  const path = at(`${"景".repeat(84)}.js`);
  fs.writeFileSync(path, "old");
  writeFiles([{ path, text: "new" }]);
  expect(fs.readFileSync(path, "utf8")).toBe("new");
});

test("a device is written to, and stays one", () => {
  writeFiles([{ path: "/dev/null", text: "gone" }]);
  expect(fs.statSync("/dev/null").isCharacterDevice()).toBe(true);
});

/** Edits a file before it is moved into place. */
function editAround(name: string, when: "before" | "between"): void {
  const real = jest.requireActual<typeof fs>("node:fs");
  const move = real.renameSync;
  jest.spyOn(real, "renameSync").mockImplementation((from, to) => {
    const isMove = to === at("b.js") && String(from).endsWith(".tmp");
    if (isMove && when === "between") fs.writeFileSync(at(name), "edited");
    if (to === at("a.js") && when === "before") fs.writeFileSync(at(name), "edited");
    move(from, to);
  });
}

const both = [
  { path: "a.js", text: "new a" },
  { path: "b.js", text: "new b" },
  { path: "c.js", text: "new c" },
];

const writeAll = (): void =>
  writeFiles(both.map(({ path, text }) => ({ path: at(path), text, expected: text.replace("new", "old") })));

test("a file that no longer holds what was read is not overwritten, and no other is", () => {
  fs.writeFileSync(at("c.js"), "edited");
  const before = readTree(folder);
  expect(writeAll).toThrow(expect.objectContaining({ code: "FILE_CHANGED", details: { path: at("c.js") } }));
  expect(readTree(folder)).toEqual(before);
  fs.rmSync(at("c.js"));
  expect(writeAll).toThrow(expect.objectContaining({ code: "FILE_CHANGED" }));
  expect(fs.existsSync(at("c.js"))).toBe(false);
});

test.each([
  ["before it is its turn", "before"],
  ["in the instant before it is replaced", "between"],
] as const)("an edit %s is kept, and the other files are put back", (_name, when) => {
  fs.writeFileSync(at("c.js"), "old c");
  const before = readTree(folder);
  editAround("b.js", when);
  expect(writeAll).toThrow(expect.objectContaining({ code: "FILE_CHANGED", details: { path: at("b.js") } }));
  expect(readTree(folder)).toEqual(new Map([...before, ["b.js", "edited"]]));
});

test("an edit of a file that has been replaced already is not taken back with the others", () => {
  fs.writeFileSync(at("c.js"), "old c");
  const real = jest.requireActual<typeof fs>("node:fs");
  const move = real.renameSync;
  jest.spyOn(real, "renameSync").mockImplementation((from, to) => {
    if (to === at("c.js")) fs.writeFileSync(at("b.js"), "edited");
    if (to === at("c.js")) throw new Error("EBUSY");
    move(from, to);
  });
  expect(writeAll).toThrow(/c\.js could not be written \(EBUSY\), and what .* not be put back: .*b\.js/);
  const tree = readTree(folder);
  expect([tree.get("a.js"), tree.get("b.js"), tree.get("c.js")]).toEqual(["old a", "edited", "old c"]);
  expect(tree.get("b.js.before-mgobe-migrate")).toBe("old b");
});

test("the temporary files of a run that was killed are removed, those of a run at work are not", () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  fs.writeFileSync(at(`.mgobe-migrate-${pid}-0.tmp`), "half");
  fs.linkSync(at("a.js"), at(`.mgobe-migrate-${pid}-0.old`));
  fs.writeFileSync(at(`.mgobe-migrate-${process.ppid}-0.tmp`), "at work");
  writeFiles([{ path: at("a.js"), text: "new" }]);
  expect(fs.readdirSync(folder).sort()).toEqual([`.mgobe-migrate-${process.ppid}-0.tmp`, "a.js", "b.js"]);
});

test("a file system without hard links is written to, too, and is put back from copies", () => {
  const real = jest.requireActual<typeof fs>("node:fs");
  jest.spyOn(real, "linkSync").mockImplementation(() => {
    throw new Error("EPERM: operation not permitted, link");
  });
  const before = readTree(folder);
  const move = real.renameSync;
  const busy = jest.spyOn(real, "renameSync").mockImplementation((from, to) => {
    if (to === at("b.js")) throw new Error("EBUSY");
    move(from, to);
  });
  const files = ["a.js", "b.js"].map((name) => ({ path: at(name), text: "new" }));
  expect(() => writeFiles(files)).toThrow(expect.objectContaining({ code: "WRITE_FAILED" }));
  expect(readTree(folder)).toEqual(before);
  busy.mockRestore();
  writeFiles(files);
  expect([...readTree(folder).values()]).toEqual(["new", "new"]);
});

test("a read-only file is refused and stays as it is", () => {
  fs.chmodSync(at("b.js"), 0o444);
  const write = (): void => writeFiles(["a.js", "b.js"].map((name) => ({ path: at(name), text: "new" })));
  expect(write).toThrow(/b\.js could not be written: EACCES/);
  expect(fs.readFileSync(at("a.js"), "utf8")).toBe("old a");
});
