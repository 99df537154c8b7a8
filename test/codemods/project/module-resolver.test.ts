import { ModuleResolver } from "../../../codemods/project/module-resolver";
import { listUses } from "../games/memory-project";

const resolverOf = (files: string[], sdk: string[] = []): ModuleResolver =>
  new ModuleResolver(new Set(files), new Set(sdk));
const find = (resolver: ModuleResolver, specifier: string): string | undefined =>
  resolver.resolve(specifier, "/game/main.js")?.resolvedFileName;

describe("an import that is written in other letters than the file's name", () => {
  test.each(["./Net", "./NET.js", "./net", "../Game/Net"])(
    "%s leads to the only file that fits",
    (specifier) => {
      expect(find(resolverOf(["/game/net.js", "/game/other.js"]), specifier)).toBe("/game/net.js");
    },
  );

  test("the file that is spelled so comes first", () => {
    const resolver = resolverOf(["/game/net.ts", "/game/Net.js"]);
    expect(find(resolver, "./Net")).toBe("/game/Net.js");
    expect(find(resolver, "./net")).toBe("/game/net.ts");
  });

  test("leads nowhere where several fit", () => {
    expect(find(resolverOf(["/game/Net.js", "/game/NET.js"]), "./net")).toBeUndefined();
  });

  test("leads to a folder's index, and to the SDK", () => {
    expect(find(resolverOf(["/game/Room/Index.ts"]), "./room")).toBe("/game/Room/Index.ts");
    expect(resolverOf([], ["/game/lib/sdk.js"]).isSdk("./Lib/SDK", "/game/main.js")).toBe(true);
  });

  test("carries the room over", () => {
    expect(
      listUses({
        "net.js": "export const line = { r: new MGOBE.Room() };",
        "main.js": 'import { line } from "./Net";\nline.r.leaveRoom({});',
      }),
    ).toContain("main.js:2 call Room.leaveRoom");
  });
});
