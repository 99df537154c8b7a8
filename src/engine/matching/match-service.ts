import {
  CreateRoomType,
  ErrCode,
  type LobbyMethods,
  MatchType,
  type ResponseEvent,
  type RoomInfo,
} from "../../contract";
import { type Clock, type TimerHandle } from "../clock/clock";
import { type PlayerNotifier } from "../notify/player-notifier";
import { Refusal, succeed } from "../room/answer";
import { readMatchGroup, readMatchPlayers, readMatchType } from "./match-parameters";
import { type MatchRoomPorts, MatchRooms } from "./match-rooms";
import { type Match, Matcher, type MatchQueuePicture } from "./matcher";
import { type MatchOutcome, MissedOutcomes } from "./missed-outcomes";
import { getPlayerIds, type MatchPlayer, type Party } from "./party";
import { type RuleSet } from "./rule-set";

/** The methods that {@link MatchService} carries out. */
export type MatchMethodName = "matchPlayers" | "matchGroup" | "cancelPlayerMatch";

/** What matching needs to know of players and rooms. */
export interface MatchPorts extends PlayerNotifier, MatchRoomPorts {
  /** The room that the player is in, as long as the player's client has not opened its connection to it. */
  getUnenteredRoom(playerId: string): RoomInfo | undefined;
  /** Counts the end of a party's waiting, ms. */
  matched?(matchCode: string, code: ErrCode, waited: number): void;
}

/** Settings of {@link MatchService}. */
export interface MatchServiceOptions {
  /** Rule set of each match code. */
  readonly ruleSets: Readonly<Record<string, RuleSet>>;
  readonly ports: MatchPorts;
  readonly clock: Clock;
  /** Random source, [0, 1); ids of robots come from it. */
  readonly random: () => number;
  /** How long a player without connection stays in the queue, seconds. Default 10, a little more than a client's reconnect attempts take. */
  readonly offlineSeconds?: number;
}

/** Time between two passes, and from joining an idle queue to the first one. */
const passInterval = 1000;
const joinDelay = 200;

const defaultOfflineSeconds = 10;

/**
 * `matchPlayers`, `matchGroup` and `cancelPlayerMatch` for the players of one game (spec mgobe-client §3.9, mgobe-wire
 * §5.10). A call is answered at once; the outcome comes as `onMatch` or `onCancelMatch` to everybody in the party, never
 * before the answer. While somebody waits there is a pass each second, and one 200 ms after somebody joined.
 *
 * What the specification leaves open: a player whose connection is gone for more than ten seconds is taken out of the
 * queue with its party, the others get `onCancelMatch`. Whoever was away, or on a connection that was dead already, hears
 * of the end of its matching when it is back. A matched party of which somebody entered a room meanwhile gets
 * `onMatch` with code 30050, and the others go back to their place in the queue.
 */
export class MatchService {
  private readonly matcher: Matcher;
  private readonly rooms: MatchRooms;
  private readonly offlineTimers = new Map<string, TimerHandle>();
  private readonly missed: MissedOutcomes;
  private isStopped = false;
  private timer: { readonly handle: TimerHandle; readonly due: number } | undefined;

  constructor(private readonly options: MatchServiceOptions) {
    this.matcher = new Matcher(options.ruleSets);
    this.missed = new MissedOutcomes(options.clock);
    const { ports, clock, random } = options;
    this.rooms = new MatchRooms({
      ...{ ports, clock, random },
      onMade: (match, roomInfo) => this.tellOfRoom(match, roomInfo),
      onFailed: (match, busy) => this.tellOfNoRoom(match, busy),
    });
  }

  /** Players in queues, those for whom a room is being made left out. */
  get playerCount(): number {
    return this.matcher.playerCount;
  }

  /** Who waits, by match code. */
  describeQueues(): MatchQueuePicture[] {
    return this.matcher.describeQueues(this.options.clock.elapsed());
  }

  /** True from joining a queue to the end of the matching. */
  isMatching(playerId: string): boolean {
    return this.rooms.has(playerId) || this.matcher.getParty(playerId) !== undefined;
  }

  /**
   * One call of a player. Never throws for bad input.
   *
   * @param reply gets the answer before any event that the call caused
   */
  handle<M extends MatchMethodName>(
    playerId: string,
    method: M,
    para: unknown,
    seq = "",
    reply?: (answer: ResponseEvent<LobbyMethods[M]["data"]>) => void,
  ): ResponseEvent<LobbyMethods[M]["data"]> {
    let answer: ResponseEvent<LobbyMethods[M]["data"]>;
    let afterwards: (() => void) | undefined;
    try {
      const outcome = this.run(playerId, method, para);
      answer = succeed(outcome.data as LobbyMethods[M]["data"], seq);
      afterwards = outcome.afterwards;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer = error.toAnswer(seq);
    }
    reply?.(answer);
    afterwards?.();
    return answer;
  }

  /**
   * Takes up a call that waited elsewhere, with the ms it waited there; who cannot wait any more hears so, and who was
   * matched there, but may not have heard of it, hears of its room.
   */
  rejoin(playerId: string, method: "matchPlayers" | "matchGroup", para: unknown, waited: number): void {
    try {
      this.run(playerId, method, para, waited);
      // One who is away has a little time to come back here, too.
      for (const { id } of this.matcher.getParty(playerId)?.players ?? []) {
        if (!this.options.ports.isOnline(id)) this.setOnline(id, false);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === ErrCode.EC_MATCH_PLAYER_IS_IN_MATCH) return;
      this.tellOfEarlier(playerId, method, para, error.code);
    }
  }

  /** A party that cannot wait any more was matched meanwhile, or somebody of it found a room by other ways. */
  private tellOfEarlier(
    playerId: string,
    method: "matchPlayers" | "matchGroup",
    para: unknown,
    code: ErrCode,
  ): void {
    const ids =
      method === "matchGroup" ? readMatchGroup(para, playerId).players.map(({ id }) => id) : [playerId];
    const roomInfo = this.options.ports.getUnenteredRoom(playerId);
    const isMatched = roomInfo?.createType === CreateRoomType.MATCH_CREATE;
    const found = { name: "onMatch", data: { roomInfo, errCode: ErrCode.EC_OK } } as MatchOutcome;
    this.tell(ids, isMatched ? found : createFailure(code));
  }

  /** Forgets all who wait, without a word to them: they wait elsewhere now. */
  forgetAll(): void {
    this.rooms.takeBack(() => true);
    for (const party of this.matcher.clear()) this.forget(party);
  }

  /** Forgets the parties of these players, without a word to them. */
  drop(playerIds: readonly string[]): void {
    const dropped = new Set(playerIds);
    const isDropped = ({ players }: Party): boolean => players.some(({ id }) => dropped.has(id));
    for (const party of this.rooms.takeBack(({ parties }) => parties.some(isDropped))) {
      if (!isDropped(party)) this.matcher.putBack(party);
    }
    for (const playerId of playerIds) {
      const party = this.matcher.cancel(playerId);
      if (party) this.forget(party);
    }
  }

  /** Tells of a common connection that opened or closed. */
  setOnline(playerId: string, online: boolean): void {
    this.stopOfflineTimer(playerId);
    if (online) this.tellMissed(playerId);
    if (online || !this.matcher.getParty(playerId)) return;
    const delay = (this.options.offlineSeconds ?? defaultOfflineSeconds) * 1000;
    const handle = this.options.clock.setTimeout(() => {
      this.offlineTimers.delete(playerId);
      this.cancel(playerId);
    }, delay);
    this.offlineTimers.set(playerId, handle);
  }

  /** The player opened its connection to a room, so it knows where it is. */
  setEntered(playerId: string): void {
    this.missed.take(playerId);
  }

  /** Nobody is matched from now on: all who wait hear that their matching failed, new calls are refused. */
  stop(): void {
    this.isStopped = true;
    this.failAll();
  }

  /** Nobody is matched any more: all who wait hear that their matching failed. For the end of the server. */
  failAll(): void {
    const parties = [...this.rooms.takeBack(() => true), ...this.matcher.clear()];
    for (const party of parties) this.forget(party);
    this.tellFailure(parties, ErrCode.EC_MATCH_TIMEOUT);
  }

  /** Ends all timers; nobody hears anything any more. */
  close(): void {
    const { clock } = this.options;
    this.rooms.takeBack(() => true);
    if (this.timer) clock.clearTimeout(this.timer.handle);
    for (const timer of this.offlineTimers.values()) clock.clearTimeout(timer);
    this.timer = undefined;
    this.offlineTimers.clear();
  }

  private run(playerId: string, method: MatchMethodName, para: unknown, waited?: number): MethodOutcome {
    switch (method) {
      case "matchPlayers": {
        const { matchCode, player } = readMatchPlayers(para, playerId);
        return this.join(matchCode, [player], waited);
      }
      case "matchGroup": {
        const { matchCode, players } = readMatchGroup(para, playerId);
        return this.join(matchCode, players, waited);
      }
      case "cancelPlayerMatch": {
        if (readMatchType(para) !== MatchType.PLAYER_COMPLEX) {
          throw new Refusal(ErrCode.EC_INVALID_PARAMS_MATCH_TYPE, "only PLAYER_COMPLEX can be cancelled");
        }
        if (this.rooms.has(playerId)) {
          throw new Refusal(
            ErrCode.EC_MATCH_CANCEL_FAILED,
            "the match has been found, its room is being made",
          );
        }
        if (!this.matcher.getParty(playerId)) throw new Refusal(ErrCode.EC_MATCH_PLAYER_NOT_IN_MATCH);
        return { data: {}, afterwards: () => this.cancel(playerId) };
      }
    }
  }

  private join(matchCode: string, players: readonly MatchPlayer[], waited?: number): MethodOutcome {
    const { ports, clock } = this.options;
    if (this.isStopped) {
      throw new Refusal(ErrCode.EC_MATCH_PLAY_RULE_NOT_RUNNING, "nobody is matched, as the server is to end");
    }
    for (const { id } of players) {
      if (ports.isInRoom(id)) throw new Refusal(ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM, `player ${id}`);
      if (this.rooms.has(id)) throw new Refusal(ErrCode.EC_MATCH_PLAYER_IS_IN_MATCH, `player ${id}`);
    }
    // Nobody can be asked for an id that belongs to no one, so a party is made of players who are there.
    const isNew = waited === undefined;
    const absent = isNew && players.length > 1 ? players.find(({ id }) => !ports.isOnline(id)) : undefined;
    if (absent)
      throw new Refusal(ErrCode.EC_MATCH_PLAYER_INFO_NOT_EXIST, `player ${absent.id} is not connected`);
    const code = this.matcher.join({ matchCode, players, joinedAt: clock.elapsed() - (waited ?? 0) });
    if (code === ErrCode.EC_MATCH_PLAY_RULE_NOT_FOUND) {
      throw new Refusal(code, `matchRules of the configuration has no ${JSON.stringify(matchCode)}`);
    }
    if (code !== ErrCode.EC_OK) throw new Refusal(code);
    for (const { id } of players) this.missed.take(id);
    this.schedule(joinDelay);
    return { data: { matchCode } };
  }

  private cancel(playerId: string): void {
    const party = this.matcher.cancel(playerId);
    if (!party) return;
    this.forget(party);
    const data = { matchCode: party.matchCode, playerId };
    this.tell(getPlayerIds([party]), { name: "onCancelMatch", data });
  }

  private schedule(delay: number): void {
    const { clock } = this.options;
    const due = clock.elapsed() + delay;
    if (this.timer && this.timer.due <= due) return;
    if (this.timer) clock.clearTimeout(this.timer.handle);
    this.timer = { due, handle: clock.setTimeout(() => this.pass(), delay) };
  }

  private pass(): void {
    this.timer = undefined;
    const { matches, timeouts } = this.matcher.tick(this.options.clock.elapsed());
    for (const { parties } of matches) for (const party of parties) this.forget(party);
    this.rooms.add(matches);
    for (const party of timeouts) {
      this.forget(party);
      this.tellFailure([party], ErrCode.EC_MATCH_TIMEOUT);
    }
    if (this.matcher.playerCount > 0) this.schedule(passInterval);
  }

  private tellOfRoom({ parties }: Match, roomInfo: RoomInfo): void {
    this.tell(getPlayerIds(parties), { name: "onMatch", data: { roomInfo, errCode: ErrCode.EC_OK } });
    this.count(parties, ErrCode.EC_OK);
  }

  /** When somebody is in a room by now, that party fails and the others keep waiting. */
  private tellOfNoRoom({ parties }: Match, busy: readonly Party[]): void {
    if (busy.length === 0) return this.tellFailure(parties, ErrCode.EC_MATCH_CREATE_ROOM_ERR);
    for (const party of parties) if (!busy.includes(party)) this.matcher.putBack(party);
    this.tellFailure(busy, ErrCode.EC_MATCH_CREATE_ROOM_PLAYER_ALREADY_IN_ROOM);
    this.schedule(passInterval);
  }

  private tellFailure(parties: readonly Party[], errCode: ErrCode): void {
    this.tell(getPlayerIds(parties), createFailure(errCode));
    this.count(parties, errCode);
  }

  private count(parties: readonly Party[], code: ErrCode): void {
    const now = this.options.clock.elapsed();
    for (const { matchCode, joinedAt } of parties)
      this.options.ports.matched?.(matchCode, code, now - joinedAt);
  }

  private tell(playerIds: readonly string[], outcome: MatchOutcome): void {
    const isSuccess = outcome.name === "onMatch" && outcome.data.errCode === ErrCode.EC_OK;
    for (const id of playerIds) {
      const wasSent = this.options.ports.isOnline(id);
      // Of a success one can see later whether it arrived: the client opens its connection to the room.
      if (!wasSent || isSuccess) this.missed.keep(id, outcome, wasSent);
    }
    this.send(playerIds, outcome);
  }

  /** The player is back and may have missed the end of its matching. */
  private tellMissed(playerId: string): void {
    const missed = this.missed.take(playerId);
    if (!missed) return;
    const { outcome, wasSent } = missed;
    if (outcome.name !== "onMatch" || outcome.data.errCode !== ErrCode.EC_OK) {
      return this.send([playerId], outcome);
    }
    const roomInfo = this.options.ports.getUnenteredRoom(playerId);
    // The player may have left it and be in another one by now.
    if (roomInfo && roomInfo.id === outcome.data.roomInfo?.id) {
      // Kept again: this connection may be lost as well.
      this.tell([playerId], { name: "onMatch", data: { roomInfo, errCode: ErrCode.EC_OK } });
    } else if (!wasSent) {
      // The room ended before the player heard of it at all.
      this.send([playerId], createFailure(ErrCode.EC_MATCH_TIMEOUT));
    }
  }

  private send(playerIds: readonly string[], { name, data }: MatchOutcome): void {
    this.options.ports.notify(playerIds, name, data);
  }

  private forget(party: Party): void {
    for (const { id } of party.players) this.stopOfflineTimer(id);
  }

  private stopOfflineTimer(playerId: string): void {
    const timer = this.offlineTimers.get(playerId);
    if (timer) this.options.clock.clearTimeout(timer);
    this.offlineTimers.delete(playerId);
  }
}

interface MethodOutcome {
  readonly data: object;
  /** What happens after the answer. */
  readonly afterwards?: () => void;
}

function createFailure(errCode: ErrCode): MatchOutcome {
  // MGOBE sends null here, although its types do not say so.
  return { name: "onMatch", data: { roomInfo: null as unknown as RoomInfo, errCode } };
}
