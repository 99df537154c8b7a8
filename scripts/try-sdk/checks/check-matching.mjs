import { leaveBoth } from "./check-rooms.mjs";

const matched = 15_000;

/** matchRoom, matchPlayers in both styles, cancelling, matchGroup. */
export async function checkMatching(trial) {
  const { checks, a, b, unique } = trial;
  const para = (player) => ({ playerInfo: player.info, maxPlayers: 2, roomType: `match-${unique}` });
  await checks.call("matchRoom of the first", (done) => a.room.matchRoom(para(a), done));
  await checks.call(
    "matchRoom of the second",
    (done) => b.room.matchRoom(para(b), done),
    (event) => event.code === 0 && event.data.roomInfo.playerList.length === 2,
  );
  await leaveBoth(trial);
  await checkOneStep(trial);
  // Room.onMatch, and with it the second style, came in 1.2 like matchGroup.
  if (a.room.matchGroup && b.room.matchGroup) await checkTwoSteps(trial);
}

function playersPara(player, matchCode) {
  return { playerInfo: { ...player.info, matchAttributes: [] }, matchCode };
}

/** Without Room.onMatch the callback brings the result. */
async function checkOneStep(trial) {
  const { checks, a, b, matchCode } = trial;
  await Promise.all(
    [a, b].map((player) =>
      checks.call(
        `matchPlayers of ${player.info.name}`,
        (done) => player.room.matchPlayers(playersPara(player, matchCode), done),
        0,
        matched,
      ),
    ),
  );
  await checks.until(
    "both are in one room",
    () => a.room.roomInfo.id && a.room.roomInfo.id === b.room.roomInfo.id,
  );
  await checks.call("sendToGameSvr in it", (done) => b.room.sendToGameSvr({ data: {} }, done));
  await leaveBoth(trial);
  await checks.call(
    "matchPlayers alone times out",
    (done) => a.room.matchPlayers(playersPara(a, matchCode), done),
    30001,
    20_000,
  );
  await checks.call(
    "cancelPlayerMatch without a match",
    (done) => a.room.cancelPlayerMatch({ matchType: 2 }, done),
    30012,
  );
}

/** With Room.onMatch the callback only confirms, and the result comes as an event. */
async function checkTwoSteps(trial) {
  const { checks, a, b, matchCode } = trial;
  const cancelled = [];
  let found = 0;
  for (const player of [a, b]) {
    player.MGOBE.Room.onMatch = (event) => {
      if (event.data.errCode !== 0) return;
      found++;
      player.room.initRoom(event.data.roomInfo);
    };
  }
  a.MGOBE.Room.onCancelMatch = (event) => cancelled.push(event);
  const match = (label, code) =>
    checks.call(label, (done) => a.room.matchPlayers(playersPara(a, matchCode), done), code);
  await match("matchPlayers with onMatch", 0);
  await match("matchPlayers twice", 30011);
  await checks.call("cancelPlayerMatch", (done) => a.room.cancelPlayerMatch({ matchType: 2 }, done));
  await checks.until("onCancelMatch", () => cancelled.length === 1);

  for (const player of [a, b]) {
    const playerInfoList = [{ id: player.id, ...player.info, matchAttributes: [] }];
    await checks.call(`matchGroup of ${player.info.name}`, (done) =>
      player.room.matchGroup({ matchCode, playerInfoList }, done),
    );
  }
  await checks.until("onMatch of both", () => found === 2, matched);
  await leaveBoth(trial);
  for (const player of [a, b]) player.MGOBE.Room.onMatch = null;
}
