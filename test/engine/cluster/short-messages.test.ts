import { type FrameItem } from "../../../src/contract";
import { parseJsonOrText, type SentFrameItem, sentText } from "../../../src/engine";
import { type CallMessage } from "../../../src/engine/cluster/messages";
import {
  type FrameMessage,
  type InputMessage,
  packFrameEvent,
  packInput,
  packInputAnswer,
  unpackFrameEvent,
  unpackInput,
  unpackInputAnswer,
} from "../../../src/engine/cluster/short-messages";

const travel = <T>(message: T): T => JSON.parse(JSON.stringify(message)) as T;

const call = (method: string, para: unknown): CallMessage =>
  ({ playerId: "anna", method, para, seq: "7" }) as CallMessage;

test.each([
  ["JSON", '{"x":1.50}', 5],
  ["no JSON", "hey", 5],
  ["nothing, and no time", "", undefined],
])("an input of %s arrives as it was sent", (_what, text, timestamp) => {
  const para = { data: parseJsonOrText(text), timestamp, [sentText]: text };
  const arrived = unpackInput(travel(packInput(call("sendFrame", para)) as InputMessage));
  expect(arrived).toEqual({ playerId: "anna", method: "sendFrame", para, seq: "" });
  expect((arrived.para as any)[sentText]).toBe(text);
});

test.each([
  ["another method", "sendToGameSvr", { data: 1, [sentText]: "1" }],
  ["an input without a text", "sendFrame", { data: 1 }],
  [
    "an input whose time is none, which the room refuses",
    "sendFrame",
    { data: 1, timestamp: "5", [sentText]: "1" },
  ],
  ["an input whose time JSON has not", "sendFrame", { data: 1, timestamp: NaN, [sentText]: "1" }],
  ["no parameters", "sendFrame", null],
])("%s travels as any other call", (_what, method, para) => {
  expect(packInput(call(method, para))).toBeUndefined();
});

test("the answer to an input arrives under its own number, a refusal with all that it says", () => {
  const taken = { code: 0, msg: "", seq: "", data: {} };
  expect(unpackInputAnswer(travel(packInputAnswer(taken)), "7")).toEqual({ ...taken, seq: "7" });
  const refused = { code: 40000, msg: "not running", seq: "", data: null };
  expect(unpackInputAnswer(travel(packInputAnswer(refused)), "7")).toEqual({ ...refused, seq: "7" });
});

test("items of a frame arrive as they were; values of texts are made for those alone who want them", () => {
  const items: SentFrameItem[] = [
    { playerId: "a", data: { x: 1 }, timestamp: 1 },
    { playerId: "b", data: 1.5, timestamp: 2, [sentText]: "1.50" },
    { playerId: "c", data: "no JSON", timestamp: 3, [sentText]: "no JSON" },
  ];
  const frame = { id: 4, items: items as FrameItem[], ext: { seed: 5 }, roomId: "r" };
  const event = { name: "onRecvFrame", data: { frame }, seq: "s" } as const;
  const message = travel<FrameMessage>(packFrameEvent(event, ["a", "b"]));
  expect(message[0]).toEqual(["a", "b"]);
  const texts = ({ data }: ReturnType<typeof unpackFrameEvent>): unknown[] =>
    (data as typeof event.data).frame.items.map((item) => (item as SentFrameItem)[sentText]);
  const whole = unpackFrameEvent(message, false);
  expect(whole).toEqual(event);
  expect(texts(whole)).toEqual([undefined, "1.50", "no JSON"]);
  const unread = unpackFrameEvent(message, true);
  expect(texts(unread)).toEqual([undefined, "1.50", "no JSON"]);
  expect((unread.data as typeof event.data).frame.items.map(({ data }) => data)).toEqual([
    { x: 1 },
    undefined,
    "no JSON",
  ]);
});
