import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import * as colyseus from "@colyseus/sdk";
import * as socketIo from "socket.io-client";
import { closeMgobe, createMgobe, type Mgobe } from "../../../src/client";
import {
  Connection,
  GameRoom,
  type RoomInfo,
} from "../../../codemods/targets/room-module/source/colyseus-room";
import { type GameFiles } from "./convert-game";
import { closeConnection } from "../games/close-connection";
import { listTodos, migrateFolder, withCopy } from "../games/run-fixture";

/** Ms after which a test says what it has waited for in vain. */
const patience = 60_000;

/** One thing that a game logged. */
export interface LogEntry {
  readonly name: string;
  readonly value: unknown;
}

/** One running copy of a game: its exports, and what it has logged. */
export interface GameCopy {
  readonly play: any;
  readonly entries: LogEntry[];
  /** Resolves when the copy has logged an entry for the nth time. */
  logged(name: string, times?: number): Promise<unknown>;
  close(): void;
}

/** The code of a game, in a folder of `test/codemods`, at a level and against a server, as one script. */
export function buildGame(name: string, level: "sdk" | "native", endpoint: string): string {
  return withCopy(join(__dirname, "..", name), (copy) => {
    const todos = listTodos(migrateFolder(copy, { level, endpoint, inline: true }));
    const left = todos.filter(({ rule }) => rule !== "native-client").map(({ message }) => message.en);
    if (left.length > 0) throw new Error(`left to do in ${name}: ${left.join("; ")}`);
    const files = readdirSync(copy);
    return files.every((file) => file.endsWith(".js")) ? readScripts(copy, files) : bundle(copy, files);
  });
}

/** A game of `fixtures/forms` as one script, as it is or converted. */
export function buildForm(name: string, convert: (files: GameFiles) => GameFiles = (files) => files): string {
  return withCopy(join(__dirname, "fixtures/forms", name), (copy) => {
    const names = readdirSync(copy);
    const files = convert(new Map(names.map((file) => [file, readFileSync(join(copy, file), "utf8")])));
    for (const [file, text] of files) writeFileSync(join(copy, file), text);
    const module = [...files.keys()].find((file) => /^\w+-room\.[jt]s$/.test(file));
    if (module === undefined) return bundle(copy, [...files.keys()]);
    // With its connection, which has to be closed in the end.
    const lines = [
      'export * from "./main";',
      `export { connection } from "./${module.replace(/\.[jt]s$/, "")}";`,
    ];
    writeFileSync(join(copy, "game.ts"), lines.join("\n"));
    return bundle(copy, ["game.ts"]);
  });
}

function bundle(folder: string, files: readonly string[]): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(folder, files.find((file) => /^(main|game)\./.test(file)) ?? "")],
    bundle: true,
    format: "cjs",
    platform: "node",
    external: ["@colyseus/sdk", "socket.io-client"],
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** Scripts without modules share one scope; their functions are the game. */
function readScripts(folder: string, files: readonly string[]): string {
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  return `${texts}\nmodule.exports = { start, create, join, dismiss, again };`;
}

/** What a copy of a game has for MGOBE, and how its connections are closed. */
export interface CopyClient {
  readonly mgobe: unknown;
  close(): void;
}

/** Nothing: a converted game brings its own. */
export function createNothing(): CopyClient {
  return { mgobe: undefined, close: () => undefined };
}

/** A drop-in client, over Colyseus unless said otherwise. */
export function createDropIn(create: () => Mgobe = createMgobe): CopyClient {
  const mgobe = create();
  return { mgobe, close: () => closeMgobe(mgobe) };
}

/** The module for games, under MGOBE's names. */
export function createModuleClient(): CopyClient {
  const connection = new Connection();
  const { ErrCode, ENUM, types, DebuggerLog } = createMgobe();
  class Room extends GameRoom {
    static readonly getRoomList = connection.getRoomList.bind(connection);
    static readonly getMyRoom = connection.getMyRoom.bind(connection);

    constructor(roomInfo?: RoomInfo) {
      super(connection, roomInfo);
    }
  }
  const Listener = {
    init: connection.logIn.bind(connection),
    add: connection.add.bind(connection),
    remove: connection.remove.bind(connection),
    clear: connection.clear.bind(connection),
    isMe: connection.isMe.bind(connection),
  };
  const mgobe = { Listener, Room, Player: connection.player, ErrCode, ENUM, types, DebuggerLog };
  return { mgobe, close: () => closeConnection(connection) };
}

/** Starts a copy of a game, with a client of its own. */
export function startCopy(
  code: string,
  createClient: () => CopyClient = createDropIn,
  globals: Readonly<Record<string, unknown>> = {},
): GameCopy {
  const entries: LogEntry[] = [];
  const waiting = new Set<() => void>();
  const own = createClient();
  const rooms: colyseus.Room[] = [];
  const sockets: socketIo.Socket[] = [];
  class Client extends colyseus.Client {
    protected override createRoom<T>(...given: any[]): colyseus.Room<unknown, T> {
      const room = (super.createRoom as any)(...given);
      // As in a browser each message is a task of its own; Node's sockets deliver several in one.
      const receive = room.onMessageCallback.bind(room);
      room.onMessageCallback = (event: unknown) => setImmediate(receive, event);
      rooms.push(room);
      return room;
    }
  }
  const sdk = { ...colyseus, Client };
  class Manager extends socketIo.Manager {
    override socket(...given: Parameters<socketIo.Manager["socket"]>): socketIo.Socket {
      const socket = super.socket(...given);
      sockets.push(socket);
      return socket;
    }
  }
  const log = (name: string, value: unknown): void => {
    entries.push({ name, value: value === undefined ? undefined : JSON.parse(JSON.stringify(value)) });
    for (const wake of waiting) wake();
  };
  const module = { exports: {} };
  const socketIoSdk = { ...socketIo, Manager };
  const scope = {
    module,
    exports: module.exports,
    require: (name: string) => (name === "socket.io-client" ? socketIoSdk : sdk),
    MGOBE: own.mgobe,
    Colyseus: sdk,
    SocketIO: socketIoSdk,
    log,
    ...globals,
  };
  new Function(...Object.keys(scope), code)(...Object.values(scope));
  return {
    play: module.exports,
    entries,
    logged: (name, times = 1) =>
      new Promise((resolve, reject) => {
        const fail = (): void => reject(new Error(`no ${name} ${times} in ${JSON.stringify(entries)}`));
        const timer = setTimeout(fail, patience);
        const look = (): void => {
          const found = entries.filter((entry) => entry.name === name)[times - 1];
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found.value);
        };
        waiting.add(look);
        look();
      }),
    close: () => {
      own.close();
      const { connection } = module.exports as { connection?: Connection };
      if (connection) closeConnection(connection);
      for (const socket of sockets) socket.disconnect();
      for (const room of rooms) {
        room.reconnection.enabled = false;
        room.connection?.close();
      }
    },
  };
}
