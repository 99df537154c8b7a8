import {
  type Channel,
  type ChannelListener,
  type Connection,
  ConnectionError,
} from "../../src/client/connection/connection";
import { readRecord, replay, ReplayPlayer, ReplayRules } from "../../src/replay";

const text = [
  { type: "record", version: "1.0.0", startedAt: 1, frameRate: 15 },
  { t: 0, type: "connect", player: "p", kind: "wire" },
  { t: 1, type: "call", n: 1, player: "p", method: "getRoomDetail", para: {} },
  { t: 2, type: "answer", n: 1, player: "p", code: 0, msg: "", data: {} },
  { t: 3, type: "end" },
];

/** Plays a call that is never answered, on a server that lets so many players in. */
async function play(logins: number) {
  let isOpen = true;
  const channel: Channel = {
    get isOpen() {
      return isOpen;
    },
    request: () => undefined,
    send: () => undefined,
    ping: () => undefined,
    close: () => (isOpen = false),
  };
  const connection: Connection = {
    openSession: async (_login: unknown, _listener: ChannelListener) => {
      if (logins-- <= 0) throw new ConnectionError(90006, "nobody listens");
      return { channel, login: { playerId: "q", token: "", serverTime: 0 } };
    },
    openRoom: async () => channel,
  };
  return replay({
    recording: readRecord(text.map((line) => `${JSON.stringify(line)}\n`).join(""), "f"),
    rules: ReplayRules.standard(),
    createPlayer: () => new ReplayPlayer(connection, async () => ({}) as never),
    isFast: true,
    patience: 10,
  });
}

test("an answer that does not come is a difference", async () => {
  expect(await play(2)).toMatchObject({ difference: { path: "getRoomDetail", line: 4, player: "p" } });
});

test("a server that died under a replay is no difference of the game", async () => {
  await expect(play(1)).rejects.toThrow("nobody listens");
});
