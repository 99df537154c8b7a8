import { type RequestFrameRsp } from "../../../contract";
import { type Trial, type TrialPlayer } from "./trial";

const cuts = 3;
const framesBetweenCuts = 20;

/** Frame sync from start to end, with all connections of both players cut in between. */
export async function checkFrames(trial: Trial): Promise<void> {
  const { checks, a, b } = trial;
  const both = [a, b];
  await checks.call("startFrameSync", (done) => a.room.startFrameSync({}, done));
  await checks.until("onStartFrameSync", () =>
    both.every((player) => player.events.onStartFrameSync.length === 1),
  );
  await checks.call({ en: "sendFrame of the first", zh: "第一名玩家 sendFrame" }, (done) =>
    a.room.sendFrame({ data: { key: 1 } }, done),
  );
  await checks.call({ en: "sendFrame of the second", zh: "第二名玩家 sendFrame" }, (done) =>
    b.room.sendFrame({ data: { key: 2 } }, done),
  );
  await checks.until({ en: "frames of both reach both", zh: "双方的帧都到达双方" }, () =>
    both.every((player) => hasItem(player, 1) && hasItem(player, 2)),
  );
  await checks.until({ en: "30 frames", zh: "30 帧" }, () =>
    both.every((player) => frameIds(player).length >= 30),
  );
  await checks.call<RequestFrameRsp>(
    "requestFrame",
    (done) => b.room.requestFrame({ beginFrameId: 1, endFrameId: 10 }, done),
    (event) => event.code === 0 && event.data?.frames.length === 10,
  );
  await checkCuts(trial);
  await checks.call("stopFrameSync", (done) => b.room.stopFrameSync({}, done));
  await checks.until("onStopFrameSync", () =>
    both.every((player) => player.events.onStopFrameSync.length === 1),
  );
  await checks.call(
    { en: "sendFrame afterwards", zh: "停止后 sendFrame" },
    (done) => b.room.sendFrame({ data: {} }, done),
    40005,
  );
}

async function checkCuts({ checks, a, b, cutSockets }: Trial): Promise<void> {
  for (let cut = 1; cut <= cuts; cut++) {
    const last = Math.max(...frameIds(a), ...frameIds(b));
    await cutSockets();
    await checks.until(
      { en: `frames go on after cut ${cut} of all sockets`, zh: `第 ${cut} 次切断所有连接后帧继续` },
      () => [a, b].every((player) => Math.max(...frameIds(player)) > last + framesBetweenCuts),
      15_000,
    );
  }
  for (const [en, zh, player] of [
    ["first", "第一名", a],
    ["second", "第二名", b],
  ] as const) {
    const breaks = frameIds(player).filter((id, index) => id !== index + 1);
    checks.isTrue(
      { en: `no frame lost or doubled at the ${en}`, zh: `${zh}玩家没有丢失或重复的帧` },
      () => breaks.length === 0,
      `from ${breaks[0]} on`,
    );
  }
  await checks.call({ en: "sendFrame after the cuts", zh: "切断之后 sendFrame" }, (done) =>
    b.room.sendFrame({ data: { key: 3 } }, done),
  );
  await checks.until({ en: "it reaches the other", zh: "对方收到" }, () => hasItem(a, 3));
  await checks.until("onChangePlayerNetworkState", () =>
    [a, b].some((player) => player.events.onChangePlayerNetworkState.length > 0),
  );
}

function frameIds(player: TrialPlayer): number[] {
  return player.events.onRecvFrame.map((event) => Number(event.data.frame.id));
}

/** Old versions hand on the text of a frame item, later ones its value. */
function hasItem(player: TrialPlayer, key: number): boolean {
  return player.events.onRecvFrame.some((event) =>
    event.data.frame.items.some(({ data }: { data: unknown }) => {
      const value = typeof data === "string" ? (JSON.parse(data) as unknown) : data;
      return (value as { key?: number }).key === key;
    }),
  );
}
