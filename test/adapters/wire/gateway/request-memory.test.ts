import {
  finish,
  finishLater,
  type Remembered,
  RequestMemory,
} from "../../../../adapters/wire/gateway/request-memory";
import { type WireConnection } from "../../../../adapters/wire/gateway/wire-connection";

class Asker {
  readonly got: string[] = [];

  send(packet: Uint8Array): void {
    this.got.push(Buffer.from(packet).toString());
  }

  sendLater(packet: Uint8Array): void {
    this.got.push(`later ${Buffer.from(packet).toString()}`);
  }
}

const packet = (text: string): Uint8Array => Buffer.from(text);

function open(capacity: number) {
  const memory = new RequestMemory(capacity);
  const asker = new Asker();
  const begin = (seq: string, from = asker): Remembered | undefined =>
    memory.begin(seq, from as unknown as WireConnection);
  const answer = (seq: string): void => finish(begin(seq) as Remembered, packet(`answer ${seq}`));
  return { asker, begin, answer };
}

test("a request that comes again gets the answer once more, and is not carried out", () => {
  const { asker, begin, answer } = open(4);
  answer("one");
  answer("two");
  expect(begin("one")).toBeUndefined();
  expect(asker.got).toEqual(["answer one", "answer two", "answer one"]);
});

test("while it is being carried out, each socket that asks waits, and gets the answer once", () => {
  const { asker, begin } = open(4);
  const [second, third] = [new Asker(), new Asker()];
  const request = begin("one") as Remembered;
  expect(begin("one", second)).toBeUndefined();
  expect(begin("one", third)).toBeUndefined();
  finishLater(request, packet("taken"), (seq) => packet(`taken again ${seq}`));
  for (const each of [asker, second, third]) expect(each.got).toEqual(["later taken"]);
  begin("one", second);
  expect(second.got).toEqual(["later taken", "taken again one"]);
  expect(third.got).toHaveLength(1);
});

test("the oldest go first, and none that is being carried out", () => {
  const { begin, answer } = open(3);
  const pending = begin("pending") as Remembered;
  for (const seq of ["a", "b", "c", "d"]) answer(seq);
  expect(begin("pending")).toBeUndefined();
  for (const seq of ["c", "d"]) expect(begin(seq)).toBeUndefined();
  expect(begin("a")).toBeDefined();
  finish(pending, packet("at last"));
  expect(begin("pending")).toBeUndefined();
});

test("however many are being carried out at once, all are known", () => {
  const { begin } = open(2);
  const names = Array.from({ length: 50 }, (_, index) => `request-${index}`);
  const requests = names.map((seq) => begin(seq) as Remembered);
  for (const seq of names) expect(begin(seq)).toBeUndefined();
  for (const request of requests) finish(request, packet("done"));
  expect(begin("another")).toBeDefined();
  expect(begin("request-0")).toBeDefined();
});

test("ids that have the same number are told apart", () => {
  const { begin, answer } = open(8);
  // The same by the sum of their letters, each 31 times the next.
  answer("Aa");
  expect(begin("BB")).toBeDefined();
  expect(begin("Aa")).toBeUndefined();
});
