import { getMessageBytes, Protocol } from "@colyseus/core";
import { Packr } from "msgpackr";
import { checkMessage, readRequest } from "../../../adapters/colyseus/message-check";
import { createRandom } from "../../random";

/** As the JavaScript client packs: the names of an object's members once, behind a mark. */
const withRecords = new Packr();

function frame(value: unknown): Buffer {
  const head = Buffer.from([Protocol.ROOM_REQUEST, 5, 0xa3, ...Buffer.from("say")]);
  return Buffer.concat([head, withRecords.pack(value)]);
}

test.each([
  ["lists", (depth: number) => Buffer.concat([Buffer.alloc(depth, 0x91), Buffer.from([1])])],
  [
    "lists with more behind",
    (depth: number) => Buffer.concat([Buffer.alloc(depth, 0x92), Buffer.alloc(depth + 1, 1)]),
  ],
  [
    "objects",
    (depth: number) =>
      Buffer.concat([...Array<Buffer>(depth).fill(Buffer.from([0x81, 0xa1, 0x61])), Buffer.from([1])]),
  ],
])("tells %s that are nested too deep, without decoding them", (_kind, nest) => {
  const head = Buffer.from([0xa3, ...Buffer.from("say")]);
  const kinds = (depth: number) => [
    checkMessage(Buffer.concat([Buffer.from([Protocol.ROOM_DATA]), head, nest(depth)])),
    checkMessage(Buffer.concat([Buffer.from([Protocol.ROOM_REQUEST, 5]), head, nest(depth)])),
  ];
  expect(kinds(110)).toEqual(["send", "request"]);
  for (const depth of [111, 60_000]) expect(kinds(depth)).toEqual(["deepSend", "deepRequest"]);
});

test("many lists beside each other are not deep", () => {
  const value = Array.from({ length: 500 }, () => [[1], { a: [2] }]);
  expect(checkMessage(frame({ value, more: [value, value] }))).toBe("request");
});

function makeValue(random: () => number, depth: number): unknown {
  const pick = Math.floor(random() * (depth > 0 ? 9 : 6));
  const size = Math.floor(random() ** 3 * 40);
  switch (pick) {
    case 0:
      return null;
    case 1:
      return random() < 0.5;
    case 2:
      return Math.floor((random() - 0.5) * 2 ** Math.floor(random() * 60));
    case 3:
      return random() * 1e9;
    case 4:
      return "字x".repeat(Math.floor(random() ** 4 * 40_000));
    case 5:
      return undefined;
    case 6:
      return Array.from({ length: size }, () => makeValue(random, depth - 1));
    default: {
      const names = Array.from({ length: size }, (_, index) => `k${Math.floor(random() * 3)}${index}`);
      return Object.fromEntries(names.map((name) => [name, makeValue(random, depth - 1)]));
    }
  }
}

test("takes whatever the clients' encoders make, and nothing that is cut short or has more behind it", () => {
  const random = createRandom(7);
  for (let round = 0; round < 500; round++) {
    const value = makeValue(random, 4);
    for (const bytes of [getMessageBytes.raw(Protocol.ROOM_DATA, "say", value ?? null), frame(value)]) {
      const kind = bytes[0] === Protocol.ROOM_DATA ? "send" : "request";
      expect(checkMessage(bytes)).toBe(kind);
      expect(checkMessage(Buffer.concat([bytes, Buffer.from([0])]))).toBeUndefined();
      const cut = bytes.subarray(0, bytes.length - 1);
      if (bytes.length > 7) expect(checkMessage(cut)).toBeUndefined();
    }
  }
});

test("reads number and method of a request", () => {
  expect(readRequest(frame({ a: 1 }))).toEqual({ id: 5, method: "say" });
});

test("a message of random bytes is looked through without a fault", () => {
  const random = createRandom(11);
  const codes = [13, 17, 21];
  for (let round = 0; round < 20_000; round++) {
    const bytes = Uint8Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 256));
    bytes[0] = codes[round % 3] as number;
    expect(() => checkMessage(bytes)).not.toThrow();
  }
});
