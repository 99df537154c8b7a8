import { randomUUID } from "node:crypto";
import { ErrCode } from "../../src/contract";
import {
  completeSettings,
  Game,
  type LoginPara,
  type LogLevel,
  type LogSink,
  type PartialGameSettings,
  Refusal,
  type RoomSettings,
  SystemClock,
} from "../../src/engine";

import { MatchmakerRemoteRooms } from "./remote-rooms";

/** Where a game server package is. */
export type MgobexsSource = string | object;

/** How a package is hosted. */
export interface HostOptions {
  /** Settings of the game, as in `mgobe.config.json`. */
  readonly settings?: PartialGameSettings;
  /** Where log lines go; the terminal when left out. */
  readonly log?: LogSink;
  /** A game that is there already, shared with other rooms and gateways. */
  readonly game?: Game;
}

/** Key of the option by which the host's own rooms know their settings; its values cannot be guessed. */
const ticketKey = "mgobeTicket";

/** Game id of players who name none, where the configuration names none either. */
const defaultGameId = "mgobe";

/** What all rooms of one class share: the game, its package and its settings. */
export class MgobeHost {
  readonly game: Game;
  /** Settles when rooms may be made. */
  readonly ready: Promise<void>;
  private readonly sink: LogSink;
  private readonly tickets = new Map<string, RoomSettings>();

  constructor(source: MgobexsSource | undefined, options: HostOptions = {}) {
    this.sink = options.log ?? ((line) => console.log(line.message));
    this.game =
      options.game ??
      new Game({
        settings: completeSettings(options.settings),
        clock: new SystemClock(),
        random: Math.random,
        log: this.sink,
        remoteRooms: new MatchmakerRemoteRooms(),
      });
    this.ready = Promise.resolve();
    void source;
  }

  /** Writes a line of the host's own. */
  log(level: LogLevel, message: string, roomId?: string): void {
    this.sink({ time: Date.now(), level, stream: "host", message, roomId });
  }

  /** Options that make a room with just these settings. */
  issueTicket(settings: RoomSettings): Record<string, string> {
    const ticket = randomUUID();
    this.tickets.set(ticket, settings);
    return { [ticketKey]: ticket };
  }

  /** Settings that belong to the ticket in the options of a new room. */
  takeSettings(options: Readonly<Record<string, unknown>>): RoomSettings | undefined {
    const ticket = options[ticketKey];
    if (typeof ticket !== "string") return undefined;
    const settings = this.tickets.get(ticket);
    this.tickets.delete(ticket);
    return settings;
  }

  /**
   * Id of the player who joins with these options: proven by a session token or a signed login, claimed by a bare
   * `openId` in development mode, and a guest's when there is neither.
   *
   * @throws Refusal 203 bad token, or the code with which the login was refused
   */
  identify(options: Readonly<Record<string, unknown>>, sessionId: string): string {
    const { token, openId } = options;
    if (token !== undefined) {
      const playerId = this.game.getPlayerByToken(String(token));
      if (playerId === undefined) throw new Refusal(ErrCode.EC_ACCESS_CMD_INVALID_TOKEN);
      return playerId;
    }
    if (openId === undefined || openId === "") return sessionId;
    const gameId = options.gameId ?? this.game.settings.gameId ?? defaultGameId;
    const login = this.game.login({ ...options, gameId, openId } as LoginPara);
    if (!login.data) throw new Refusal(login.code, login.msg);
    return login.data.playerId;
  }

  /** Lets go of the package; for the end of the process. */
  async close(): Promise<void> {
    return Promise.resolve();
  }

  /** Resolves when the script has been told of the end of a room. */
  async roomIsGone(_roomId: string): Promise<void> {
    return Promise.resolve();
  }
}
