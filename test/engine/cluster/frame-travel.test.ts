import {
  completeSettings,
  Game,
  type Outlet,
  parseJsonOrText,
  sentText,
  SystemClock,
} from "../../../src/engine";
import { waitUntil } from "../../wait-until";
import { MemoryCluster, type MemoryNode } from "./memory-cluster";
import { TestPlayer } from "./test-player";

const room = { roomName: "r", maxPlayers: 9, roomType: "t", isPrivate: false, customProperties: "" };

interface Process {
  readonly game: Game;
  readonly node: MemoryNode;
}

let processes: Process[];

async function start(ids: readonly string[]): Promise<Process[]> {
  const cluster = new MemoryCluster();
  processes = ids.map((id) => ({
    game: new Game({
      settings: completeSettings({ gameId: "g", serverKey: "k", frameRate: 60 }),
      clock: new SystemClock(),
      random: Math.random,
      log: () => undefined,
    }),
    node: cluster.add(id),
  }));
  await Promise.all(processes.map(({ game, node }) => game.joinCluster(node, node)));
  return processes;
}

afterEach(() => {
  for (const { game } of processes) {
    game.shutDown();
    game.close();
  }
});

/** What a wire client sends with an input: the value, and the very text of it. */
function textPara(text: string): object {
  return { data: parseJsonOrText(text), [sentText]: text };
}

test("the text that an input was sent as survives the way between processes, in frames and when they are asked for", async () => {
  const [a, b, c] = (await start(["a", "b", "c"])) as [Process, Process, Process];
  const anna = new TestPlayer("anna", a);
  const roomId = (await anna.call("createRoom", room)).data.roomInfo.id;
  anna.attach(roomId);
  const items: any[] = [];
  const seeing: Outlet = {
    kind: "wire",
    deliver: ({ name, data }) => {
      if (name === "onRecvFrame") items.push(...(data as any).frame.items);
    },
  };
  const ben = new TestPlayer("ben", b);
  await ben.call("joinRoom", { roomId });
  const closeSession = c.game.connect("carl", seeing);
  await c.game.handle("carl", "joinRoom", { roomId, playerInfo: {} });
  c.game.attachToRoom("carl", roomId, seeing);
  await ben.call("startFrameSync");
  const texts = ["1.50", "no JSON at all", '{"x":1}', "12345678901234567890"];
  for (const text of texts) {
    expect((await b.game.handle("ben", "sendFrame", textPara(text) as never)).code).toBe(0);
  }
  await b.game.handle("ben", "sendFrame", { data: { plain: true } } as never);
  await waitUntil(() => items.length === 5, "the inputs");
  expect(items.map((item) => item[sentText])).toEqual([...texts, undefined]);
  expect(items.map(({ data }) => data)).toEqual([
    1.5,
    "no JSON at all",
    { x: 1 },
    Number("12345678901234567890"),
    { plain: true },
  ]);
  const { data } = await c.game.handle("carl", "requestFrame", {
    beginFrameId: 1,
    endFrameId: 2000,
  } as never);
  const replayed = (data as any).frames.flatMap((frame: any) => frame.items);
  expect(replayed.map((item: any) => item[sentText] ?? JSON.stringify(item.data))).toEqual([
    ...texts,
    '{"plain":true}',
  ]);
  closeSession();
});

test("a frame goes once to each process that has players of the room, however many there are", async () => {
  const [a, b, c] = (await start(["a", "b", "c"])) as [Process, Process, Process];
  let localFrames = 0;
  const local: Outlet = {
    kind: "wire",
    deliver: ({ name }) => {
      if (name === "onRecvFrame") localFrames += 1;
    },
  };
  a.game.connect("host", local);
  const made = await a.game.handle("host", "createRoom", { ...room, playerInfo: {} } as never);
  const roomId = (made.data as any).roomInfo.id as string;
  a.game.attachToRoom("host", roomId, local);
  const players = [b, b, b, c, c].map((at, index) => new TestPlayer(`player ${index}`, at));
  for (const player of players) {
    await player.call("joinRoom", { roomId });
    player.attach(roomId);
  }
  await players[0]!.call("startFrameSync");
  const countFrames = (player: TestPlayer): number =>
    player.names().filter((name) => name === "onRecvFrame").length;
  await waitUntil(() => players.every((player) => countFrames(player) > 0), "frames for all");
  const sent = (): number => a.node.sent.get("frame") ?? 0;
  const [frames, events] = [localFrames, sent()];
  await waitUntil(() => localFrames >= frames + 10, "frames");
  // Both are counted in the turn that makes the frame.
  expect(sent() - events).toBe(2 * (localFrames - frames));
});
