import { measureJson, toJsonValue, toTolerantJsonValue } from "../../../src/engine";

const sparse = [1, , 3];

/** Values for which the JSON round trip decides. */
const values: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  Number.NaN,
  Infinity,
  1.5,
  "",
  "😀\ud800",
  [],
  sparse,
  [undefined, () => 1],
  {},
  { a: undefined, b: 1 },
  { date: new Date(0) },
  { nested: [{ x: [{ y: { z: new Map() } }] }] },
  Object.create(null, { own: { value: 1, enumerable: true }, hidden: { value: 2 } }),
  new (class Point {
    x = 1;
    get y(): number {
      return 2;
    }
  })(),
  new Uint8Array([1]),
  { toJSON: () => ({ replaced: true }) },
  new String("boxed"),
];

describe("toJsonValue", () => {
  test("gives what a JSON round trip gives", () => {
    for (const value of values) {
      const expected: unknown = JSON.parse(JSON.stringify(value) ?? "null");
      expect(toJsonValue(value)).toEqual(expected);
      expect(JSON.stringify(toJsonValue(value))).toBe(JSON.stringify(expected));
    }
  });

  test("turns what JSON has no text for into null", () => {
    for (const value of [undefined, () => 1, Symbol("x")]) expect(toJsonValue(value)).toBeNull();
  });

  test("gives back the same object when nothing would change", () => {
    const value = { list: [1, "2", null, { deep: true }] };
    expect(toJsonValue(value)).toBe(value);
  });

  test("throws for cycles, however far away, and for BigInt", () => {
    const circle: Record<string, unknown> = {};
    circle.self = { to: circle };
    expect(() => toJsonValue(circle)).toThrow(TypeError);
    expect(() => toJsonValue({ big: 1n })).toThrow(TypeError);
  });

  test("takes values that are nested deeper than the fast path goes", () => {
    let deep: unknown = "bottom";
    for (let i = 0; i < 100; i++) deep = { deep };
    expect(JSON.stringify(toJsonValue(deep))).toBe(JSON.stringify(deep));
  });
});

describe("toTolerantJsonValue", () => {
  test("leaves out what cannot be encoded and says where it was", () => {
    const circle: Record<string, unknown> = { name: "circle" };
    circle.list = [circle, 1];
    const timer = setInterval(() => undefined, 1000);
    const value = {
      circle,
      timer,
      big: 1n,
      bad: {
        toJSON: () => {
          throw new Error("no");
        },
      },
      get broken(): never {
        throw new Error("no");
      },
      kept: { a: [1, undefined], at: new Date(0) },
    };
    const { value: copy, dropped } = toTolerantJsonValue(value);
    clearInterval(timer);
    expect(copy).toEqual({
      circle: { name: "circle", list: [null, 1] },
      kept: { a: [1, null], at: "1970-01-01T00:00:00.000Z" },
    });
    expect([...dropped].sort()).toEqual(["bad", "big", "broken", "circle.list[0]", "timer"]);
  });

  test("drops nothing from what JSON can encode, shared objects included", () => {
    const shared = { x: 1 };
    expect(toTolerantJsonValue({ a: shared, b: shared })).toEqual({
      value: { a: { x: 1 }, b: { x: 1 } },
      dropped: [],
    });
    expect(toTolerantJsonValue(1n)).toEqual({ value: null, dropped: ["(whole value)"] });
  });

  test("survives nesting that overflows the stack of JSON", () => {
    let deep: unknown = 1n;
    for (let i = 0; i < 1000; i++) deep = [deep];
    expect(toTolerantJsonValue(deep).dropped).toHaveLength(1);
  });
});

describe("measureJson", () => {
  test("is close to the size of the text in bytes", () => {
    for (const value of [
      "ascii",
      "中文",
      "😀",
      12345,
      -1,
      0,
      true,
      null,
      [1, 2, 3],
      { key: "value", list: [{ a: 1 }, { b: "ü" }] },
      {},
    ]) {
      const exact = Buffer.byteLength(JSON.stringify(value));
      const measured = measureJson(value);
      expect(Math.abs(measured - exact)).toBeLessThanOrEqual(2 + exact * 0.2);
    }
  });

  test("stops soon after the limit", () => {
    const huge = Array.from({ length: 1_000_000 }, () => "x".repeat(100));
    expect(measureJson(huge, 1000)).toBeLessThan(2000);
    expect(measureJson("x".repeat(5000), 1000)).toBeGreaterThan(1000);
  });
});
