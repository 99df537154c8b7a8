import { orderByImports } from "../../../codemods/project/import-order";
import { ModuleResolver } from "../../../codemods/project/module-resolver";

/** Files that each pass on what the one before them has; the last one uses it. */
function writeChain(length: number): ReadonlyMap<string, string> {
  const texts = new Map([["/g/f0.ts", "export const net = { room: new MGOBE.Room() };"]]);
  for (let index = 1; index < length; index++)
    texts.set(`/g/f${index}.ts`, `export { net } from "./f${index - 1}";`);
  return texts.set("/g/use.ts", `import { net } from "./f${length - 1}";\nnet.room.leaveRoom({});`);
}

function order(texts: ReadonlyMap<string, string>): string[] {
  const resolver = new ModuleResolver(new Set(texts.keys()), new Set());
  return orderByImports(["/g/use.ts"], texts, resolver);
}

test("a long chain of re-exports is read to its end, the last file first", () => {
  const ordered = order(writeChain(40));
  expect(ordered).toHaveLength(41);
  expect(ordered[0]).toBe("/g/f0.ts");
  expect(ordered.at(-1)).toBe("/g/use.ts");
});

test("a game in which one file leads to all others is not read as a whole", () => {
  expect(order(writeChain(2_000)).length).toBeLessThan(400);
});
