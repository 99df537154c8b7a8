import { listUses } from "../games/memory-project";

/** CPU seconds that a project of this size may take; before its edges were indexed it took minutes. */
const mostSeconds = 8;

const net = `var room = new MGOBE.Room();
room.onRecvFromGameSvr = function (e) { console.log(e); };
function say() { room.sendToGameSvr({ data: 1 }); }
`;

/** A file of 1 MB made of one piece, numbered, over and over. */
function repeat(create: (index: number) => string): string {
  const parts: string[] = [];
  let length = 0;
  for (let index = 0; length < 1_000_000; index++) {
    const part = create(index);
    parts.push(part);
    length += part.length;
  }
  return parts.join("");
}

describe("a plain file of 1 MB in which thousands of objects have fields of one name", () => {
  test.each<[string, (index: number) => string]>([
    [
      "constructors",
      (i) => `function Thing${i}(owner) { this.room = owner; this.items = []; }
Thing${i}.prototype.update = function (t) { this.room.value = t; return this.room.child; };
`,
    ],
    [
      "object literals in one long row of statements",
      (i) => `var obj${i} = { room: getThing(${i}), owner: null, data: { id: ${i}, room: 3 } };
obj${i}.owner = obj${Math.max(0, i - 1)};
obj${i}.owner.room.child = obj${i}.data;
`,
    ],
    [
      "classes",
      (i) => `class Unit${i} extends Base {
  constructor(room, data) { super(); this.room = room; this.data = data; this.init({ room: this.room, data }); }
  init(o) { this.room = o.room; this.owner = o.data.owner; this.data.room.send(this.owner.room); }
}
`,
    ],
    [
      "parameters",
      (
        i,
      ) => `function make${i}(a, room) { a.data = room; a.data.room = { x: ${i} }; return use(a.data.room); }
make${i}(all, { id: ${i} });
`,
    ],
  ])("%s are looked at once, not once for each other", (_form, create) => {
    const before = process.cpuUsage();
    const uses = listUses({ "big.js": repeat(create), "net.js": net });
    const { user, system } = process.cpuUsage(before);
    expect(uses).toEqual([
      "net.js:1 construct Room.constructor",
      "net.js:2 handler Room.onRecvFromGameSvr",
      "net.js:3 call Room.sendToGameSvr",
    ]);
    expect((user + system) / 1e6).toBeLessThan(mostSeconds);
  });
});

test("a test of a type close by still counts in a large file", () => {
  const filler = Array.from({ length: 9_000 }, (_, i) => `var x${i} = { a: ${i} }; x${i}.b = x${i}.a;`).join(
    "\n",
  );
  const text = `${filler}
function leave(any) { if (any instanceof MGOBE.Room) any.leaveRoom({}); }`;
  expect(text.length).toBeGreaterThan(200_000);
  expect(listUses({ "big.js": text })).toContain("big.js:9001 call Room.leaveRoom");
});
