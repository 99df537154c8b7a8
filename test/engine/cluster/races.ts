import { ErrCode, MatchType, type ResponseEvent } from "../../../src/contract";
import { type Game, type Room } from "../../../src/engine";
import { type Choose } from "../../seeded-choice";
import { ruleSetJson } from "../matching/rule-sets";
import { TestPlayer } from "./test-player";

/** The rules of the races' matches. */
export const raceRules = { pair: ruleSetJson(1, 2, { playerAttributes: [], timeout: 60 }) };

/** What races have shown. */
export interface RaceReport {
  /** Calls of players, and new sessions. */
  readonly calls: number;
  /** Rooms that were made. */
  readonly rooms: number;
  /** Matches that were told. */
  readonly matches: number;
  /** Players who were seen in two rooms at once, with both. */
  readonly inTwoRooms: readonly string[];
  /** Players who were matched more often than they had asked for. */
  readonly matchedTwice: readonly string[];
  /** Rooms that were left when everybody had gone, by process or `list` for the leader's. */
  readonly orphans: readonly string[];
  /** Players who could not make a room in the end, though they were in none, with the code. */
  readonly stuck: readonly string[];
}

/** How long a room may outlive its last player, ms. */
const orphanPatience = 10_000;

const room = { roomName: "r", maxPlayers: 3, roomType: "race", isPrivate: false, customProperties: "" };

/**
 * Looks at the rosters of all rooms of all processes whenever anything happens in any of them, and knows nothing of how the
 * processes keep the rule of one room per player.
 */
export class RosterWitness {
  readonly inTwoRooms = new Set<string>();
  rooms = 0;
  private games: readonly Game[] = [];

  watch(games: readonly Game[]): void {
    this.games = games;
  }

  /** To be called with each room that opens. */
  readonly roomOpened = (opened: Room): void => {
    this.rooms += 1;
    opened.listen(() => this.look());
  };

  private look(): void {
    const seen = new Map<string, string>();
    for (const game of this.games) {
      for (const { id, state } of game.rooms.list()) {
        for (const playerId of state.roster.ids) {
          const other = seen.get(playerId);
          if (other !== undefined) this.inTwoRooms.add(`${playerId}: ${other} and ${id}`);
          seen.set(playerId, id);
        }
      }
    }
  }
}

interface Racer {
  player: TestPlayer;
  /** `matchPlayers` that were accepted, over all sessions. */
  asked: number;
  /** Rooms of matches that were told, over all sessions; a player who did not go there is told again. */
  readonly matched: ReadonlySet<string>;
}

/** Random players who do what they like, several at a time, over the processes of one game. */
export class Races {
  private readonly racers = new Map<string, Racer>();
  private readonly known: string[] = [];
  private calls = 0;

  constructor(
    private readonly games: readonly Game[],
    private readonly witness: RosterWitness,
    private readonly choose: Choose,
    playerCount: number,
  ) {
    witness.watch(games);
    for (let number = 0; number < playerCount; number++) this.logIn(`p${number}`);
  }

  /** Runs until so many calls were made. @param between called between two volleys */
  async run(calls: number, between: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    while (this.calls < calls) {
      const ids = [...this.racers.keys()].filter(() => this.choose(2) === 0);
      await Promise.all(ids.map((id) => this.act(id)));
      await between();
    }
  }

  /** Lets everybody go, and looks what is left. @param settle resolves when the processes have told each other */
  async finish(settle: () => Promise<void>): Promise<RaceReport> {
    for (const { player } of this.racers.values()) {
      await player.call("cancelPlayerMatch", { matchType: MatchType.PLAYER_COMPLEX });
      await player.call("leaveRoom");
    }
    await settle();
    // A match that was under way may have seated somebody since.
    for (const { player } of this.racers.values()) await player.call("leaveRoom");
    await settle();
    const orphans = await this.findOrphans();
    const stuck: string[] = [];
    for (const [id, { player }] of this.racers) {
      const { code } = await player.call("createRoom", room);
      if (code !== ErrCode.EC_OK) stuck.push(`${id}: ${code}`);
    }
    const all = [...this.racers].map(([id, racer]) => [id, this.count(racer)] as const);
    return {
      calls: this.calls,
      rooms: this.witness.rooms,
      matches: all.reduce((sum, [, { matched }]) => sum + matched.size, 0),
      inTwoRooms: [...this.witness.inTwoRooms],
      matchedTwice: all.filter(([, { asked, matched }]) => matched.size > asked).map(([id]) => id),
      orphans,
      stuck,
    };
  }

  /** Rooms that are still there some seconds after everybody has left. */
  private async findOrphans(): Promise<string[]> {
    const player = [...this.racers.values()].at(0)?.player;
    for (const end = performance.now() + orphanPatience; ;) {
      const orphans = this.games.flatMap((game, index) =>
        game.rooms.list().map(({ id, state }) => `${index}: ${id} with ${[...state.roster.ids].join(" ")}`),
      );
      const list = await player?.call("getRoomList", { pageNo: 1, pageSize: 1 });
      if (list?.data?.total) orphans.push(`list: ${list.data.total}`);
      if (orphans.length === 0 || performance.now() > end) return orphans;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  private logIn(id: string): void {
    const game = this.games[this.choose(this.games.length)] as Game;
    const former = this.racers.get(id);
    const counts = former ? this.count(former) : { asked: 0, matched: new Set<string>() };
    this.racers.set(id, { player: new TestPlayer(id, { game }), ...counts });
  }

  /** What the present session has heard, and the ones before it. */
  private count({ player, asked, matched }: Racer): Omit<Racer, "player"> {
    const heard = player.events
      .filter(({ name, data }) => name === "onMatch" && data.errCode === 0)
      .map(({ data }): string => data.roomInfo.id);
    const accepted = player.events.filter(
      ({ name, data }) => name === "answer matchPlayers" && data.code === ErrCode.EC_OK,
    ).length;
    return { asked: asked + accepted, matched: new Set([...matched, ...heard]) };
  }

  private async act(id: string): Promise<void> {
    const { player } = this.racers.get(id) as Racer;
    this.calls += 1;
    switch (this.choose(9)) {
      case 0:
        return this.note(await player.call("createRoom", room));
      case 1:
      case 2:
        return this.note(await player.call("joinRoom", { roomId: this.known[this.choose(8)] ?? "none" }));
      case 3:
        return this.note(await player.call("matchRoom", { maxPlayers: 3, roomType: "race" }));
      case 4: {
        const playerInfo = { name: id, matchAttributes: [] };
        return void (await player.call("matchPlayers", { matchCode: "pair", playerInfo }));
      }
      case 5:
        return void (await player.call("removePlayer", { removePlayerId: this.chooseOther(id) }));
      case 6:
        return void (await player.call(this.choose(5) === 0 ? "dismissRoom" : "leaveRoom"));
      case 7:
        return void (await player.call("leaveRoom"));
      default:
        // The former session is there still when it is another device, and gone when it was lost.
        if (this.choose(2) === 0) player.leave();
        this.logIn(id);
    }
  }

  private chooseOther(id: string): string {
    const others = [...this.racers.keys()].filter((other) => other !== id);
    return others[this.choose(others.length)] ?? id;
  }

  private note({ code, data }: ResponseEvent<any>): void {
    if (code !== ErrCode.EC_OK) return;
    this.known[this.choose(8)] = data.roomInfo.id;
  }
}
