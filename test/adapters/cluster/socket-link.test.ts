import { Socket } from "node:net";
import { SocketLink } from "../../../adapters/cluster/socket-link";
import { waitUntil } from "../../wait-until";

const links: SocketLink[] = [];

afterEach(() => {
  for (const link of links.splice(0)) link.close();
  jest.restoreAllMocks();
});

/** Two processes that are linked; the log of what goes wrong at the second. */
async function pair(): Promise<{ a: SocketLink; b: SocketLink; log: string[] }> {
  const log: string[] = [];
  const make = (id: string): SocketLink => {
    const link = new SocketLink({
      key: "key",
      getId: () => id,
      log: (message) => log.push(message),
      tell: (message) => log.push(message),
      onRefused: () => undefined,
      onKnock: () => undefined,
    });
    links.push(link);
    return link;
  };
  const [a, b] = [make("a"), make("b")];
  const addresses = new Map([
    ["a", await a.listenOn("127.0.0.1")],
    ["b", await b.listenOn("127.0.0.1")],
  ]);
  for (const link of [a, b]) link.setAddresses(addresses);
  await Promise.all([a.whenLinked(), b.whenLinked()]);
  return { a, b, log };
}

test("what is sent in one turn travels in one write, in its order, answers too", async () => {
  const { a, b } = await pair();
  const heard: unknown[] = [];
  b.listen((_from, name, body, reply) => {
    heard.push([name, body]);
    reply({ to: body });
  });
  const send = jest.spyOn(Socket.prototype, "write");
  const answers: unknown[] = [];
  for (let number = 0; number < 50; number++) {
    if (number % 2 === 0) a.send("b", "event", number);
    else a.request("b", "call", number, (answer) => answers.push(answer));
  }
  await waitUntil(() => answers.length === 25, "the answers");
  expect(heard).toEqual(
    Array.from({ length: 50 }, (_, number) => [number % 2 === 0 ? "event" : "call", number]),
  );
  expect(answers).toEqual(Array.from({ length: 25 }, (_, index) => ({ to: 2 * index + 1 })));
  // One batch there, one back.
  expect(send).toHaveBeenCalledTimes(2);
});

test("a message whose receiver fails takes nothing from those of its batch, and is told of", async () => {
  const { a, b, log } = await pair();
  const heard: unknown[] = [];
  b.listen((_from, _name, body) => {
    if (body === 1) throw new Error("cannot do it");
    heard.push(body);
  });
  for (let number = 0; number < 3; number++) a.send("b", "event", number);
  await waitUntil(() => heard.length === 2, "the others");
  expect(heard).toEqual([0, 2]);
  expect(log.join()).toMatch(/a message of process a failed: Error: cannot do it/);
});

test("what was sent right before a process leaves arrives, and a large message does not wait", async () => {
  const { a, b } = await pair();
  const heard: string[] = [];
  b.listen((_from, _name, body) => heard.push(body as string));
  const send = jest.spyOn(Socket.prototype, "write");
  a.send("b", "event", "x".repeat(300_000));
  expect(send).toHaveBeenCalledTimes(1);
  await waitUntil(() => heard.length === 1, "the large one");
  a.send("b", "event", "last words");
  a.close();
  await waitUntil(() => heard.length === 2, "the last one");
  expect(heard[1]).toBe("last words");
});
