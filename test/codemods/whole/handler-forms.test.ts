import { runCodemod } from "../../../codemods/run/codemod-run";
import { projectOf } from "../games/memory-project";
import { clientFiles, listTodos, optionsOf } from "../games/run-fixture";

// Level native: the module's typings allow what a game does with handlers and enums, as MGOBE's did.

const logIn =
  'MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {});\n';

/** The module's files of a game, as one text. Throws where the game is left. */
function migrate(code: string): string {
  const files = { "main.ts": `export {};\n${code}\n${logIn}` };
  const result = runCodemod(projectOf(files), optionsOf({ level: "native" }), clientFiles);
  const left = listTodos(result).map(({ line, message }) => `${line} ${message.en}`);
  if (left.length > 0) throw new Error(left.join("; "));
  return result.changes
    .filter(({ path }) => path.includes("colyseus-room"))
    .map(({ after }) => after)
    .join("\n");
}

const room = "const room = new MGOBE.Room();\n";
const mine = (body: string): string => `class Mine extends MGOBE.Room { ${body} }\nnew Mine();`;

test.each([
  ["sets", `${room}room.onJoinRoom = () => {};`, "onJoinRoom?: Handler<JoinRoomBst>;"],
  [
    "asks for",
    `${room}if (room.onJoinRoom) room.onJoinRoom = null as any;`,
    "onJoinRoom?: Handler<JoinRoomBst>;",
  ],
  [
    "calls",
    `${room}room.onJoinRoom({} as any);`,
    "onJoinRoom: (event: BroadcastEvent<JoinRoomBst>) => unknown;",
  ],
  [
    "keeps",
    `${room}const old = room.onJoinRoom;\nold({} as any);`,
    "onJoinRoom: (event: BroadcastEvent<JoinRoomBst>) => unknown;",
  ],
  [
    "calls and removes",
    `${room}room.onJoinRoom({} as any);\nroom.onJoinRoom = null as any;`,
    "onJoinRoom?: Handler<JoinRoomBst>;",
  ],
  ["has as a method", mine("onJoinRoom() {}"), "onJoinRoom?(event: BroadcastEvent<JoinRoomBst>): unknown;"],
  ["has as a method", mine("onUpdate() {}"), "onUpdate?(room: GameRoom): unknown;"],
  [
    "calls below its own",
    mine("onUpdate() { super.onUpdate(this); }"),
    "onUpdate(room?: GameRoom): unknown;",
  ],
])("a handler that a game %s", (_what, code, typing) => {
  expect(migrate(code)).toContain(`  ${typing}\n`);
});

test("onUpdate can be called where the game has none of its own", () => {
  expect(migrate(`${room}room.onUpdate(room);`)).toContain("GameRoom.prototype.onUpdate = ");
  expect(migrate(`${room}room.onUpdate = () => {};`)).not.toContain("prototype");
});

test("fields have the type of an enum that the module has as a whole", () => {
  const read = (code: string): string[] =>
    migrate(code).match(/(?:frameSyncState|NetworkState)\??: \w+;/g) ?? [];
  const ask = (member: string): string =>
    `room.roomInfo.frameSyncState === MGOBE.ENUM.FrameSyncState.${member};\n`;
  expect(read(room + ask("START"))).toContain("frameSyncState: number;");
  expect(read(room + ask("START") + ask("STOP"))).toContain("frameSyncState: FrameSyncState;");
  expect(read(`${room}export type State = MGOBE.types.NetworkState;`)).toEqual(
    expect.arrayContaining(["frameSyncState: number;", "NetworkState: NetworkState;"]),
  );
});

test("an enum that gives a type its keys is there as a whole", () => {
  expect(migrate(`${room}export type Code = MGOBE.ErrCode;`)).not.toContain("EC_ROOM_INFO_UNEXIST");
  expect(migrate(`${room}export type Texts = Record<MGOBE.ErrCode, string>;`)).toContain(
    "EC_ROOM_INFO_UNEXIST",
  );
});

test("types of MGOBE.Player are those of the module's player", () => {
  const result = runCodemod(
    projectOf({
      "main.ts": `export type Me = typeof MGOBE.Player;\nexport type Id = typeof MGOBE.Player.id;\n${room}${logIn}`,
    }),
    optionsOf({ level: "native" }),
    clientFiles,
  );
  const text = result.changes.find(({ path }) => path.endsWith("/main.ts"))?.after;
  expect(text).toContain('export type Me = Player;\nexport type Id = Player["id"];\n');
});
