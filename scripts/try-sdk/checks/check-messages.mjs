// The values of ENUM.RecvType, which the oldest versions name differently.
const toAll = 1;
const toOthers = 2;

/** Messages between players, and to and from the game server. */
export async function checkMessages({ checks, a, b }) {
  const heard = (player, text) => player.events.onRecvFromClient.some((event) => event.data.msg === text);
  await checks.call("sendToClient to others", (done) =>
    a.room.sendToClient({ recvType: toOthers, recvPlayerList: [], msg: "one" }, done),
  );
  await checks.until("onRecvFromClient of others", () => heard(b, "one"));
  await checks.call("sendToClient to all", (done) =>
    b.room.sendToClient({ recvType: toAll, recvPlayerList: [], msg: "two" }, done),
  );
  await checks.until("onRecvFromClient of all", () => heard(a, "two") && heard(b, "two"));
  checks.isTrue("the sender did not hear what was for others", () => !heard(a, "one"));

  await checks.call("sendToGameSvr", (done) => a.room.sendToGameSvr({ data: { text: "文" } }, done));
  await checks.until("onRecvFromGameSvr", () => echoes(a).some((echo) => echo.text === "文"));
  await checks.call("sendToGameSvr for all", (done) => b.room.sendToGameSvr({ data: { all: true } }, done));
  await checks.until("onRecvFromGameSvr of all", () =>
    [a, b].every((player) => echoes(player).some((echo) => echo.all)),
  );
}

function echoes(player) {
  return player.events.onRecvFromGameSvr.map((event) => event.data.data.echo);
}
