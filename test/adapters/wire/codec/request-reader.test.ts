import { isDeepStrictEqual } from "node:util";
import { WireCodec } from "../../../../adapters/wire/codec/envelope";
import { encodePacket } from "../../../../adapters/wire/codec/packet";
import { RequestReader } from "../../../../adapters/wire/codec/request-reader";
import { WireSchema } from "../../../../adapters/wire/codec/wire-schema";
import { captured } from "../../../wire/wire-captured";

const codec = new WireCodec();
const schema = new WireSchema("current");

function makePacket(fields: object = {}, inner: object = {}): Buffer {
  const body = schema.encode("ClientSendServerReqWrap2", {
    ...{ cmd: 4000, body: Buffer.from("message") },
    ...inner,
  });
  const known = {
    version: "1.3.9",
    seq: "request-1",
    authKey: "k".repeat(72),
    gameId: "game",
    playerId: "player",
  };
  return encodePacket("request", schema.encode("ClientSendServerReqWrap1", { ...known, body, ...fields }));
}

function open(): { reader: RequestReader; decode: jest.SpyInstance } {
  const decode = jest.spyOn(codec, "decodeRequest").mockClear();
  return { reader: new RequestReader(codec), decode };
}

const plain = (request: object | undefined): unknown =>
  request && { ...request, body: Buffer.from((request as { body: Uint8Array }).body).toString("hex") };

afterEach(() => jest.restoreAllMocks());

test("a request like the one before is read without being decoded, and is the same", () => {
  const { reader, decode } = open();
  const first = reader.read(makePacket());
  const body = Buffer.alloc(300, 7);
  for (const [fields, inner] of [
    [{ seq: "request-2" }, { body: Buffer.from("another") }],
    [{ seq: "REQUEST-3" }, { body }],
  ] as const) {
    const packet = makePacket(fields, inner);
    const request = reader.read(packet);
    expect(decode).toHaveBeenCalledTimes(1);
    expect(request).toMatchObject({ seq: fields.seq, authKey: first?.authKey });
    expect(plain(request)).toEqual(plain(new WireCodec().decodeRequest(packet)));
  }
});

test.each([
  ["another token", { authKey: "j".repeat(72) }, {}],
  ["a longer id", { seq: "request-10" }, {}],
  ["an id that is not ASCII", { seq: "请求!!!" }, {}],
  ["another command", {}, { cmd: 2 }],
  ["no message", {}, { body: Buffer.alloc(0) }],
  ["another player", { playerId: "other" }, {}],
  ["one more field", { clientIp: "192.0.2.1" }, {}],
])("a request with %s is read as what it is", (_what, fields, inner) => {
  const { reader } = open();
  reader.read(makePacket());
  const packet = makePacket(fields, inner);
  expect(plain(reader.read(packet))).toEqual(plain(new WireCodec().decodeRequest(packet)));
  expect(plain(reader.read(makePacket()))).toEqual(plain(new WireCodec().decodeRequest(makePacket())));
});

test("whatever bytes come after a request, they are read as the decoder reads them", () => {
  let seed = 11;
  const next = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 1);
  const sample = makePacket();
  const decoder = new WireCodec();
  const { reader } = open();
  for (let round = 0; round < 20_000; round++) {
    const packet = Buffer.from(sample);
    for (let change = 0; change <= round % 3; change++)
      packet[5 + ((next() >>> 4) % (packet.length - 6))] = next() % 256;
    reader.read(sample);
    const [read, decoded] = [plain(reader.read(packet)), plain(decoder.decodeRequest(packet))];
    // Jest's own comparison takes longer than all the rest.
    if (!isDeepStrictEqual(read, decoded)) expect(read).toEqual(decoded);
  }
});

test("the requests of a real client are like each other", () => {
  const { reader, decode } = open();
  for (const hex of [captured.sendFrame, captured.sendFrame, captured.sendFrame]) {
    expect(reader.read(Buffer.from(hex, "hex"))).toMatchObject({ version: "1.3.9" });
  }
  expect(decode).toHaveBeenCalledTimes(1);
});
