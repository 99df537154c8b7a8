import { checkFrames } from "./check-frames.mjs";
import { checkGroups } from "./check-groups.mjs";
import { checkMatching } from "./check-matching.mjs";
import { checkMessages } from "./check-messages.mjs";
import { checkRooms, checkTeams, checkWaysOut } from "./check-rooms.mjs";
import { Checks, keepEvents } from "./checks.mjs";

const roomEvents = [
  "onJoinRoom",
  "onLeaveRoom",
  "onDismissRoom",
  "onRemovePlayer",
  "onChangeRoom",
  "onChangeCustomPlayerStatus",
  "onChangeRoomPlayerProfile",
  "onChangePlayerNetworkState",
  "onRecvFromClient",
  "onRecvFromGameSvr",
  "onStartFrameSync",
  "onStopFrameSync",
  "onRecvFrame",
];

/**
 * Two players go through the whole API that both their files have. Without a login there is nothing more to try.
 *
 * @param first, second, stranger `MGOBE` objects, each loaded on its own; the stranger only tries a wrong key
 * @param target `{ urls, gameId, secretKey, matchCode }` of the server; a `url` for each of the two files
 * @param cutSockets closes every connection of both players, at once and without a word; returns a promise
 * @returns results, see {@link Checks}
 */
export async function runChecks({ first, second, stranger, target, cutSockets }) {
  const checks = new Checks();
  const unique = Math.random().toString(36).slice(2);
  const config = {
    reconnectMaxTimes: 5,
    reconnectInterval: 300,
    resendInterval: 500,
    resendTimeout: 5000,
    isAutoRequestFrame: true,
  };
  const login = (MGOBE, openId, secretKey, callback) => {
    const url = MGOBE === second ? target.urls[1] : target.urls[0];
    MGOBE.Listener.init({ gameId: target.gameId, openId, secretKey }, { ...config, url }, callback);
  };

  let players;
  await checks.chapter("login", async () => {
    await checks.call("wrong key", (done) => login(stranger, "stranger", "wrong", done), 61010);
    const logins = [
      await checks.call("first", (done) => login(first, `a-${unique}`, target.secretKey, done)),
      await checks.call("second", (done) => login(second, `b-${unique}`, target.secretKey, done)),
    ];
    // Without a login everything else would fail too, each after its time-out.
    if (logins.some(({ code }) => code !== 0)) return;
    if (first.Room.getMyRoom) await checks.call("getMyRoom", (done) => first.Room.getMyRoom(done), 20011);
    players = { a: createPlayer(first, "a"), b: createPlayer(second, "b") };
  });
  if (!players) return checks.results;
  const trial = { checks, ...players, unique, matchCode: target.matchCode, cutSockets };
  await checks.chapter("rooms", () => checkRooms(trial));
  await checks.chapter("messages", () => checkMessages(trial));
  await checks.chapter("frame sync", () => checkFrames(trial));
  await checks.chapter("ways out", () => checkWaysOut(trial));
  await checks.chapter("teams", () => checkTeams(trial));
  await checks.chapter("matching", () => checkMatching(trial));
  if (first.Group && second.Group) await checks.chapter("groups", () => checkGroups(trial));
  return checks.results;
}

function createPlayer(MGOBE, name) {
  const room = new MGOBE.Room();
  MGOBE.Listener.add(room);
  return {
    MGOBE,
    room,
    id: MGOBE.Player.id,
    info: { name, customPlayerStatus: 1, customProfile: `profile of ${name}` },
    events: keepEvents(room, roomEvents),
  };
}
