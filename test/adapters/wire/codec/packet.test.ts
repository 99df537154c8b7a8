import { WireCodec } from "../../../../adapters/wire/codec/envelope";
import { decodePacket, encodePacket } from "../../../../adapters/wire/codec/packet";
import { WireSchema } from "../../../../adapters/wire/codec/wire-schema";

const protobuf = Buffer.from([8, 1]);

it("puts tag, length and end tag around a message", () => {
  expect(encodePacket("request", protobuf).toString("hex")).toBe("0200000008080103");
  expect(encodePacket("push", protobuf).toString("hex")).toBe("2800000008080129");
});

it("gives the message back, also from the middle of a larger buffer", () => {
  const surrounded = Buffer.concat([Buffer.from([9, 9]), encodePacket("push", protobuf), Buffer.from([9])]);
  expect(decodePacket("push", surrounded.subarray(2, surrounded.length - 1))).toEqual(protobuf);
});

it.each([
  ["nothing", ""],
  ["less than the shortest packet", "0200000005"],
  ["a wrong start tag", "0300000008080103"],
  ["a wrong end tag", "0200000008080129"],
  ["a length that is too small", "0200000007080103"],
  ["a length that is too large", "02000000ff080103"],
  ["two packets in one message", "02000000080801030200000008080103"],
  ["a push where a request is due", "2800000008080129"],
])("refuses %s", (_what, hex) => {
  expect(decodePacket("request", Buffer.from(hex, "hex"))).toBeUndefined();
});

it("takes an empty message", () => {
  expect(decodePacket("request", Buffer.from("020000000603", "hex"))).toEqual(Buffer.alloc(0));
});

it.each([["req-1"], ["a".repeat(127)], ["a".repeat(128)], ["请求"], [""]])(
  "answers a request called %s in the bytes that the encoder would have made",
  (seq) => {
    const codec = new WireCodec();
    const message = new WireSchema("current").encode("ClientSendServerRspWrap1", {
      ...{ seq, errCode: 7, errMsg: "no" },
      body: new WireSchema("current").encode("ClientSendServerRspWrap2", { body: new Uint8Array(0) }),
    });
    expect(codec.encodeResponse(seq, 7, "no")).toEqual(encodePacket("request", message));
  },
);
