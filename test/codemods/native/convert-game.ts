import { runCodemod } from "../../../codemods/run/codemod-run";
import { projectOf } from "../games/memory-project";
import { clientFiles, listTodos, optionsOf } from "../games/run-fixture";

/** Texts of a game's files by their names. */
export type GameFiles = ReadonlyMap<string, string>;

const dependencies = { "@colyseus/sdk": "*", "socket.io-client": "*" };
const manifest = `${JSON.stringify({ name: "game", dependencies })}\n`;

/** A game at level native, for a target. Throws what is in the way, if anything is. */
export function convertGame(before: GameFiles, target: string): GameFiles {
  const project = projectOf({ ...Object.fromEntries(before), "package.json": manifest });
  const result = runCodemod(project, optionsOf({ level: "native", target }), clientFiles);
  const left = listTodos(result)
    .filter(({ rule }) => rule === "native-client")
    .map(({ file, line, message }) => `${file}:${line} ${message.en}`);
  if (left.length > 0) throw new Error(`not converted: ${left.join("; ")}`);
  const after = new Map(before);
  for (const { path, after: text } of result.changes) after.set(path.slice("/game/".length), text);
  after.delete("package.json");
  return after;
}
