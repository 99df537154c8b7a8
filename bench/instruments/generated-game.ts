import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const perFolder = 50;

function createModule(index: number): string {
  const previous = Math.max(0, index - 1);
  const sameFolder = Math.floor(previous / perFolder) === Math.floor(index / perFolder);
  const folder = sameFolder ? "." : `../part${Math.floor(previous / perFolder)}`;
  const methods = Array.from({ length: 12 }, (_, step) =>
    [
      `  step${step}(a: number, b: string): number {`,
      `    const x = a + ${step};`,
      `    for (let k = 0; k < x; k++) { this.list.push(k); if (k % 2) { console.log("n" + k, b); } }`,
      `    return this.list.length > 3 ? this.step${(step + 1) % 12}(x - 1, b) : x;`,
      `  }`,
    ].join("\n"),
  );
  const network = [
    `  say(data: object) { glob.room.sendToGameSvr({ data }, (e) => { if (e.code === MGOBE.ErrCode.EC_OK) { this.step0(1, "x"); } }); }`,
    `  listen() { glob.room.onRecvFromGameSvr = (e) => this.step1(2, e.data.data); }`,
    `  deaf() { glob.room.onRecvFromGameSvr = null; }`,
  ];
  return [
    `import glob from "../glob";`,
    `import { Part${previous} } from "${folder}/part${previous}";`,
    `const { ccclass, property } = cc._decorator;`,
    `@ccclass`,
    `export class Part${index} {`,
    `  @property list: number[] = [];`,
    `  other: Part${previous};`,
    ...methods,
    // A fifth of a game's files talk to the network.
    ...(index % 5 === 0 ? network : []),
    `}`,
    ``,
  ].join("\n");
}

/** Writes a game of so many files; returns the number of lines. */
export function writeGame(folder: string, files: number): number {
  const texts = new Map<string, string>();
  texts.set(
    "glob.ts",
    `class Glob {\n  room: MGOBE.Room = new MGOBE.Room();\n}\nexport default new Glob();\n`,
  );
  for (let index = 0; index < files - 1; index++) {
    texts.set(`part${Math.floor(index / perFolder)}/part${index}.ts`, createModule(index));
  }
  let lines = 0;
  for (const [name, text] of texts) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
    lines += text.split("\n").length;
  }
  return lines;
}

/** Writes one file with so many sites. */
export function writeOneFile(folder: string, sites: number): void {
  const calls = Array.from(
    { length: sites },
    (_, index) => `  room.sendToGameSvr({ data: { cmd: ${index} } });`,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "many.ts"),
    `const room = new MGOBE.Room();\nexport function run() {\n${calls.join("\n")}\n}\n`,
  );
}
