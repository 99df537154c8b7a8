import { createMgobeServer, type MgobeServer } from "../../../adapters/colyseus";
import { type ActionArgs } from "../../../src/contract";
import { buildGame, createDropIn, createModuleClient, startCopy, type GameCopy } from "./game-copies";
import { normalise } from "./normalise";

// The same game once with the drop-in client and once in native code: both must log the same, step by step.

const mgobexsCode = {
  gameServer: {
    mode: "async" as const,
    onInitGameData: () => ({ count: 0 }),
    onJoinRoom: ({ actionData, SDK }: ActionArgs) =>
      SDK.sendData({ playerIdList: [], data: { welcome: (actionData as any).joinPlayerId } }),
    onRecvFromClient: ({ sender, actionData, gameData, SDK }: ActionArgs) => {
      gameData.count += 1;
      SDK.sendData({ playerIdList: [], data: { from: sender, echo: actionData, count: gameData.count } });
    },
  },
};

let server: MgobeServer;
const copies: GameCopy[] = [];

beforeAll(async () => {
  server = await createMgobeServer({ mgobexs: { mgobexsCode }, hostname: "127.0.0.1" });
});
afterEach(() => {
  for (const copy of copies.splice(0)) copy.close();
});
afterAll(() => server.close());

type Script = (a: GameCopy, b: GameCopy) => Promise<void>;

async function run(
  name: string,
  level: "sdk" | "native",
  script: Script,
  createClient = createDropIn,
): Promise<unknown> {
  const code = buildGame(name, level, `ws://127.0.0.1:${server.port}`);
  if (level === "native") expect(code).not.toMatch(/MGOBE\.(Listener|Room|Player)\b/);
  const pair = [startCopy(code, createClient), startCopy(code, createClient)] as const;
  copies.push(...pair);
  await script(...pair);
  return normalise(...pair.map(({ entries }) => entries));
}

async function expectSame(name: string, script: Script): Promise<void> {
  const before = await run(name, "sdk", script);
  const after = await run(name, "native", script);
  expect(after).toEqual(before);
  // The module that games may have in the drop-in client's place, under its names.
  expect(await run(name, "sdk", script, createModuleClient)).toEqual(before);
}

let players = 0;

/** Each run has players of its own. */
async function startBoth(a: GameCopy, b: GameCopy): Promise<void> {
  a.play.start(`player-${++players}`);
  await a.logged("init");
  b.play.start(`player-${++players}`);
  await b.logged("init");
}

test("a game in one module, its room in a variable", async () => {
  await expectSame("native/fixtures/duel", async (a, b) => {
    await startBoth(a, b);
    // Nobody is in a room yet.
    a.play.hello("too early");
    await a.logged("sendToGameSvr");
    a.play.leave();
    await a.logged("leaveRoom");
    a.play.input(0);
    b.play.join("nowhere");
    expect(((await b.logged("join")) as any[])[0]).toBe(20080);

    a.play.create();
    const created = (await a.logged("create")) as any[];
    const roomId = created[1].roomInfo.id;
    b.play.join(roomId);
    await Promise.all([b.logged("join", 2), b.logged("onJoinRoom"), a.logged("onJoinRoom")]);
    await Promise.all([a.logged("onRecvFromGameSvr"), b.logged("onRecvFromGameSvr")]);

    a.play.hello("hi");
    await Promise.all([a.logged("sendToGameSvr", 2), b.logged("onRecvFromGameSvr", 2)]);
    await a.logged("onRecvFromGameSvr", 2);
    b.play.say("hello there");
    await a.logged("onRecvFromClient");
    a.play.rename("second");
    await Promise.all([a.logged("changeRoom"), a.logged("onChangeRoom"), b.logged("onChangeRoom")]);
    b.play.rename("not mine");
    await b.logged("changeRoom");
    b.play.status(7);
    await Promise.all([b.logged("status"), a.logged("onChangeCustomPlayerStatus")]);
    await b.logged("onChangeCustomPlayerStatus");

    b.play.begin();
    await Promise.all([
      b.logged("startFrameSync"),
      a.logged("onStartFrameSync"),
      b.logged("onStartFrameSync"),
    ]);
    a.play.input(1);
    await Promise.all([a.logged("onRecvFrame"), b.logged("onRecvFrame")]);
    b.play.input(2);
    await Promise.all([a.logged("onRecvFrame", 2), b.logged("onRecvFrame", 2)]);
    a.play.end();
    await Promise.all([a.logged("stopFrameSync"), a.logged("onStopFrameSync"), b.logged("onStopFrameSync")]);

    b.play.leave();
    await Promise.all([b.logged("leaveRoom"), a.logged("onLeaveRoom")]);
    a.play.detail();
    await a.logged("getRoomDetail");
    // The same handlers serve the next room.
    a.play.leave();
    await a.logged("leaveRoom", 2);
    b.play.create();
    const second = (await b.logged("create")) as any[];
    a.play.join(second[1].roomInfo.id);
    await Promise.all([a.logged("join"), a.logged("onJoinRoom", 2), b.logged("onJoinRoom", 2)]);
    a.play.leave();
    await Promise.all([a.logged("leaveRoom", 3), b.logged("onLeaveRoom")]);
    b.play.leave();
    await b.logged("leaveRoom", 2);
  });
});

test("a game with scenes that set and remove handlers, its room in a global object", async () => {
  await expectSame("native/fixtures/scenes", async (a, b) => {
    await startBoth(a, b);
    a.play.lobby.enter();
    b.play.lobby.enter();
    await a.play.lobby.create();
    const [, { roomInfo }] = (await a.logged("createTeamRoom")) as any[];
    b.play.list();
    await b.logged("getRoomList");
    b.play.lobby.join(roomInfo.id);
    await Promise.all([b.logged("joinTeamRoom"), a.logged("lobby onJoinRoom"), b.logged("lobby onJoinRoom")]);
    await Promise.all([a.logged("lobby push"), b.logged("lobby push")]);

    a.play.battle.enter();
    b.play.battle.enter();
    // Asked by both, so that also the drop-in client has both of its connections.
    a.play.battle.ask("one");
    await Promise.all([a.logged("battle push"), b.logged("battle push")]);
    b.play.battle.ask("two");
    await Promise.all([a.logged("battle push", 2), b.logged("battle push", 2)]);
    b.play.battle.exit();
    a.play.battle.ask("three");
    await a.logged("battle push", 3);
    b.play.battle.leave();
    await Promise.all([b.logged("leaveRoom"), a.logged("battle onLeaveRoom")]);
    b.play.battle.enter();
    b.play.lobby.join(roomInfo.id);
    await Promise.all([b.logged("joinTeamRoom", 2), a.logged("battle onJoin"), b.logged("battle onJoin")]);
    await Promise.all([a.logged("battle push", 4), b.logged("battle push", 3)]);
    b.play.battle.ask("four");
    await Promise.all([a.logged("battle push", 5), b.logged("battle push", 4)]);
    a.play.battle.kick("nobody");
    await a.logged("removePlayer");
    b.play.battle.leave();
    await Promise.all([b.logged("leaveRoom", 2), a.logged("battle onLeaveRoom", 2)]);
    a.play.battle.leave();
    await a.logged("leaveRoom");
  });
});

test("quick match in a class, its room in a field", async () => {
  await expectSame("fixtures/native-match/input", async (a, b) => {
    await startBoth(a, b);
    a.play.quick("kind");
    await Promise.all([a.logged("mine"), a.logged("onRecvFromGameSvr")]);
    b.play.quick("kind");
    // A welcome of the script comes with the joining itself, and to both.
    await Promise.all([b.logged("mine"), b.logged("onRecvFromGameSvr", 2), a.logged("onRecvFromGameSvr", 3)]);
    await a.logged("onJoinRoom");
    b.play.quick("kind");
    await b.logged("matchRoom", 2);
    a.play.leave();
    await Promise.all([a.logged("leave"), b.logged("onLeaveRoom")]);
    a.play.quick("other kind");
    await Promise.all([a.logged("mine", 2), a.logged("onRecvFromGameSvr", 4)]);
    a.play.leave();
    b.play.leave();
    await Promise.all([a.logged("leave", 2), b.logged("leave")]);
  });
});

test("JavaScript with aliases, its room in an undeclared property", async () => {
  await expectSame("native/fixtures/aliases", async (a, b) => {
    await startBoth(a, b);
    a.play.quick();
    await Promise.all([a.logged("entered"), a.logged("pushed")]);
    b.play.quick();
    await Promise.all([
      b.logged("entered"),
      b.logged("pushed", 2),
      a.logged("pushed", 3),
      a.logged("joined"),
    ]);
    b.play.profile("new profile");
    await Promise.all([a.logged("profile"), b.logged("profile")]);
    b.play.quit();
    await a.logged("left");
    a.play.quit();
  });
});

test("scripts without modules that set handlers from a table", async () => {
  await expectSame("fixtures/native-table/input", async (a, b) => {
    await startBoth(a, b);
    a.play.create();
    const [, { roomInfo }] = (await a.logged("create")) as any[];
    await a.logged("onRecvFromClient");
    b.play.join(roomInfo.id);
    await Promise.all([b.logged("join"), a.logged("onJoinRoom"), b.logged("onJoinRoom")]);
    a.play.dismiss();
    await Promise.all([a.logged("dismissRoom"), b.logged("onDismissRoom")]);
    a.play.again();
    b.play.again();
    await Promise.all([a.logged("sendToGameSvr"), b.logged("sendToGameSvr")]);
    b.play.create();
    await b.logged("create");
  });
});
