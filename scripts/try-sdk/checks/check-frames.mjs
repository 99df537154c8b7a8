const cuts = 3;
const framesBetweenCuts = 20;

/** Frame sync from start to end, with all connections of both players cut in between. */
export async function checkFrames({ checks, a, b, cutSockets }) {
  const both = [a, b];
  await checks.call("startFrameSync", (done) => a.room.startFrameSync({}, done));
  await checks.until("onStartFrameSync", () =>
    both.every((player) => player.events.onStartFrameSync.length === 1),
  );
  await checks.call("sendFrame of the first", (done) => a.room.sendFrame({ data: { key: 1 } }, done));
  await checks.call("sendFrame of the second", (done) => b.room.sendFrame({ data: { key: 2 } }, done));
  await checks.until("frames of both reach both", () =>
    both.every((player) => hasItem(player, 1) && hasItem(player, 2)),
  );
  await checks.until("30 frames", () => both.every((player) => frameIds(player).length >= 30));
  await checks.call(
    "requestFrame",
    (done) => b.room.requestFrame({ beginFrameId: 1, endFrameId: 10 }, done),
    (event) => event.code === 0 && event.data.frames.length === 10,
  );
  await checkCuts({ checks, a, b, cutSockets });
  await checks.call("stopFrameSync", (done) => b.room.stopFrameSync({}, done));
  await checks.until("onStopFrameSync", () =>
    both.every((player) => player.events.onStopFrameSync.length === 1),
  );
  await checks.call("sendFrame afterwards", (done) => b.room.sendFrame({ data: {} }, done), 40005);
}

async function checkCuts({ checks, a, b, cutSockets }) {
  for (let cut = 1; cut <= cuts; cut++) {
    const last = Math.max(...frameIds(a), ...frameIds(b));
    await cutSockets();
    await checks.until(
      `frames go on after cut ${cut} of all sockets`,
      () => [a, b].every((player) => Math.max(...frameIds(player)) > last + framesBetweenCuts),
      15_000,
    );
  }
  for (const [name, player] of [
    ["first", a],
    ["second", b],
  ]) {
    const breaks = frameIds(player).filter((id, index) => id !== index + 1);
    checks.isTrue(
      `no frame lost or doubled at the ${name}`,
      () => breaks.length === 0,
      `from ${breaks[0]} on`,
    );
  }
  await checks.call("sendFrame after the cuts", (done) => b.room.sendFrame({ data: { key: 3 } }, done));
  await checks.until("it reaches the other", () => hasItem(a, 3));
  await checks.until("onChangePlayerNetworkState", () =>
    [a, b].some((player) => player.events.onChangePlayerNetworkState.length > 0),
  );
}

function frameIds(player) {
  return player.events.onRecvFrame.map((event) => Number(event.data.frame.id));
}

/** Old versions hand on the text of a frame item, later ones its value. */
function hasItem(player, key) {
  return player.events.onRecvFrame.some((event) =>
    event.data.frame.items.some(
      ({ data }) => (typeof data === "string" ? JSON.parse(data) : data).key === key,
    ),
  );
}
