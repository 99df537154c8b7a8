import { runCodemod } from "../../../codemods/run/codemod-run";
import { projectOf } from "../games/memory-project";
import { clientFiles, listTodos, optionsOf } from "../games/run-fixture";

// Level native: rooms have a connection, also those that are made where the codemod does not see it.

const logIn =
  'MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {});\n';

interface Outcome {
  /** Texts of the game's files that were changed. */
  readonly files: ReadonlyMap<string, string | undefined>;
  readonly code: string;
  readonly module: string;
}

/** A game's main file and its module afterwards. Throws where the game is left. */
function migrate(code: string, others: Readonly<Record<string, string>> = {}): Outcome {
  const files = { "main.ts": `${code}\n${logIn}`, ...others };
  const result = runCodemod(projectOf(files), optionsOf({ level: "native" }), clientFiles);
  const left = listTodos(result).map(({ line, message }) => `${line} ${message.en}`);
  if (left.length > 0) throw new Error(left.join("; "));
  const written = new Map(result.changes.map(({ path, after }) => [path.replace(/^.*\//, ""), after]));
  const read = (name: string): string => written.get(name) ?? "";
  const [, line = "", ...rest] = /^(import .*)\n([^]*)connection\.logIn/.exec(read("main.ts")) ?? [];
  expect(line).toContain("./colyseus-room");
  return { files: written, code: rest.join("").trim(), module: read("colyseus-room.ts") };
}

test.each([
  ["an argument", "make(MGOBE.Room);", "make(ConnectedRoom);"],
  ["an argument of a class", "new Pool(MGOBE.Room, 3);", "new Pool(ConnectedRoom, 3);"],
  ["a list", "[MGOBE.Room].map((Each) => new Each());", "[ConnectedRoom].map((Each) => new Each());"],
  [
    "a table",
    "const kinds = { room: MGOBE.Room };\nnew kinds[kind]();",
    "const kinds = { room: ConnectedRoom };\nnew kinds[kind]();",
  ],
  [
    "a parameter's type",
    "function f(T: typeof MGOBE.Room) { return new T(); }\nf(MGOBE.Room);",
    "function f(T: typeof ConnectedRoom) { return new T(); }\nf(ConnectedRoom);",
  ],
  [
    "a class of the game's own",
    "class A extends MGOBE.Room {}\nclass B extends A {}\nmake(B, new A());",
    "class A extends ConnectedRoom {}\nclass B extends A {}\nmake(B, new A());",
  ],
  [
    "a class without a name",
    "const A = class extends MGOBE.Room {};\nnew A();",
    "const A = class extends ConnectedRoom {};\nnew A();",
  ],
  [
    "a mixin",
    "class A extends mix(MGOBE.Room) {}\nnew A();",
    "class A extends mix(ConnectedRoom) {}\nnew A();",
  ],
  [
    "a name that gets another class",
    "let R = MGOBE.Room;\nR = other;\nnew R();",
    "let R = ConnectedRoom;\nR = other;\nnew R();",
  ],
  [
    "the class of an object",
    "class A extends MGOBE.Room {}\nnew (new A().constructor as any)();",
    "class A extends ConnectedRoom {}\nnew (new A().constructor as any)();",
  ],
  [
    "a static member",
    "class A extends MGOBE.Room { static all = [this]; }",
    "class A extends ConnectedRoom { static all = [this]; }",
  ],
])("a class that goes on as %s brings its connection", (_what, before, after) => {
  const declared = "export {};\ndeclare const make: any, Pool: any, mix: any, other: any, kind: any;\n";
  const { code, module } = migrate(declared + before);
  expect(code).toBe(declared + after);
  expect(module).toMatch(/^export class ConnectedRoom extends GameRoom \{\n +constructor\(/m);
  expect(module).not.toContain("Group");
});

test.each([
  [
    "a class with a constructor",
    "class A extends MGOBE.Room { constructor() { super(); } }\nmake(A);",
    "class A extends GameRoom { constructor() { super(connection); } }\nmake(A);",
  ],
  [
    "an alias",
    "const R = MGOBE.Room;\nconst room = new R();",
    "const R = GameRoom;\nconst room = new R(connection);",
  ],
  [
    "what is only asked",
    "console.log(MGOBE.Room, make instanceof MGOBE.Room);\nif (MGOBE.Room) new MGOBE.Room();",
    "console.log(GameRoom, make instanceof GameRoom);\nif (GameRoom) new GameRoom(connection);",
  ],
  [
    "a subclass in sight",
    "export default class A extends MGOBE.Room {}\nclass B extends A {}\nmake(new A(), new B());",
    "export default class A extends GameRoom {}\nclass B extends A {}\nmake(new A(connection), new B(connection));",
  ],
])("%s needs none", (_what, before, after) => {
  const declared = "export {};\ndeclare const make: any;\n";
  const { code, module } = migrate(declared + before);
  expect(code).toBe(declared + after);
  expect(module).not.toContain("ConnectedRoom");
});

test("a class is followed into other files, under the names that it has there", () => {
  const others = {
    "sdk.ts":
      "export default MGOBE.Room;\nexport const { Room } = MGOBE;\nexport class Duel extends MGOBE.Room {}\n",
    "far.ts":
      'import Own, { Room as R, Duel } from "./sdk";\nexport const rooms = [new R(), new Duel(), new Own()];\n',
  };
  const first = migrate('import "./far";', others);
  expect(first.module).not.toContain("ConnectedRoom");
  expect(first.files.get("far.ts")).toContain(
    "[new R(connection), new Duel(connection), new Own(connection)]",
  );
  const handed = { ...others, "far.ts": `${others["far.ts"]}rooms.map.call([Duel], (T: any) => new T());\n` };
  expect(migrate('import "./far";', handed).module).toContain("ConnectedRoom");
});

test("groups have a class of their own for it", () => {
  const { code, module } = migrate(
    "export {};\ndeclare const make: any;\nmake(MGOBE.Group);\nnew MGOBE.Room();",
  );
  expect(code).toContain("make(ConnectedGroup);\nnew GameRoom(connection);");
  expect(module).toMatch(/^export class ConnectedGroup extends GameGroup \{/m);
  expect(module).not.toContain("ConnectedRoom");
});

test("a file in which nothing is MGOBE's is read for the class that it makes objects of, or needs no change", () => {
  const main = 'import "./start";';
  const duel = "export class Duel extends MGOBE.Room {}\nexport default Duel;\n";
  const named = { "duel.ts": duel, "start.ts": 'import { Duel } from "./duel";\nnew Duel();\n' };
  expect(migrate(main, named).files.get("start.ts")).toContain("new Duel(connection);");
  const renamed = { ...named, "start.ts": 'import Battle from "./duel";\nnew Battle();\n' };
  const { files, module } = migrate(main, renamed);
  expect(module).toContain("ConnectedRoom");
  expect(files.get("duel.ts")).toContain("class Duel extends ConnectedRoom {}");
});

test.each([
  [
    "two floors up",
    "class A extends MGOBE.Room { constructor() { super(); } }\nclass B extends A { hear() {} }",
    3,
  ],
  [
    "in a mixin",
    "const mix = (Base: any) => class extends Base { current = 1; };\nclass A extends mix(MGOBE.Room) {}",
    2,
  ],
  ["on a mixin", "class A extends mix(MGOBE.Room) { hear() {} }\ndeclare const mix: any;", 2],
])("a member that the module's class needs keeps the game, %s", (_what, code, line) => {
  expect(() => migrate(`export {};\n${code}`)).toThrow(
    new RegExp(`^${line} the class has a member \\w+ of its own`),
  );
});
