import { getMessageBytes, Protocol } from "@colyseus/core";
import { AcceptedAnswer } from "../../../adapters/colyseus/accepted-answer";
import { encodeFrame } from "../../../adapters/wire/server/web-socket-frame";
import { succeed } from "../../../src/engine";

test.each([
  0,
  1,
  9,
  10,
  127,
  128,
  255,
  256,
  65_535,
  65_536,
  0xffffffff,
  0x100000000,
  Number.MAX_SAFE_INTEGER,
])("the answer to request %d has the bytes that Colyseus would have made", (id) => {
  const answer = getMessageBytes[Protocol.ROOM_RESPONSE](id, 0, succeed({}, String(id))) as Uint8Array;
  expect(new AcceptedAnswer().encode(id)).toEqual(encodeFrame(answer));
});
