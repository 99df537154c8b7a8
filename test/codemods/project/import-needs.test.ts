import { getImportPaths, getNeededImports } from "../../../codemods/project/import-needs";
import { listUses } from "../games/memory-project";

const imports = `import { Net } from "./net";\nimport Sound from "./sound";\nimport * as ui from "./ui";\n`;

describe("which imports are read for their types", () => {
  test.each([
    ["a field's type", `net: Net;\nbye() { this.net.room.leaveRoom({}); }`, ["./net"]],
    ["a chain over several lines", `Net.instance\n  .room\n  .leaveRoom({});`, ["./net"]],
    ["a variable's origin", `const mgr =\n  Net.get();\nmgr.room.leaveRoom({});`, ["./net"]],
    [
      "what a called function returns",
      `getMgr() {\n  return ui.net;\n}\nf() { this.getMgr().room.leaveRoom({}); }`,
      ["./ui"],
    ],
    ["a base class", `class A extends Net {\n  f() { this.room.leaveRoom({}); }\n}`, ["./net"]],
    ["nothing of them", `f() { this.room.leaveRoom({}); }\ng() { Sound.play(); }`, []],
  ])("%s", (_what, text, paths) => {
    expect(getNeededImports(imports + text)).toEqual(paths);
  });

  test("a file that is imported for its effects, or handed on, always is", () => {
    const text = `import "./effects";\nexport * from "./all";\nconst { Net } = require("./net"), x = require("./lone");\nroom.leaveRoom({});`;
    expect(getNeededImports(text)).toEqual(["./effects", "./all", "./lone"]);
    expect(getImportPaths(text)).toEqual(["./effects", "./all", "./net", "./lone"]);
  });

  test("a room behind files that say nothing of MGOBE is still proven", () => {
    const uses = listUses({
      "net.ts": `export class Net { link = new MGOBE.Room(); }`,
      "game.ts": `import { Net } from "./net";\nexport class Game { backend = new Net(); }`,
      "app.ts": `import { Game } from "./game";\nexport default class App { static game = new Game(); }`,
      "view.ts": `import App from "./app";\nexport class View {\n  owner = App;\n  bye() {\n    const { game } = this.owner;\n    game.backend.link.leaveRoom({});\n  }\n}`,
    });
    expect(uses).toContain("view.ts:6 call Room.leaveRoom");
  });
});
