import { createMgobeServer } from "../../../adapters/colyseus";
import { createMgobeSocketServer } from "../../../adapters/socketio";
import { createMgobe } from "../../../src/client";
import { createMgobe as createMgobeOverSocketIo } from "../../../src/client/socketio";
import { type ActionArgs } from "../../../src/contract";
import { type GameApi } from "../../../src/engine/game/game-api";
import { signLogin } from "../../../src/engine/identity/signature";
import { waitUntil } from "../../wait-until";
import { convertGame } from "./convert-game";
import {
  buildForm,
  createDropIn,
  createNothing,
  startCopy,
  type CopyClient,
  type GameCopy,
} from "./game-copies";
import { normalise } from "./normalise";

// For each way in which games are written (spec mgobe-patterns C1 to C11) a small one, played by the same script with the
// drop-in client and as level native converts it; both must log the same.

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

const duel = {
  version: "V1.0",
  teams: [{ name: "side", maxPlayers: 1, minPlayers: 1, number: 2 }],
  playerAttributes: [],
  rules: [],
  timeout: 60,
};
const secretKey = "钥匙 key";

const backends = {
  colyseus: { createServer: createMgobeServer, createMgobe },
  "socket.io": { createServer: createMgobeSocketServer, createMgobe: createMgobeOverSocketIo },
};
type Backend = keyof typeof backends;
const names = Object.keys(backends) as Backend[];

let server:
  { readonly port: number; readonly host: { readonly game: GameApi }; close(): Promise<void> } | undefined;
const copies: GameCopy[] = [];

afterEach(() => {
  for (const copy of copies.splice(0)) copy.close();
});

async function serve(backend: Backend, settings: object): Promise<void> {
  server = await backends[backend].createServer({ mgobexs: mgobexsCode, hostname: "127.0.0.1", settings });
}

/**
 * A step of a script: who does what, and after `|` what both log then, each `who:entry` or `who:entry*times`. `$room` is the
 * id of the room or group that was last logged.
 */
type Step = string;

/** Two players in a room that talk; most games about where the room lives are no more than this. */
const meeting: readonly Step[] = [
  "a enter | a:enter",
  "b enter | b:enter a:joined",
  "a say hello | a:say b:heard",
  "b say hi | b:say a:heard",
  "b leave | b:leave a:left",
  "a leave | a:leave",
  "a enter | a:enter",
  "a leave | a:leave",
];

const forms: Readonly<Record<string, readonly Step[]>> = {
  "c1-default-instance": meeting,
  "c1-global-class": [...meeting, "a enter | a:enter", "a say to nobody | a:say", "a leave | a:leave"],
  "c1-manager-field": meeting,
  "c1-static-this": meeting,
  "c1-module-variable": meeting,
  "c1-engine-global": meeting,
  "c1-getter": meeting,
  "c1-deep-chain": meeting,
  "c1-parameter": meeting,
  "c1-subclass": meeting,
  "c1-subclasses": meeting,
  "c1-array": meeting,
  "c2-in-init-callback": [
    "a enter | a:enter",
    "a open | a:open",
    "b enter | b:enter a:joined",
    "b open | b:open",
    "a say hello | a:say b:heard",
    "b leave | b:leave a:left",
    "a leave | a:leave",
  ],
  "c2-after-init": meeting,
  "c3-destructured": meeting,
  "c3-import-alias": meeting,
  "c3-exported": meeting,
  "c3-on-object": meeting,
  "c3-class-alias": meeting,
  "c4-variables": meeting,
  "c5-handlers": [
    "a enter | a:enter",
    "a open | a:open",
    "b enter | b:enter a:joined",
    "b open | b:open",
    "a say one | b:lobby heard",
    "a rename first | a:changed b:changed",
    "b status 4 | a:status b:status",
    "b change | b:change",
    "a say two | b:battle heard",
    "a rename second | a:changed b:renamed",
    "a status 5 | a:status b:status",
    "a leave | a:leave b:left",
    "b leave | b:leave",
  ],
  "c6-table": [
    "a enter | a:enter",
    "b enter | b:enter a:joined",
    "a say one | a:say b:heard a:heard",
    "a reset | a:reset",
    "b say two | b:say b:heard a:default",
    "b leave | b:leave a:default",
    "a leave | a:leave",
  ],
  "c7-calls": [
    "a mine | a:mine",
    "a kick nobody | a:kick",
    "a changeNothing | a:changeNothing",
    "a createBad | a:createBad",
    "a wrong | a:wrong*2 a:nobody",
    "a create | a:create",
    "a create | a:create",
    "b byId $room | b:byId",
    "b list | b:list",
    "b join nowhere | b:join",
    "a mine | a:mine",
    "b join $room | b:join a:joined b:joined a:pushed b:pushed",
    "a ready | a:ready a:pushed b:pushed",
    "a change open | a:change a:changed b:changed",
    "b change mine | b:change",
    "b profile text | b:profile",
    "b startFrames | b:returns a:started b:started",
    "a stopFrames | a:stopFrames a:stopped b:stopped",
    "a kickOther | a:kick a:removed b:removed",
    "a dismiss | a:dismiss",
    "b createTeam | b:createTeam",
    "a joinTeam $room 1 | a:joinTeam a:joined b:joined a:pushed b:pushed",
    "a leaveAtOnce | a:leaveAtOnce b:left",
    "b dismiss | b:dismiss",
    "b burst | b:burst create b:burst status b:burst start b:burst leave b:burst again",
  ],
  "c8-messages": [
    "a enter | a:enter",
    "b enter | b:enter a:welcome b:welcome",
    'a send {"cmd":1,"list":[1,null,{"x":2.5}],"text":"文"} | a:send a:pushed b:pushed',
    'a send "text" | a:send a:pushed b:pushed',
    "b send 0 | b:send a:pushed b:pushed",
    "b send null | b:send a:pushed b:pushed",
    "a say hello | a:say a:heard b:heard",
    "b status 3 | b:set a:status b:status",
    "b profile p | a:profile b:profile",
    "a begin | a:begin a:started b:started",
    'a input {"x":1} | a:input a:frame b:frame',
    'b input {"y":[2]} | b:input a:frame b:frame',
    "a history | a:history",
    "b end | b:end a:stopped b:stopped",
    "b leave | b:leave",
    "a leave | a:leave",
  ],
  "c9-wrappers": [
    "a enter | a:enter",
    "b enter | b:enter a:joined a:pushed b:pushed",
    "a send go | a:send a:pushed b:pushed",
    "a say hello | a:say b:heard",
    "b leave | b:leave a:left",
    "a leave | a:leave",
  ],
  "c9-computed": meeting,
  "c10-promises": [
    "a leave | a:sent a:leave a:leave again",
    "a detail | a:detail",
    "a enter | a:enter",
    "b enter | b:enter a:joined",
    "b enter | b:enter again",
    "b leave | b:sent b:leave b:leave again a:left",
    "b detail | b:detail",
    "a leave | a:sent a:leave a:leave again",
  ],
  "c11-state": [
    "a enter first | a:enter",
    "a open | a:open",
    "b enter second | b:enter a:look b:look",
    "b open | b:open",
    "b leave | b:leave a:look",
    "b enter again | b:enter a:look b:look",
    "b open | b:open",
    "a leave | a:leave b:look",
    "b dismiss | b:dismiss",
  ],
  matching: [
    "a twoSteps | a:matching",
    "a twoSteps | a:matching",
    "a cancel | a:cancel a:cancelled",
    "a cancel | a:cancel",
    "a twoSteps | a:matching",
    "b oneStep | b:match a:matched",
    "b oneStep | b:match",
    "b leave | b:leave a:left",
    "a leave | a:leave",
  ],
  groups: [
    "a detail | a:detail",
    "a create | a:create",
    "b join $group | b:join a:joined",
    "a change open | a:change a:changed b:changed",
    "b change mine | b:change",
    "b status 3 | b:set a:status b:status",
    "b say hello | b:say a:heard b:heard",
    "a mine | a:mine",
    "b detail | b:detail",
    "b leave | b:leave a:left",
    "b say gone | b:say",
    "a dismiss | a:dismiss",
    "a mine | a:mine",
  ],
  random: [],
};

const stepPattern = /^([ab]) (\w+) ?(.*?) ?(?:\| (.*))?$/;

function readArguments(text: string, copy: Readonly<Record<"a" | "b", GameCopy>>): unknown[] {
  if (text === "") return [];
  const last = JSON.stringify([...copy.a.entries, ...copy.b.entries]);
  const find = (pattern: RegExp): string => [...last.matchAll(pattern)].at(-1)?.[1] ?? "";
  const filled = text
    .replace("$room", () => find(/"roomInfo":\{"id":"([^"]+)"/g))
    .replace("$group", () => find(/"groupInfo":\{[^{}]*?"id":"([^"]+)"/g));
  return /^["{\[]|^(?:-?\d+|null)$/.test(filled) ? [JSON.parse(filled)] : filled.split(" ");
}

/** Waits of a step, `a:entry*2 b:other entry`, each counted from before the step. */
function waitFor(text: string, pair: Readonly<Record<"a" | "b", GameCopy>>): () => Promise<unknown> {
  const waits = text.split(/ (?=[ab]:)/).map((each) => {
    const [, who = "a", name = "", times = "1"] = /^([ab]):([^*]+)(?:\*(\d+))?$/.exec(each) ?? [];
    const copy = pair[who as "a" | "b"];
    return { copy, name, times: Number(times) + copy.entries.filter((entry) => entry.name === name).length };
  });
  return () => Promise.all(waits.map(({ copy, name, times }) => copy.logged(name, times)));
}

let players = 0;

async function play(code: string, steps: readonly Step[], create: () => CopyClient): Promise<unknown> {
  const kind = `kind-${++players}`;
  const globals = {
    address: () => `127.0.0.1:${server?.port}`,
    signFor: (openId: string) => {
      const [nonce, timestamp] = [players, Math.floor(Date.now() / 1000)];
      return { sign: signLogin(secretKey, { gameId: "g", openId, nonce, timestamp }), nonce, timestamp };
    },
  };
  const pair = { a: startCopy(code, create, globals), b: startCopy(code, create, globals) };
  copies.push(pair.a, pair.b);
  for (const copy of [pair.a, pair.b]) {
    copy.play.start(`player-${++players}`, kind);
    await copy.logged("start");
  }
  // A room ends a moment after its last player left; who looks for one before that comes back to it.
  const hasNoEmptyRoom = (): boolean =>
    server?.host.game.rooms.list().every(({ state }) => state.roster.size > 0) ?? true;
  for (const step of steps) {
    await waitUntil(hasNoEmptyRoom, "the end of empty rooms");
    const [, who, action = "", given = "", waits = ""] = stepPattern.exec(step) ?? [];
    const wait = waitFor(waits, pair);
    pair[who as "a" | "b"].play[action](...readArguments(given, pair));
    await wait();
  }
  return JSON.parse(JSON.stringify(normalise(pair.a.entries, pair.b.entries)).replaceAll(kind, "<kind>"));
}

async function compare(backend: Backend, name: string, steps: readonly Step[]): Promise<void> {
  const [before, after] = [buildForm(name), buildForm(name, (files) => convertGame(files, backend))];
  expect(after).not.toMatch(/\bMGOBE\b/);
  const wanted = await play(before, steps, () => createDropIn(backends[backend].createMgobe));
  expect(await play(after, steps, createNothing)).toEqual(wanted);
}

describe.each(names)("on a server for everybody, over %s", (backend) => {
  beforeAll(() => serve(backend, { matchRules: { duel } }));
  afterAll(() => server?.close());

  test.each(Object.keys(forms))("%s logs the same at level native as with the drop-in client", (name) =>
    compare(backend, name, forms[name] ?? []),
  );
});

describe.each(names)("on a server with a key, over %s", (backend) => {
  beforeAll(() => serve(backend, { gameId: "g", secretKey }));
  afterAll(() => server?.close());

  test("c4-signed logs the same, signed with the game's key, signed elsewhere, and refused", () =>
    compare(backend, "c4-signed", meeting));
});
