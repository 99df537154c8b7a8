import { ErrCode } from "../../contract";
import { type Reply, type RoomAnswer } from "../game/game-options";
import { Refusal } from "../room/answer";
import { type RoomSettings } from "../room/room-settings";
import { type NewPlayer } from "../room/roster";
import { type ClusterGame } from "./cluster-game";
import { type LeaderLine } from "./leader-line";
import {
  type Answer,
  type CallMessage,
  type FindAnswer,
  type JoinMessage,
  type MakeMessage,
  type Place,
  type TurnAnswer,
} from "./messages";

/** Why a room that the leader named could not be joined, although another one can. */
const fullCodes: ReadonlySet<ErrCode> = new Set([
  ErrCode.EC_ROOM_INFO_UNEXIST,
  ErrCode.EC_ROOM_PLAYERS_EXCEED_LIMIT,
  ErrCode.EC_ROOM_JOIN_NOT_ALLOW,
]);

/** What the ways into rooms need of their process. */
export interface EntrancesOptions {
  readonly game: ClusterGame;
  readonly line: LeaderLine;
  /** Rooms of other processes that players of this front are in. */
  readonly places: Map<string, Place>;
  /** Id of this process, as of now. */
  readonly getId: () => string;
  readonly tellLeader: (name: string, body: unknown) => void;
  /** Asks another process. @throws Refusal 6 */
  readonly ask: (
    process: string,
    name: string,
    body: unknown,
    onAnswer?: (answer: unknown) => void,
  ) => Promise<unknown>;
}

/** The ways of players into rooms, of this process and of others; each player takes one at a time. */
export class Entrances {
  /** Players on their way. */
  private readonly entering = new Set<string>();

  constructor(private readonly options: EntrancesOptions) {}

  /** Whether a player is on its way into a room. */
  has(playerId: string): boolean {
    return this.entering.has(playerId);
  }

  /** Players on their way into rooms. */
  list(): string[] {
    return [...this.entering];
  }

  /**
   * Lets a player enter a room of this process, whatever way `work` takes, if it is in no room of any process.
   *
   * @throws Refusal 20010, 20070, 6
   */
  async enter<T extends { readonly code: number }>(playerId: string, work: () => Promise<T>): Promise<T> {
    await this.begin(playerId);
    try {
      const { code } = (await this.options.line.ask("claim", { playerId })) as { code: ErrCode };
      if (code !== ErrCode.EC_OK) throw new Refusal(code);
      let isIn = false;
      try {
        const answer = await work();
        isIn = answer.code === ErrCode.EC_OK;
        return answer;
      } finally {
        if (!isIn) this.options.tellLeader("release", { playerId });
      }
    } finally {
      this.entering.delete(playerId);
    }
  }

  /** Notes that a player is on its way in. @throws Refusal 20010, 20070 */
  private async begin(playerId: string): Promise<void> {
    const place = this.options.places.get(playerId);
    if (place) {
      // News of a departure may have gone to a front that the player had before.
      const answer = (await this.options.ask(place.process, "member", { playerId })) as { is: boolean };
      if (!answer.is && this.options.places.get(playerId) === place) this.options.places.delete(playerId);
    }
    if (this.options.places.has(playerId) || this.options.game.getLocalRoomOf(playerId)) {
      throw new Refusal(ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM);
    }
    if (this.entering.has(playerId)) throw new Refusal(ErrCode.EC_ROOM_MODIFY_PLAYER_BUSY);
    // In the turn of the look: nobody comes between.
    this.entering.add(playerId);
  }

  /** `createRoom`, `createTeamRoom`. */
  async create(call: CallMessage, reply: Reply): Promise<Answer> {
    const { game } = this.options;
    if (!game.isDraining) return this.enter(call.playerId, () => game.runHere(call, reply));
    const { settings, player } = game.readNewRoom(call);
    return this.createElsewhere(call, settings, player, reply);
  }

  private async createElsewhere(
    { playerId, seq }: CallMessage,
    settings: RoomSettings,
    player: NewPlayer,
    reply: Reply,
  ): Promise<Answer> {
    const { process } = (await this.options.line.ask("place", {})) as { process: string };
    if (process === this.options.getId()) {
      throw new Refusal(ErrCode.EC_SERVER_BUSY, "the server takes no new rooms, as it is to end");
    }
    const fronts = { [playerId]: this.options.getId() };
    const message: MakeMessage = { settings, players: [player], fronts, seq, isClaimed: false };
    return this.enterElsewhere(playerId, process, "make", message, reply);
  }

  /** `joinRoom`, `joinTeamRoom`. */
  async join(call: CallMessage, reply: Reply): Promise<Answer> {
    const { game } = this.options;
    const roomId = (call.para as { roomId?: unknown } | null)?.roomId;
    const isHere = typeof roomId !== "string" || game.getRoom(roomId) !== undefined;
    if (isHere) return this.enter(call.playerId, () => game.runHere(call, reply));
    const place = await this.find(roomId);
    if (!place) throw new Refusal(ErrCode.EC_ROOM_INFO_UNEXIST);
    return this.enterElsewhere(call.playerId, place.process, "join", { ...call, roomId }, reply);
  }

  /** `matchRoom`: the leader names the room to try, one player at a time for each kind. */
  async matchRoom(call: CallMessage, reply: Reply): Promise<Answer> {
    const { game } = this.options;
    const { settings, player } = game.readNewRoom(call);
    const { type, maxPlayers } = settings;
    for (let attempt = 1; ; attempt += 1) {
      const { turn, place } = (await this.options.line.ask("turn", { type, maxPlayers })) as TurnAnswer;
      // The room may have filled up, or ended, since the leader heard of it.
      const mayRepeat = (code: ErrCode): boolean => attempt < 3 && fullCodes.has(code);
      const replyOnce: Reply = (answer) => {
        if (!mayRepeat(answer.code)) reply(answer);
      };
      try {
        const answer = await this.enterMatched(call, place, { settings, player }, replyOnce);
        if (!mayRepeat(answer.code)) return answer;
      } finally {
        this.options.tellLeader("turned", { turn });
      }
    }
  }

  private async enterMatched(
    call: CallMessage,
    place: Place | undefined,
    { settings, player }: { readonly settings: RoomSettings; readonly player: NewPlayer },
    reply: Reply,
  ): Promise<Answer> {
    const { game } = this.options;
    if (place && place.process !== this.options.getId()) {
      const message: JoinMessage = { ...call, roomId: place.roomId };
      return this.enterElsewhere(call.playerId, place.process, "join", message, reply);
    }
    if (!place && game.isDraining) return this.createElsewhere(call, settings, player, reply);
    const room = place && game.getRoom(place.roomId);
    return this.enter(call.playerId, () => game.matchHere(call, room, reply));
  }

  private async enterElsewhere(
    playerId: string,
    process: string,
    name: string,
    message: JoinMessage | MakeMessage,
    reply: Reply,
  ): Promise<Answer> {
    await this.begin(playerId);
    try {
      return (await this.options.ask(process, name, message, (given) => {
        const answer = given as RoomAnswer;
        const roomId = answer.data?.roomInfo?.id;
        const session = this.options.game.getSession(playerId);
        if (answer.code === ErrCode.EC_OK && roomId !== undefined && session && !session.isRemote) {
          this.options.places.set(playerId, { process, roomId });
        }
        reply(answer);
      })) as Answer;
    } finally {
      this.entering.delete(playerId);
    }
  }

  /** Where a room is. */
  async find(roomId: string): Promise<Place | undefined> {
    const { place, others = [] } = (await this.options.line.ask("find", { roomId })) as FindAnswer;
    if (place) return place;
    // News of a new room may be on its way to the leader, while its maker has told the id to somebody already.
    const found = await Promise.all(others.map((process) => this.isAt(process, roomId)));
    const process = others[found.indexOf(true)];
    return process === undefined ? undefined : { process, roomId };
  }

  private async isAt(process: string, roomId: string): Promise<boolean> {
    if (process === this.options.getId()) return this.options.game.getRoom(roomId) !== undefined;
    const message = { roomId, method: "getInfo" };
    const answer = await this.options.ask(process, "server", message).catch(() => undefined);
    return (answer as RoomAnswer | undefined)?.code === ErrCode.EC_OK;
  }
}
