import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readLetters, readSource } from "../../../codemods/project/source-text";
import { makeFolder } from "../games/game-folder";

function write(bytes: Buffer): string {
  const path = join(makeFolder({}), "net.js");
  writeFileSync(path, bytes);
  return path;
}

describe("what is UTF-8", () => {
  test.each([
    ["Chinese", "房间 = 1;\n"],
    ["a byte order mark, which is kept", "\uFEFFroom;\n"],
    ["the character that stands for what could not be decoded, saved as such", "'\uFFFD';\n"],
    ["nothing", ""],
  ])("%s", (_what, text) => {
    expect(readSource(write(Buffer.from(text)))).toEqual({ text, eol: "\n" });
  });

  test.each([
    ["most lines end as on Windows", "a\r\nb\r\nc\n", "\r\n"],
    ["most lines do not", "a\r\nb\nc\n", "\n"],
    ["only returns, as long ago", "a\rb\r", "\n"],
  ])("line ends: %s", (_what, text, eol) => {
    expect(readSource(write(Buffer.from(text)))).toEqual({ text, eol });
  });
});

test.each([
  ["UTF-16", Buffer.from("\uFEFFMGOBE", "utf16le")],
  ["UTF-16 without a mark", Buffer.from("MGOBE", "utf16le")],
  ["the other UTF-16", Buffer.from("\uFEFFMGOBE", "utf16le").swap16()],
  ["one byte of another encoding", Buffer.concat([Buffer.from("MGOBE"), Buffer.of(0xb7)])],
])("what is not: %s; its plain letters can still be read", (_what, bytes) => {
  const path = write(bytes);
  expect(readSource(path)).toBeUndefined();
  expect(readLetters(path)).toMatch(/^MGOBE/);
});

test("a folder or a missing file throws as fs does", () => {
  expect(() => readSource(makeFolder({}))).toThrow(/EISDIR/);
  expect(() => readSource(join(makeFolder({}), "none.js"))).toThrow(/ENOENT/);
});
