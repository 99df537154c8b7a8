import { type Channel, type ChannelListener, type Connection } from "../../src/client/connection/connection";
import { type ResponseEvent } from "../../src/contract";
import { readRecord, replay, ReplayPlayer, ReplayRules } from "../../src/replay";

// The answer to an input comes with the next frame, and others of the same frame are on their way meanwhile.

interface Recorded {
  readonly codes: readonly number[];
  /** What the player does after the inputs. */
  readonly then?: object;
}

/** Inputs that were answered at once in the record. */
function record({ codes, then }: Recorded): string {
  const inputs = codes.flatMap((code, index) => [
    { t: 1, type: "call", n: index + 1, player: "p", method: "sendFrame", para: { data: index } },
    { t: 1, type: "answer", n: index + 1, player: "p", code, msg: "", data: {} },
  ]);
  const lines = [
    { type: "record", version: "1.0.0", startedAt: 1, frameRate: 15 },
    { t: 0, type: "connect", player: "p", kind: "drop-in" },
    ...inputs,
    ...(then ? [then] : []),
    { t: 2, type: "end" },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Plays against a server that answers inputs when so many are there, which is its frame. */
async function play(recorded: Recorded, perFrame: number) {
  const waiting: (() => void)[] = [];
  const done: string[] = [];
  const channel: Channel = {
    isOpen: true,
    request: (method: string, _para: unknown, answer: (event: ResponseEvent<never>) => void) => {
      done.push(method);
      const reply = (): void => answer({ code: 0, msg: "", data: {} as never, seq: "" });
      if (method !== "sendFrame") return reply();
      waiting.push(reply);
      if (waiting.length === perFrame) for (const each of waiting.splice(0)) each();
    },
    send: () => undefined,
    ping: () => undefined,
    close: () => done.push("close"),
  };
  const connection: Connection = {
    openSession: async (_login: unknown, _listener: ChannelListener) => ({
      channel,
      login: { playerId: "q", token: "", serverTime: 0 },
    }),
    openRoom: async () => channel,
  };
  const result = await replay({
    recording: readRecord(record(recorded), "f"),
    rules: ReplayRules.standard(),
    createPlayer: () => new ReplayPlayer(connection, async () => ({}) as never),
    isFast: true,
    patience: 10,
  });
  return { result, done };
}

test("inputs of one frame do not wait for each other's answers", async () => {
  const { result } = await play({ codes: [0, 0, 0] }, 3);
  expect(result).toMatchObject({ answers: 3, difference: undefined });
});

test("what may end a connection waits for them", async () => {
  const { result, done } = await play({ codes: [0, 0], then: { t: 2, type: "disconnect", player: "p" } }, 2);
  expect(result).toMatchObject({ answers: 2, difference: undefined });
  expect(done.slice(0, 3)).toEqual(["sendFrame", "sendFrame", "close"]);
});

test("one that differs is told at its own line", async () => {
  const { result } = await play({ codes: [0, 6, 0] }, 3);
  expect(result.difference).toMatchObject({ path: "sendFrame.code", recorded: 6, played: 0, line: 6, t: 1 });
});

test("one that never comes is a difference", async () => {
  const { result } = await play({ codes: [0, 0] }, 3);
  expect(result.difference).toMatchObject({ path: "sendFrame", played: undefined, line: 4 });
});

test("a record in which nobody came is none", () => {
  const head = JSON.stringify({ type: "record", version: "1.0.0", startedAt: 1, frameRate: 15 });
  for (const rest of ["", '{"t":2,"type":"end"}\n'])
    expect(() => readRecord(`${head}\n${rest}`, "f")).toThrow(/nobody came while it was made/);
});
