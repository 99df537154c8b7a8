import { assembleModule, listModuleExports } from "../../../codemods/targets/room-module/assemble-module";
import { readModuleSources } from "../../../codemods/targets/room-module/module-files";

/** Texts of a game's files by their names. */
export type GameFiles = ReadonlyMap<string, string>;

/** What a game says of MGOBE, and what it says instead; the first that fits counts. */
const words: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/^import ErrCode = MGOBE\.ErrCode;\n|^const Listener = MGOBE\.Listener;\n/gm, ""],
  [/^const \{ Room, Listener, ErrCode, ENUM \} = MGOBE;\n/gm, "const ENUM = { RecvType };\n"],
  [/\bnew (?:MGOBE\.)?Room\(\)/g, "new GameRoom(connection)"],
  [/\bnew MGOBE\.Group\(\)/g, "new GameGroup(connection)"],
  [/\bnew MyRoom\(\)/g, "new MyRoom(connection)"],
  [/(?<!\.)\b(?:MGOBE\.)?Listener\.init\b/g, "connection.logIn"],
  [/(?<!\.)\b(?:MGOBE\.)?Listener\./g, "connection."],
  [/\bMGOBE\.(?:Room|Group)\.(?=on|get)/g, "connection."],
  [/\bMGOBE\.Player\b/g, "connection.player"],
  [/\bMGOBE\.Room\b/g, "GameRoom"],
  [/\bMGOBE\.(?:(?:ENUM|types)\.)?(?=[A-Z]\w+\b)/g, ""],
];

const identifier = /[A-Za-z_$][\w$]*/g;

/** The game on the room module, written as the codemod would. */
export function convertByHand(before: GameFiles): GameFiles {
  const sources = readModuleSources();
  const exports = listModuleExports(sources);
  const after = new Map<string, string>();
  const names = new Set<string>();
  for (const [file, text] of before) {
    const converted = words.reduce((each, [pattern, by]) => each.replace(pattern, by), text);
    const used = new Set(converted.match(identifier));
    const taken = [...used].filter((name) => exports.has(name) && !declares(converted, name));
    const isChanged = converted !== text;
    const line = `import { ${taken.join(", ")} } from "./colyseus-room";\n`;
    after.set(file, isChanged && taken.length > 0 ? `${line}${converted}` : converted);
    for (const name of [...used, ...(text.match(identifier) ?? [])]) names.add(name);
  }
  const wholeEnums = new Set(
    [...after.values()].flatMap((text) => text.match(/\w+(?=\[event\.code\])/g) ?? []),
  );
  const module = assembleModule(sources, { names, wholeEnums, form: "typescript", language: "en" });
  return after.set("colyseus-room.ts", module);
}

function declares(text: string, name: string): boolean {
  return new RegExp(`\\b(?:const|let|class|interface|type) ${name}\\b`).test(text);
}
