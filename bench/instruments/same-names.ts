import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const net = `var room = new MGOBE.Room();
room.onRecvFromGameSvr = function (e) { console.log(e); };
function say() { room.sendToGameSvr({ data: 1 }); }
`;

/** One object of each kind that may have a field called `room`; the number keeps them apart. */
const forms = {
  constructors: (i: number) => `function Thing${i}(owner) { this.room = owner; this.items = []; }
Thing${i}.prototype.update = function (t) { this.room.value = t; return this.room.child; };
`,
  literals: (i: number) => `var obj${i} = { room: getThing(${i}), owner: null, data: { id: ${i}, room: 3 } };
obj${i}.owner = obj${Math.max(0, i - 1)};
obj${i}.owner.room.child = obj${i}.data;
`,
  parameters: (
    i: number,
  ) => `function make${i}(a, room) { a.data = room; a.data.room = { x: ${i} }; return use(a.data.room); }
make${i}(all, { id: ${i} });
`,
  classes: (i: number) => `class Unit${i} extends Base {
  constructor(room, data) { super(); this.room = room; this.data = data; this.init({ room: this.room, data }); }
  init(o) { this.room = o.room; this.owner = o.data.owner; this.data.room.send(this.owner.room); }
}
`,
};

/** A kind of object. */
export type SameNameForm = keyof typeof forms;

/** All kinds. */
export const sameNameForms = Object.keys(forms) as SameNameForm[];

/** Writes a game of two plain scripts: one that uses MGOBE, and one of the given size that does not, full of like names. */
export function writeSameNames(folder: string, form: SameNameForm, length: number): void {
  mkdirSync(folder, { recursive: true });
  let text = "";
  for (let index = 0; text.length < length; index++) text += forms[form](index);
  writeFileSync(join(folder, "big.js"), text);
  writeFileSync(join(folder, "net.js"), net);
}
