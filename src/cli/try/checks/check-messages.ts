import { type Trial, type TrialPlayer } from "./trial";

// The values of ENUM.RecvType, which the oldest versions name differently.
const toAll = 1;
const toOthers = 2;

/** Messages between players, and to and from the game server. */
export async function checkMessages({ checks, a, b }: Trial): Promise<void> {
  const heard = (player: TrialPlayer, text: string): boolean =>
    player.events.onRecvFromClient.some((event) => event.data.msg === text);
  await checks.call({ en: "sendToClient to others", zh: "sendToClient 给其他人" }, (done) =>
    a.room.sendToClient({ recvType: toOthers, recvPlayerList: [], msg: "one" }, done),
  );
  await checks.until({ en: "onRecvFromClient of others", zh: "其他人 onRecvFromClient" }, () =>
    heard(b, "one"),
  );
  await checks.call({ en: "sendToClient to all", zh: "sendToClient 给所有人" }, (done) =>
    b.room.sendToClient({ recvType: toAll, recvPlayerList: [], msg: "two" }, done),
  );
  await checks.until(
    { en: "onRecvFromClient of all", zh: "所有人 onRecvFromClient" },
    () => heard(a, "two") && heard(b, "two"),
  );
  checks.isTrue(
    { en: "the sender did not hear what was for others", zh: "发送者没有收到给其他人的消息" },
    () => !heard(a, "one"),
    "it did",
  );

  await checks.call("sendToGameSvr", (done) => a.room.sendToGameSvr({ data: { text: "文" } }, done));
  await checks.until("onRecvFromGameSvr", () => echoes(a).some((echo) => echo.text === "文"));
  await checks.call({ en: "sendToGameSvr for all", zh: "给所有人的 sendToGameSvr" }, (done) =>
    b.room.sendToGameSvr({ data: { all: true } }, done),
  );
  await checks.until({ en: "onRecvFromGameSvr of all", zh: "所有人 onRecvFromGameSvr" }, () =>
    [a, b].every((player) => echoes(player).some((echo) => echo.all)),
  );
}

/** What the game server of the trial sent back. */
function echoes(player: TrialPlayer): { readonly text?: string; readonly all?: boolean }[] {
  return player.events.onRecvFromGameSvr.map((event) => event.data.data.echo);
}
