import { isDeepStrictEqual } from "node:util";
import { SendFrameReader } from "../../../../adapters/wire/codec/send-frame-reader";
import { WireCodec } from "../../../../adapters/wire/codec/envelope";
import { WireSchema } from "../../../../adapters/wire/codec/wire-schema";

const codec = new WireCodec();
const schema = new WireSchema("current");
const encode = (fields: object): Uint8Array => schema.encode("SendFrameReq", fields);
const read = (bytes: Uint8Array): unknown => new SendFrameReader(bytes).read();
const decode = (bytes: Uint8Array): unknown => codec.decodeBody("SendFrameReq", bytes);

test.each([
  ["as clients send it", { roomId: "room", item: { data: '{"x":1}', timestamp: 1_790_000_000_000 } }],
  ["with the name of its sender", { roomId: "room", item: { playerId: "me", data: "1", timestamp: 1 } }],
  ["Chinese", { roomId: "房间", item: { data: '"向左"', timestamp: 2 } }],
  ["of 3 KB", { roomId: "room", item: { data: "x".repeat(3_000), timestamp: 3 } }],
  ["without a room, and empty", { item: { data: "" } }],
])("a message %s is read without the decoder, and is the same", (_what, fields) => {
  const bytes = encode(fields);
  expect(read(bytes)).toEqual(decode(bytes));
  expect(read(new Uint8Array(bytes))).toEqual(decode(bytes));
});

test.each([
  ["no item", encode({ roomId: "room" })],
  ["nothing", new Uint8Array(0)],
  ["a number beyond 2^49", encode({ item: { data: "1", timestamp: 2 ** 53 } })],
  ["more than two bytes say the length of", encode({ item: { data: "x".repeat(20_000), timestamp: 1 } })],
  ["a field that is not known", Buffer.concat([encode({ item: { data: "1" } }), Buffer.of(0x1a, 0x00)])],
  ["two items", Buffer.concat([encode({ item: { data: "1" } }), encode({ item: { data: "2" } })])],
])("a message with %s is left to the decoder", (_what, bytes) => {
  expect(read(bytes)).toBeUndefined();
});

test("whatever the bytes are, what is read is what the decoder makes of them", () => {
  let seed = 7;
  const next = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 1);
  const sample = Buffer.from(
    encode({ roomId: "room", item: { playerId: "p", data: '{"a":"我"}', timestamp: 1_790_000_000_000 } }),
  );
  let understood = 0;
  for (let round = 0; round < 30_000; round++) {
    const bytes = Buffer.from(sample.subarray(0, sample.length - (round % 7 === 0 ? next() % 5 : 0)));
    for (let change = 0; change <= round % 3; change++) bytes[(next() >>> 4) % bytes.length] = next() % 256;
    const message = read(bytes);
    if (message === undefined) continue;
    understood += 1;
    const decoded = decode(bytes);
    // Jest's own comparison takes longer than all the rest.
    if (!isDeepStrictEqual(message, decoded)) expect(message).toEqual(decoded);
  }
  expect(understood).toBeGreaterThan(1_000);
});
