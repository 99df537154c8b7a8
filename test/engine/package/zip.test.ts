import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { limits, ToolError } from "../../../src/contract";
import { loadPackage } from "../../../src/engine/package";
import { unpackZip } from "../../../src/engine/package/unpack-zip";
import { makeZip, type ZipEntry } from "./make-zip";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "zip-test-"))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(entries: readonly ZipEntry[], name = "mgobexs.zip"): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, makeZip(entries));
  return file;
}

const index: ZipEntry = {
  name: "mgobexs/index.js",
  content:
    'const part = require("./lib/part"); exports.mgobexsCode = { gameServer: { onInitGameData: () => part } };',
};
const part: ZipEntry = {
  name: "mgobexs/lib/part.js",
  content: 'exports.where = __dirname; exports.text = "你好";',
};

describe("a zip", () => {
  test.each(["mgobexs.zip", "MGOBEXS.ZIP", "upload"])(
    "named %s is unpacked, run, and removed by dispose",
    async (name) => {
      const loaded = await loadPackage(write([{ name: "mgobexs/" }, index, part], name), {
        guardProcess: false,
      });
      const { where, text } = loaded.code.gameServer.onInitGameData({} as any);
      expect(text).toBe("你好");
      expect(path.basename(path.dirname(where))).toBe("mgobexs");
      expect(fs.existsSync(where)).toBe(true);
      await loaded.dispose();
      expect(fs.existsSync(path.join(where, "..", ".."))).toBe(false);
    },
  );

  test("may name its directory as it likes, and hold what macOS adds", async () => {
    const entries = [
      { ...index, name: "我的服务器/index.js" },
      { ...part, name: "我的服务器/lib/part.js" },
    ];
    const extras = [{ name: "__MACOSX/._index.js" }, { name: ".DS_Store" }];
    const loaded = await loadPackage(write([...extras, ...entries]), { guardProcess: false });
    expect(loaded.hooks).toEqual(["onInitGameData"]);
    await loaded.dispose();
  });

  const bad: [string, ZipEntry[], RegExp][] = [
    ["two directories at its root", [index, { name: "other/a.js" }], /several folders: mgobexs, other/],
    ["a file beside the directory", [index, { name: "readme.md" }], /readme\.md lies beside the folder/],
    ["no entry at all", [], /empty/],
    ["an entry that climbs out", [index, { name: "mgobexs/../../evil.js" }], /relative path|leave/],
    ["an absolute entry", [index, { name: "/tmp/evil.js" }], /absolute path/],
    ["an entry with a drive letter", [index, { name: "C:/evil.js" }], /absolute path/],
    [
      "an entry that climbs out with backslashes",
      [index, { name: "mgobexs\\..\\..\\evil.js" }],
      /relative path|leave/,
    ],
    ["a symbolic link", [index, { name: "mgobexs/link", content: "/etc", mode: 0o120777 }], /symbolic link/],
    [
      "an entry larger than it claims",
      [index, { name: "mgobexs/x", content: "12345", claimedSize: 2 }],
      /too many bytes/,
    ],
  ];
  test.each(bad)("with %s is refused and leaves nothing behind", async (_name, entries, reason) => {
    const file = write(entries);
    const error: unknown = await unpackZip(file, undefined, folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ToolError);
    expect(error).toMatchObject({ code: "PACKAGE_BAD_ZIP", details: { path: file } });
    expect((error as ToolError).details.reason).toMatch(reason);
    expect(fs.readdirSync(folder)).toEqual([path.basename(file)]);
    expect(fs.existsSync(path.join(folder, "..", "evil.js"))).toBe(false);
  });

  test("that grows beyond the limit while it is unpacked is refused", async () => {
    const bomb = write([index, { name: "mgobexs/zeros", content: Buffer.alloc(100_000) }]);
    expect(fs.statSync(bomb).size).toBeLessThan(2000);
    await expect(unpackZip(bomb, 100_000)).rejects.toMatchObject({
      code: "PACKAGE_BAD_ZIP",
      details: { reason: "it is larger than allowed once unpacked" },
    });
    const enough = await unpackZip(bomb, 101_000);
    await enough.remove();
  });

  test("of more entries than a package may have is refused", async () => {
    const many = Array.from({ length: limits.packageEntries }, (_, index) => ({ name: `mgobexs/${index}/` }));
    await expect(unpackZip(write([index, ...many]), undefined, folder)).rejects.toMatchObject({
      code: "PACKAGE_BAD_ZIP",
      details: { reason: "it holds more than 10000 entries" },
    });
    expect(fs.readdirSync(folder)).toEqual(["mgobexs.zip"]);
  });

  test("that is no zip, or without index.js, says so by the name that was given", async () => {
    const broken = path.join(folder, "broken.zip");
    fs.writeFileSync(broken, "not a zip");
    await expect(loadPackage(broken, { guardProcess: false })).rejects.toMatchObject({
      code: "PACKAGE_BAD_ZIP",
    });
    const file = write([part]);
    await expect(loadPackage(file, { guardProcess: false })).rejects.toMatchObject({
      code: "PACKAGE_NO_ENTRY",
      details: { path: file },
    });
  });
});
