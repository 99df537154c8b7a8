import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getOutside } from "../../../codemods/project/embedded-scripts";
import { type Level } from "../../../codemods/rules/rule";
import { makeFolder } from "../games/game-folder";
import { migrateFolder } from "../games/run-fixture";

interface Migrated {
  readonly text: string;
  /** `line:column api state` of all uses in the file, and what was not read of it. */
  readonly uses: readonly string[];
  readonly unread: readonly string[];
}

/** What a run makes of one page or component; all that is not code must stay, and a second run change nothing. */
function migrate(
  name: string,
  text: string,
  others: Record<string, string> = {},
  level: Level = "messages",
): Migrated {
  const folder = makeFolder({ [name]: text, ...others });
  const options = { level, endpoint: "wss://play.example.com" };
  const { findings } = migrateFolder(folder, options);
  const own = findings.filter(({ file }) => file.endsWith(name));
  const after = readFileSync(join(folder, name), "utf8");
  expect(getOutside(name, after)).toBe(getOutside(name, text));
  expect(migrateFolder(folder, options).changes).toEqual([]);
  return {
    text: after,
    uses: own.flatMap(({ api, line, column, state, kind }) =>
      api && /^(call|handler|construct)$/.test(kind) ? [`${line}:${column} ${api} ${state}`] : [],
    ),
    unread: own.flatMap(({ state, line, column }) => (state === "unread" ? [`${line}:${column}`] : [])),
  };
}

const code = `const room = new MGOBE.Room();
room.sendToGameSvr({ data: {} });`;

describe("pages", () => {
  test("a script is rewritten where it stands, all else keeps its bytes", () => {
    const page = `<!doctype html>\n<p title="a > b">Grüße 🎮</p>\n<script>\n  ${code.replace("\n", "\n  ")}\n</script>\n<p>room.sendToGameSvr()</p>\n`;
    expect(migrate("index.html", page)).toEqual({
      text: page.replace("room.sendToGameSvr({", 'room.send("sendToGameSvr", {'),
      uses: ["4:16 Room.constructor kept", "5:3 Room.sendToGameSvr automatic"],
      unread: [],
    });
  });

  test.each([
    ["CRLF", `<html>\r\n<body>\r\n<script>\r\n${code.replace("\n", "\r\n")}\r\n</script>\r\n</body>`],
    ["a byte order mark", `\uFEFF<!doctype html><script>${code}</script>`],
    ["one line", `<script>const room = new MGOBE.Room(); room.sendToGameSvr({ data: {} });</script>`],
    ["a script in a template", `<template><script>${code}</script></template>`],
    ["capitals and blanks", `<SCRIPT  TYPE="text/javascript" >${code}</SCRIPT >`],
    ["broken markup around", `<div><p></div><script>${code}</script></b>`],
  ])("with %s", (_what, page) => {
    const { text } = migrate("a.htm", page);
    expect(text).toBe(page.replace("room.sendToGameSvr({", 'room.send("sendToGameSvr", {'));
  });

  test("classic scripts share one scope, with each other and with files", () => {
    const page = `<script>const room = new MGOBE.Room();</script>\n<script src="game.js"></script>\n<script>room.leaveRoom({});</script>`;
    const { uses } = migrate("index.html", page, { "game.js": "room.sendToGameSvr({ data: {} });\n" });
    expect(uses).toEqual(["1:22 Room.constructor kept", "3:9 Room.leaveRoom kept"]);
  });

  test("modules have scopes of their own", () => {
    const module = (text: string): string => `<script type="module">\nexport {};\n${text}\n</script>\n`;
    const page = module(code) + module("const room = other();\nroom.leaveRoom({});") + module(code);
    const { uses, text } = migrate("index.html", page);
    expect(uses).toEqual([
      "3:14 Room.constructor kept",
      "4:1 Room.sendToGameSvr automatic",
      "9:1 Room.leaveRoom kept",
      "13:14 Room.constructor kept",
      "14:1 Room.sendToGameSvr automatic",
    ]);
    expect(text.match(/room\.send\("sendToGameSvr"/g)).toHaveLength(2);
  });

  test("what is commented out or other text is no code", () => {
    const page = `<!-- <script>${code}</script> -->\n<pre>new MGOBE.Room()</pre>\n<script type="text/plain">hello</script>\n`;
    expect(migrate("index.html", page)).toEqual({ text: page, uses: [], unread: [] });
  });

  test.each([
    ["an attribute that is code", `<script>${code}</script>\n<b onclick="room.leaveRoom({})">`, ["3:13"]],
    ["a script in another language", `<script type="text/coffee">\nnew MGOBE.Room()</script>`, ["2:5"]],
  ])("%s is named, not read", (_what, page, places) => {
    const { unread } = migrate("index.html", page);
    expect(unread).toEqual(places);
  });

  test("a script that does not parse is named where it is wrong, and left as it is", () => {
    const page = `<p>\n<script>\nvar room = new MGOBE.Room(;\n</script>`;
    expect(migrate("index.html", page)).toEqual({ text: page, uses: [], unread: ["3:27"] });
  });
});

describe("components", () => {
  test("a script and a script setup are one module, in the language that they name", () => {
    const component = `<template>\n  <i :a="1 > 0">{{ text }}</i>\n</template>\n<script lang="ts">\nexport const room: MGOBE.Room = new MGOBE.Room();\n</script>\n<script setup lang="ts">\nconst leave = (e: Event) => room.leaveRoom({});\nroom.sendToGameSvr({ data: { e: 1 as number } });\n</script>\n<style scoped>\n.room { color: red }\n</style>\n`;
    const { uses, text } = migrate("Lobby.vue", component);
    expect(uses).toEqual([
      "5:33 Room.constructor kept",
      "8:29 Room.leaveRoom kept",
      "9:1 Room.sendToGameSvr automatic",
    ]);
    expect(text).toBe(component.replace("room.sendToGameSvr({", 'room.send("sendToGameSvr", {'));
  });

  test("files import what they export", () => {
    const component = `<script>\nexport const net = { room: new MGOBE.Room() };\n</script>\n`;
    const main = 'import { net } from "./Net.vue";\nnet.room.sendToGameSvr({ data: {} });\n';
    const folder = makeFolder({ "Net.vue": component, "main.js": main });
    const { findings } = migrateFolder(folder);
    expect(findings.map(({ api, certainty }) => `${api} ${certainty}`)).toContain(
      "Room.sendToGameSvr proven",
    );
  });

  test.each([
    ["an event of the template", `@click="net.room.leaveRoom({})"`, "2:16"],
    ["an expression of the template", `:a="net.room.roomInfo.id"`, "2:12"],
  ])("%s is named, not read", (_what, attribute, place) => {
    const component = `<template>\n<b ${attribute}>x</b>\n</template>\n<script>\nconst net = { room: new MGOBE.Room() };\nnet.room.leaveRoom({});\n</script>\n`;
    expect(migrate("A.vue", component).unread).toEqual([place]);
  });

  test("level native imports the room module in the script", () => {
    const component = `<template><b/></template>\n<script>\n  export default {};\n  const room = new MGOBE.Room();\n  MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://play.example.com" }, () => {});\n  room.sendToGameSvr({ data: {} });\n  </script>\n<style></style>\n`;
    const { text } = migrate("Lobby.vue", component, {}, "native");
    expect(text).toBe(
      component
        .replace("<script>\n", '<script>\n  import { connection, GameRoom } from "./colyseus-room.js";\n')
        .replace("new MGOBE.Room()", "new GameRoom(connection)")
        .replace("MGOBE.Listener.init", "connection.logIn"),
    );
  });
});
