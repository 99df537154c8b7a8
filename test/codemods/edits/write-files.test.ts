import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFiles } from "../../../codemods/edits/write-files";
import { readTree } from "../support/run-fixture";

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
