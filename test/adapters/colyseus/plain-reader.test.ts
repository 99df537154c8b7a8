import { createRequire } from "node:module";
import { notPlain, PlainReader } from "../../../adapters/colyseus/plain-reader";

interface Packing {
  pack(value: unknown): Uint8Array;
}

/** The encoder and decoder of Colyseus, which is nobody's dependency but its own. */
const { Packr, unpack } = createRequire(require.resolve("@colyseus/core"))("msgpackr") as {
  Packr: new (options?: { useRecords: boolean }) => Packing;
  unpack: (bytes: Uint8Array) => unknown;
};

const reader = new PlainReader();
const read = (bytes: Uint8Array): unknown => reader.read(Buffer.from(bytes), 0);

const values: readonly unknown[] = [
  { data: { x: 120.5, y: 33, action: "move" }, timestamp: 1_700_000_000_123 },
  { data: [{ x: 1 }, { x: 2 }, { x: 3, y: null }, [], {}], timestamp: 5 },
  { data: "a text of more than sixteen bytes that is not kept", timestamp: -1 },
  { data: "移动 😀", 名字: true },
  { data: { "": "", a: [true, false, null, 0, -1, -32, -33, 127, 128, 255, 256, 65_535, 65_536] } },
  { data: [-128, -129, -32_768, -32_769, 2 ** 31, 2 ** 32 - 1, 0.1, 1e300, -0, NaN, Infinity] },
  { data: { length: 3, 5: "five", constructor: "x", toString: 1 } },
  { data: "x".repeat(300), list: Array.from({ length: 20 }, (_, index) => index) },
  Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`key${index}`, index])),
  [1, [2, [3]]],
  "text",
  42,
  null,
];

describe.each([
  ["objects as maps, as servers send them", new Packr({ useRecords: false })],
  ["objects as names and values, as the JavaScript client sends them", new Packr()],
])("%s", (_what, packr) => {
  test.each(values.map((value) => [JSON.stringify(value).slice(0, 60), value]))("%s", (_text, value) => {
    const bytes = packr.pack(value);
    const decoded = read(bytes);
    // What it does not read is left to the other; what it reads is the same, the order of members included.
    if (decoded === notPlain) expect(JSON.stringify(value)).toMatch(/key39/);
    else {
      expect(decoded).toStrictEqual(unpack(bytes));
      expect(JSON.stringify(decoded)).toBe(JSON.stringify(unpack(bytes)));
    }
  });
});

test.each([
  ["nothing", ""],
  ["a second value", "0102"],
  ["a text that is cut off", "a36162"],
  ["a text that is not UTF-8", "a2c328"],
  ["a list that claims more than there is", "dcffff01"],
  ["an object that claims more than there is", "df7fffffff"],
  ["a name that is no text", "810102"],
  ["the name __proto__", "81a95f5f70726f746f5f5f01"],
  ["an integer of 64 bits", "cf0000000000000001"],
  ["bytes", "c403010203"],
  ["an extension", "d60000000000"],
  ["undefined", "d40000"],
  ["a number that is cut off", "cb0000"],
  ["lists in lists without end", "91".repeat(100) + "01"],
])("leaves alone: %s", (_what, hex) => {
  expect(read(Buffer.from(hex, "hex"))).toBe(notPlain);
});

test("whatever the bytes, it reads what the other decoder reads, or nothing", () => {
  let seed = 7;
  const next = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 1) % 256;
  const sample = Buffer.from(new Packr().pack(values[1]));
  let isRead = 0;
  for (let round = 0; round < 20_000; round++) {
    const bytes = Buffer.from(sample);
    for (let change = 0; change < 1 + (round % 3); change++) {
      bytes[(next() * 256 + next()) % bytes.length] = next();
    }
    const decoded = read(bytes);
    if (decoded === notPlain) continue;
    isRead += 1;
    expect(decoded).toStrictEqual(unpack(bytes));
  }
  expect(isRead).toBeGreaterThan(1000);
});

test("texts that fall on the same place do not take each other's", () => {
  const packr = new Packr({ useRecords: false });
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < 5000; index++) {
      expect(read(packr.pack({ [`n${index}`]: `v${index}` }))).toEqual({ [`n${index}`]: `v${index}` });
    }
  }
});
