import { getEditorLink, resolveFolder } from "../../../src/report/page/editor";

test.each([
  ["file:///home/me/game/report.html", "", "/home/me/game"],
  ["file:///home/me/reports/r.html#files", "../game/client", "/home/me/game/client"],
  ["file:///C:/%E6%B8%B8%E6%88%8F%20A/report.html", "../duel#1", "C:/duel#1"],
  ["file:///C:/%E6%B8%B8%E6%88%8F%20A/report.html", "50%", "C:/游戏 A/50%"],
  ["file://server/share/report.html", "game", "//server/share/game"],
  ["file:///C:/report.html", "d:/game", "d:/game"],
  ["file:///report.html", "..", ""],
  // A page from a server does not know where the game lies on the reader's machine.
  ["https://example.com/report.html", "../game", ""],
])("seen from %s, the folder %s is %s", (address, folder, whole) => {
  expect(resolveFolder(address, folder)).toBe(whole);
});

test.each([
  ["/home/me/game", "src/a b.ts", "vscode://file/home/me/game/src/a%20b.ts:3:7"],
  ["C:\\game\\", "net.ts", "vscode://file/C:/game/net.ts:3:7"],
  ["c:/game", "d:/other/net.ts", "vscode://file/d:/other/net.ts:3:7"],
  ["/game", "场景/#1?%.ts", "vscode://file/game/%E5%9C%BA%E6%99%AF/%231%3F%25.ts:3:7"],
  ["/game", `"><img>\u202E.js`, "vscode://file/game/%22%3E%3Cimg%3E%E2%80%AE.js:3:7"],
  ["", "net.ts", undefined],
  ["", "/game/net.ts", "vscode://file/game/net.ts:3:7"],
])("in %s, %s opens by %s", (folder, path, link) => {
  expect(getEditorLink("vscode", folder, { path, line: 3, column: 7 })).toBe(link);
});

test("a file without a line opens at its beginning", () => {
  expect(getEditorLink("cursor", "/game", { path: "a.js" })).toBe("cursor://file/game/a.js");
});

test("half a character in a name is no reason to fail", () => {
  expect(getEditorLink("vscode", "/game", { path: "a\uD800.js" })).toBe("vscode://file/game/a%EF%BF%BD.js");
});
