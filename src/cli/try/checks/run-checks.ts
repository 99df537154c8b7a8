import { type InitRsp, type ResponseEvent } from "../../../contract";
import { checkFrames } from "./check-frames";
import { checkGroups } from "./check-groups";
import { checkMatching } from "./check-matching";
import { checkMessages } from "./check-messages";
import { checkRooms, checkTeams, checkWaysOut } from "./check-rooms";
import { type CheckResult, type Checks } from "./checks";
import { keepRoomEvents, type Trial, type TrialPlayer, type TrialTarget, type TriedMgobe } from "./trial";

/** Who plays, and where. */
export interface RunOptions {
  readonly checks: Checks;
  /** `MGOBE` objects, each loaded on its own; the stranger only tries a wrong key. */
  readonly first: TriedMgobe;
  readonly second: TriedMgobe;
  readonly stranger: TriedMgobe;
  readonly target: TrialTarget;
  /** See {@link Trial}. */
  readonly cutSockets: Trial["cutSockets"];
}

/** As impatient as a trial may be. */
const config = {
  reconnectMaxTimes: 5,
  reconnectInterval: 300,
  resendInterval: 500,
  resendTimeout: 5000,
  isAutoRequestFrame: true,
};

/** Two players go through the whole API that both their files have. Without a login there is nothing more to try. */
export async function runChecks(options: RunOptions): Promise<readonly CheckResult[]> {
  const { checks, first, second, target, cutSockets } = options;
  const unique = Math.random().toString(36).slice(2);
  let players: Pick<Trial, "a" | "b"> | undefined;
  await checks.chapter("login", async () => {
    if (await logIn(options, unique)) players = { a: createPlayer(first, "a"), b: createPlayer(second, "b") };
  });
  if (!players) return checks.results;
  const trial: Trial = { checks, ...players, unique, matchCode: target.matchCode, cutSockets };
  await checks.chapter("rooms", () => checkRooms(trial));
  await checks.chapter("messages", () => checkMessages(trial));
  await checks.chapter("frameSync", () => checkFrames(trial));
  await checks.chapter("waysOut", () => checkWaysOut(trial));
  await checks.chapter("teams", () => checkTeams(trial));
  await checks.chapter("matching", () => checkMatching(trial));
  if (first.Group && second.Group) await checks.chapter("groups", () => checkGroups(trial));
  return checks.results;
}

/** @returns whether both are in */
async function logIn(
  { checks, first, second, stranger, target }: RunOptions,
  unique: string,
): Promise<boolean> {
  const login = (
    MGOBE: TriedMgobe,
    openId: string,
    secretKey: string,
    callback: (event: ResponseEvent<InitRsp>) => void,
  ): void => {
    const url = MGOBE === second ? target.urls[1] : target.urls[0];
    MGOBE.Listener.init({ gameId: target.gameId, openId, secretKey }, { ...config, url }, callback);
  };
  const { secretKey } = target;
  await checks.call(
    { en: "wrong key", zh: "错误的密钥" },
    (done: (event: ResponseEvent<InitRsp>) => void) => login(stranger, "stranger", "wrong", done),
    61010,
  );
  const logins = [
    await checks.call({ en: "first", zh: "第一名玩家" }, (done: (event: ResponseEvent<InitRsp>) => void) =>
      login(first, `a-${unique}`, secretKey, done),
    ),
    await checks.call({ en: "second", zh: "第二名玩家" }, (done: (event: ResponseEvent<InitRsp>) => void) =>
      login(second, `b-${unique}`, secretKey, done),
    ),
  ];
  // Without a login everything else would fail too, each after its time-out.
  if (logins.some(({ code }) => code !== 0)) return false;
  // It came later than the others.
  if (first.Room.getMyRoom) await checks.call("getMyRoom", (done) => first.Room.getMyRoom(done), 20011);
  return true;
}

function createPlayer(MGOBE: TriedMgobe, name: string): TrialPlayer {
  const room = new MGOBE.Room();
  MGOBE.Listener.add(room);
  return {
    MGOBE,
    room,
    id: MGOBE.Player.id ?? "",
    info: { name, customPlayerStatus: 1, customProfile: `profile of ${name}` },
    events: keepRoomEvents(room),
  };
}
