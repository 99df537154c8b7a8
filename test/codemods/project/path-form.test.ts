import { createPathForm } from "../../../codemods/project/path-form";

describe("on Windows", () => {
  const form = createPathForm("win32");

  test.each([
    ["C:\\Game\\net.ts", "c:/Game/net.ts"],
    ["c:/Game/net.ts", "c:/Game/net.ts"],
    ["\\\\Server\\share\\Game", "//Server/share/Game"],
    ["\\\\?\\C:\\Game\\net.ts", "c:/Game/net.ts"],
    ["\\\\?\\UNC\\server\\share\\net.ts", "//server/share/net.ts"],
    ["assets\\脚本\\net.ts", "assets/脚本/net.ts"],
    ["\\\\.\\NUL", "//./NUL"],
  ])("%s is %s", (path, expected) => {
    expect(form.toForm(path)).toBe(expected);
    expect(form.toForm(expected)).toBe(expected);
  });

  test("paths are put together and taken apart in the form", () => {
    expect(form.join("C:\\Game", "..\\libs", "MGOBE.js")).toBe("c:/libs/MGOBE.js");
    expect(form.resolve("C:\\Game\\assets", "..\\..\\libs")).toBe("c:/libs");
    expect(form.resolve("c:/Game", "D:x")).toMatch(/^d:\//);
    expect(form.join("//server/share", "a", "b")).toBe("//server/share/a/b");
    expect(form.dirname("c:/Game/net.ts")).toBe("c:/Game");
    expect(form.dirname("c:/Game")).toBe("c:/");
    expect(form.dirname("c:/")).toBe("c:/");
    expect(form.basename("C:\\Game\\net.ts")).toBe("net.ts");
  });

  test("a way exists within a drive or a share, whatever the case of the letters", () => {
    expect(form.relative("c:/Game", "C:\\Game\\assets\\net.ts")).toBe("assets/net.ts");
    expect(form.relative("c:/game", "c:/Game/net.ts")).toBe("net.ts");
    expect(form.relative("c:/Game/a", "c:/Game/b")).toBe("../b");
    expect(form.relative("c:/Game", "D:\\libs\\MGOBE.js")).toBe("d:/libs/MGOBE.js");
    expect(form.relative("//server/share", "//server/share/a/b")).toBe("a/b");
    expect(form.relative("c:/Game", "c:/Game")).toBe("");
  });

  test("what lies in a folder is told from what only begins like it", () => {
    expect(form.isInside("c:/Game", "c:/Game/assets")).toBe(true);
    expect(form.isInside("c:/Game", "C:\\GAME\\assets")).toBe(true);
    expect(form.isInside("c:/Game", "c:/Game")).toBe(true);
    expect(form.isInside("c:/Game", "c:/Game2")).toBe(false);
    expect(form.isInside("c:/Game", "d:/Game/assets")).toBe(false);
    expect(form.isInside("c:/Game", "c:/Game/..assets")).toBe(true);
  });

  test("folders have one in common unless they lie on two drives", () => {
    expect(form.getCommonFolder(["c:/Game/a", "c:/Game/b/c"])).toBe("c:/Game");
    expect(form.getCommonFolder(["c:/a", "c:/b"])).toBe("c:/");
    expect(form.getCommonFolder(["c:/a", "d:/a"])).toBeUndefined();
    expect(form.getCommonFolder(["//server/one/a", "//server/two/a"])).toBeUndefined();
    expect(form.getCommonFolder(["//server/one/a", "//server/one/b"])).toBe("//server/one/");
    expect(form.getCommonFolder([])).toBeUndefined();
  });

  test("addresses in documents need no drive to be understood", () => {
    expect(form.toUri("assets/脚 本/net#1.ts")).toBe("assets/%E8%84%9A%20%E6%9C%AC/net%231.ts");
    expect(form.toUri("d:/my game/net.ts")).toBe("file:///d:/my%20game/net.ts");
    expect(form.toUri("//server/share/net.ts")).toBe("file://server/share/net.ts");
  });

  test("a glob is written with either slash", () => {
    expect(form.toGlob("test\\**\\*.ts")).toBe("test/**/*.ts");
  });
});

describe("elsewhere", () => {
  const form = createPathForm("linux");

  test("a backslash is a letter of a name", () => {
    expect(form.toForm("/game/a\\b.ts")).toBe("/game/a\\b.ts");
    expect(form.relative("/game", "/game/a\\b.ts")).toBe("a\\b.ts");
    expect(form.toGlob("a\\*")).toBe("a\\*");
  });

  test("paths mean what they always meant", () => {
    expect(form.join("/game", "../libs")).toBe("/libs");
    expect(form.getCommonFolder(["/game/a", "/game/b"])).toBe("/game");
    expect(form.getCommonFolder(["/a", "/b"])).toBe("/");
    expect(form.isInside("/game", "/games")).toBe(false);
    expect(form.isInside("/", "/games")).toBe(true);
    expect(form.toUri("/my game/net.ts")).toBe("file:///my%20game/net.ts");
  });
});
