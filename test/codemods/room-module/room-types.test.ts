import { join } from "node:path";
import { Project, ts } from "ts-morph";

const root = join(__dirname, "../../..");
const generic: ReadonlySet<string> = new Set(["ResponseEvent", "BroadcastEvent", "ReqCallback"]);
/** Declared by MGOBE and never there. */
const omitted = "isPartial";

test("the module has each of MGOBE's types, and values of either are values of the other", () => {
  const project = new Project({
    compilerOptions: { strict: true, target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts"], types: [] },
  });
  const list = (file: string): string[] => {
    const source = project.addSourceFileAtPath(join(root, file));
    project.resolveSourceFileDependencies();
    return [...source.getExportedDeclarations().entries()]
      .filter(([, [first]]) => first && !first.isKind(ts.SyntaxKind.EnumDeclaration))
      .map(([name]) => name);
  };
  const wanted = list("src/client/game-types.ts").filter(
    (name) => name !== "Payload" && name !== "RoomEvents",
  );
  const own = new Set(list("codemods/targets/room-module/source/room-types.ts"));
  expect(wanted.length).toBeGreaterThan(95);
  expect(wanted.filter((name) => !own.has(name))).toEqual([]);

  const lines = wanted.flatMap((name) => {
    const type = generic.has(name) ? `${name}<string>` : name;
    return [
      `export const a${name}: own.${type} = {} as game.${type};`,
      `export const b${name}: Omit<game.${type}, "${omitted}"> = {} as own.${type};`,
    ];
  });
  const imports = [
    'import type * as game from "./src/client/game-types";',
    'import type * as own from "./codemods/targets/room-module/source/room-types";',
  ];
  const check = project.createSourceFile(join(root, "compare-types.ts"), [...imports, ...lines].join("\n"));
  expect(check.getPreEmitDiagnostics().map((each) => each.getMessageText())).toEqual([]);
});
