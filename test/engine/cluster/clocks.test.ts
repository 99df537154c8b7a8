import { ErrCode } from "../../../src/contract";
import { type Clock, SystemClock } from "../../../src/engine";
import { signLogin } from "../../../src/engine/identity/signature";
import { roomPara } from "../../servers/room-para";
import { waitUntil } from "../../wait-until";
import { type MemoryCluster } from "./memory-cluster";
import { endProcesses, type Process, startThree } from "./start-processes";
import { TestPlayer } from "./test-player";

/** The time of day of three machines is a minute apart, and they were started at different times. */
class OffClock extends SystemClock implements Clock {
  constructor(private readonly offset: number) {
    super();
  }

  override now(): number {
    return super.now() + this.offset;
  }

  override elapsed(): number {
    return super.elapsed() - this.offset * 1000;
  }
}

const secretKey = "secret";
let cluster: MemoryCluster;
let a: Process, b: Process, c: Process;

beforeEach(async () => {
  const clocks = [new OffClock(-60_000), new OffClock(0), new OffClock(60_000)];
  ({ cluster, a, b, c } = await startThree({ clocks, secretKey }));
});

afterEach(() => endProcesses([a, b, c]));

test("a login that was signed by one time is good at all, and so is the token that it gives", () => {
  const login = { gameId: "g", openId: "anna", nonce: 7, timestamp: Math.floor(Date.now() / 1000) };
  const para = { ...login, sign: signLogin(secretKey, login) };
  const answers = [a, b, c].map(({ game }) => game.login(para));
  expect(answers.map(({ code }) => code)).toEqual([0, 0, 0]);
  const [first] = answers;
  for (const { game } of [a, b, c]) {
    expect(game.getPlayerByToken(first!.data!.token)).toBe(first!.data!.playerId);
  }
});

test("one room per player, lists, and the newest device wins", async () => {
  const anna = new TestPlayer("anna", b);
  const roomId = (await anna.call("createRoom", roomPara)).data.roomInfo.id;
  expect((await new TestPlayer("ben", c).call("joinRoom", { roomId })).code).toBe(0);
  const twin = new TestPlayer("anna", a);
  await waitUntil(() => anna.replaced.length > 0, "the older device hears of it");
  expect((await twin.call("createRoom", roomPara)).code).toBe(ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM);
  const list = await twin.call("getRoomList", { pageNo: 1, pageSize: 10, roomType: "t" });
  expect(list.data.roomList.map(({ id }: { id: string }) => id)).toEqual([roomId]);
});

test("under a new leader with another clock nobody has waited too long for a match, or not at all", async () => {
  const para = { matchCode: "two", playerInfo: { name: "n", matchAttributes: [] } };
  const anna = new TestPlayer("anna", b);
  const gone = new TestPlayer("gone", c);
  expect((await anna.call("matchPlayers", para)).code).toBe(0);
  // What the leader told the others has arrived when it has answered one of them.
  await anna.call("getRoomList", { pageNo: 1, pageSize: 1 });
  for (const next of ["c", "b"]) {
    cluster.elect(next);
    await gone.call("getRoomList", { pageNo: 1, pageSize: 1 });
    expect(anna.names()).not.toContain("onMatch");
  }
  expect((await new TestPlayer("ben", a).call("matchPlayers", para)).code).toBe(0);
  await waitUntil(() => anna.names().includes("onMatch"), "the match");
  expect(anna.events.find(({ name }) => name === "onMatch")!.data.errCode).toBe(0);
});

test("groups outlive a leader whose clock was fast", async () => {
  const member = { name: "n", customGroupPlayerStatus: 0, customGroupPlayerProfile: "" };
  const group = { groupName: "g", groupType: 0, maxPlayers: 5, isForbidJoin: false, isPersistent: false };
  cluster.elect("c");
  const anna = new TestPlayer("anna", b);
  const made = await anna.call("createGroup", { ...group, customProperties: "", playerInfo: member });
  expect(made.code).toBe(0);
  cluster.elect("a");
  const { groupInfoList } = (await anna.call("getMyGroups")).data;
  expect(groupInfoList.map(({ id }: { id: string }) => id)).toEqual([made.data.groupInfo.id]);
});
