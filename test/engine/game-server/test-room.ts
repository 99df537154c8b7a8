import { type MgobexsCode, type RoomEventName } from "../../../src/contract";
import { type LogLine } from "../../../src/engine/logs";
import { FrameBeat } from "../../../src/engine/frame-sync/frame-beat";
import { loadPackage, type LoadPackageOptions } from "../../../src/engine/package";
import { type GameServerOptions, RoomGameServer } from "../../../src/engine/game-server";
import {
  type Clock,
  ManualClock,
  readLenientRoomSettings,
  Room,
  type RoomDirectory,
} from "../../../src/engine";
import { allHooks } from "../../compat/script";

/** One real room on a manual clock, served by a script that is given as an object. */
export interface TestRoom {
  readonly clock: ManualClock;
  readonly room: Room;
  readonly gameServer: RoomGameServer;
  readonly lines: LogLine[];
  /** Messages of log lines of one level. */
  logged(level?: LogLine["level"]): string[];
  /** Data of the events for players, by name. */
  events(name: RoomEventName): any[];
  /** Opens the room with these players; the first one owns it. */
  open(...playerIds: string[]): TestRoom;
  join(playerId: string): void;
  /** A player's sendToGameSvr; returns the code. */
  send(playerId: string, data: unknown): number;
  /** Lets promises settle and then everything that waits for the next macrotask run. */
  settle(): Promise<void>;
}

/** What a test may want otherwise than usual. */
export interface TestRoomOptions extends GameServerOptions {
  readonly id?: string;
  readonly directory?: RoomDirectory;
  /** Instead of a manual clock; then nothing of `clock` of the test room applies. */
  readonly clock?: Clock;
  readonly package?: LoadPackageOptions;
}

const emptyDirectory: RoomDirectory = {
  getLocalRoom: () => undefined,
  callRemoteRoom: () => Promise.resolve({ code: 20080, msg: "no such room", seq: "" }),
};

/** A script's `gameServer` as tests write it: anything goes. */
export type TestGameServer = Record<string, unknown>;

/** A player as it enters a room. */
export function newPlayer(id: string): Parameters<Room["join"]>[0] {
  return { id, name: `name of ${id}`, customPlayerStatus: 0, customProfile: "" };
}

/** A room of four that nobody has entered yet. */
export function createRoom(clock: Clock, id = "room-1"): Room {
  return new Room(id, readLenientRoomSettings({ roomName: "n", maxPlayers: 4 }), {
    clock,
    random: () => 0.5,
    frameRate: 15,
    beat: new FrameBeat(15, clock),
    policy: { emptySeconds: 0, offlineSeconds: 300 },
    frameHistoryBytes: 1 << 20,
    maxMessageBytes: Infinity,
    onError: (_what, error) => {
      throw error;
    },
  });
}

/** Serves a room by `code`, or by a bare `gameServer` with both log levels open. */
export async function serveRoom(
  script: TestGameServer | MgobexsCode,
  options: TestRoomOptions = {},
): Promise<TestRoom> {
  const code = ("gameServer" in script ? script : { gameServer: script }) as MgobexsCode;
  const lines: LogLine[] = [];
  const clock = new ManualClock();
  const room = createRoom(options.clock ?? clock, options.id);
  const gameServer = new RoomGameServer({
    room,
    package: await loadPackage(code, { guardProcess: false, ...options.package }),
    directory: options.directory ?? emptyDirectory,
    clock: options.clock ?? clock,
    log: (line) => lines.push(line),
    options: "gameServer" in script ? options : { logLevel: "debug+", logLevelSDK: "debug+", ...options },
  });
  return wrapRoom(clock, room, gameServer, lines);
}

/** What tests do with a room and its script, and what they see of them. */
export function wrapRoom(
  clock: ManualClock,
  room: Room,
  gameServer: RoomGameServer,
  lines: LogLine[],
): TestRoom {
  const told: { name: string; data: unknown }[] = [];
  room.listen((event) => {
    if (event.kind === "player")
      told.push({ name: event.name, data: JSON.parse(JSON.stringify(event.data)) });
  });
  const testRoom: TestRoom = {
    clock,
    room,
    gameServer,
    lines,
    logged: (level) => lines.filter((line) => !level || line.level === level).map((line) => line.message),
    events: (name) => told.filter((event) => event.name === name).map((event) => event.data),
    open(...playerIds) {
      room.open(playerIds.map(newPlayer));
      return testRoom;
    },
    join: (playerId) => void room.join(newPlayer(playerId)),
    send: (playerId, data) => room.handle(playerId, "sendToGameSvr", { data }).code,
    async settle() {
      for (let i = 0; i < 4; i++) {
        await new Promise((resolve) => setImmediate(resolve));
        clock.flush();
      }
    },
  };
  return testRoom;
}

/** A script that notes the name and arguments of every hook call. */
export function createRecorder(hooks: TestGameServer = {}): {
  gameServer: TestGameServer;
  calls: { hook: string; args: any }[];
  names: () => string[];
} {
  const calls: { hook: string; args: any }[] = [];
  const gameServer: TestGameServer = { ...hooks };
  for (const hook of allHooks) {
    const own = hooks[hook] as ((args: unknown) => unknown) | undefined;
    gameServer[hook] = function (this: unknown, args: unknown, ...more: unknown[]) {
      calls.push({ hook, args });
      if (more.length > 0) throw new Error("more than one argument");
      if (this !== gameServer) throw new Error("not called as a method of gameServer");
      if (own) return own.call(this, args);
      return hook === "onInitGameData" ? {} : undefined;
    };
  }
  return { gameServer, calls, names: () => calls.map((call) => call.hook) };
}
