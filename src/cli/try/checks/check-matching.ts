import { type BilingualText, type MatchRoomSimpleRsp } from "../../../contract";
import { leaveBoth } from "./check-rooms";
import { type Trial, type TrialPlayer } from "./trial";

const matched = 15_000;

/** matchRoom, matchPlayers in both styles, cancelling, matchGroup. */
export async function checkMatching(trial: Trial): Promise<void> {
  const { checks, a, b, unique } = trial;
  const para = (player: TrialPlayer) => ({
    playerInfo: player.info,
    maxPlayers: 2,
    roomType: `match-${unique}`,
  });
  await checks.call(ofFirst("matchRoom"), (done) => a.room.matchRoom(para(a), done));
  await checks.call<MatchRoomSimpleRsp>(
    ofSecond("matchRoom"),
    (done) => b.room.matchRoom(para(b), done),
    (event) => event.code === 0 && event.data?.roomInfo.playerList.length === 2,
  );
  await leaveBoth(trial);
  await checkOneStep(trial);
  // Room.onMatch, and with it the second style, came in 1.2 like matchGroup.
  if ([a, b].every(({ room }) => "matchGroup" in room)) await checkTwoSteps(trial);
}

function ofFirst(method: string): BilingualText {
  return { en: `${method} of the first`, zh: `第一名玩家 ${method}` };
}

function ofSecond(method: string): BilingualText {
  return { en: `${method} of the second`, zh: `第二名玩家 ${method}` };
}

function playersPara(player: TrialPlayer, matchCode: string) {
  return { playerInfo: { ...player.info, matchAttributes: [] }, matchCode };
}

/** Without Room.onMatch the callback brings the result. */
async function checkOneStep(trial: Trial): Promise<void> {
  const { checks, a, b, matchCode } = trial;
  await Promise.all(
    [a, b].map((player) =>
      checks.call(
        player === a ? ofFirst("matchPlayers") : ofSecond("matchPlayers"),
        (done) => player.room.matchPlayers(playersPara(player, matchCode), done),
        0,
        matched,
      ),
    ),
  );
  await checks.until(
    { en: "both are in one room", zh: "两人在同一房间" },
    () => a.room.roomInfo.id && a.room.roomInfo.id === b.room.roomInfo.id,
  );
  await checks.call({ en: "sendToGameSvr in it", zh: "在其中 sendToGameSvr" }, (done) =>
    b.room.sendToGameSvr({ data: {} }, done),
  );
  await leaveBoth(trial);
  await checks.call(
    { en: "matchPlayers alone times out", zh: "单人 matchPlayers 超时" },
    (done) => a.room.matchPlayers(playersPara(a, matchCode), done),
    30001,
    20_000,
  );
  await checks.call(
    { en: "cancelPlayerMatch without a match", zh: "没有匹配时 cancelPlayerMatch" },
    (done) => a.room.cancelPlayerMatch({ matchType: 2 }, done),
    30012,
  );
}

/** With Room.onMatch the callback only confirms, and the result comes as an event. */
async function checkTwoSteps(trial: Trial): Promise<void> {
  const { checks, a, b, matchCode } = trial;
  let cancelled = 0;
  let found = 0;
  for (const player of [a, b]) {
    player.MGOBE.Room.onMatch = (event) => {
      const { errCode, roomInfo } = event.data;
      if (errCode !== 0) return;
      found += 1;
      player.room.initRoom(roomInfo);
    };
  }
  a.MGOBE.Room.onCancelMatch = () => (cancelled += 1);
  const match = (label: BilingualText, code: number) =>
    checks.call(label, (done) => a.room.matchPlayers(playersPara(a, matchCode), done), code);
  await match({ en: "matchPlayers with onMatch", zh: "设置 onMatch 后 matchPlayers" }, 0);
  await match({ en: "matchPlayers twice", zh: "重复 matchPlayers" }, 30011);
  await checks.call("cancelPlayerMatch", (done) => a.room.cancelPlayerMatch({ matchType: 2 }, done));
  await checks.until("onCancelMatch", () => cancelled === 1);

  for (const player of [a, b]) {
    const playerInfoList = [{ id: player.id, ...player.info, matchAttributes: [] }];
    await checks.call(player === a ? ofFirst("matchGroup") : ofSecond("matchGroup"), (done) =>
      player.room.matchGroup({ matchCode, playerInfoList }, done),
    );
  }
  await checks.until({ en: "onMatch of both", zh: "双方 onMatch" }, () => found === 2, matched);
  await leaveBoth(trial);
  for (const player of [a, b]) player.MGOBE.Room.onMatch = null;
}
