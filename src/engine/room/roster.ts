import { ErrCode, NetworkState, type MatchAttribute, type PlayerInfo, type TeamInfo } from "../../contract";
import { Refusal } from "./answer";

/** A player on the way into a room. */
export interface NewPlayer {
  readonly id: string;
  readonly name: string;
  /** Id of a team of the room; the first one when left out. */
  readonly teamId?: string;
  readonly customPlayerStatus: number;
  readonly customProfile: string;
  readonly isRobot?: boolean;
  readonly matchAttributes?: readonly MatchAttribute[];
  /** Whether the common connection is open; true when left out. */
  readonly commonOnline?: boolean;
  /** Whether the room connection is open; false when left out, as it opens after entering (spec mgobe-wire §4.5). */
  readonly relayOnline?: boolean;
}

/** Teams of a room made by `createRoom` (one team) or `createTeamRoom` (spec mgobe-client §3.6). */
export function makeTeams(maxPlayers: number, teamNumber: number): TeamInfo[] {
  return Array.from({ length: teamNumber }, (_, index) => ({
    id: String(index),
    name: "",
    minPlayers: 1,
    maxPlayers: maxPlayers / teamNumber,
  }));
}

function isOnline(player: PlayerInfo): boolean {
  return (
    player.commonNetworkState === NetworkState.COMMON_ONLINE ||
    player.relayNetworkState === NetworkState.RELAY_ONLINE
  );
}

/** The players of a room in the order in which they came. */
export class Roster {
  private readonly players = new Map<string, PlayerInfo>();
  private idCache: readonly string[] = [];

  constructor(
    private readonly teams: readonly TeamInfo[],
    private readonly maxPlayers: number,
  ) {}

  /** Ids in join order; the same array until somebody comes or goes. */
  get ids(): readonly string[] {
    return this.idCache;
  }

  /** Number of players, robots included. */
  get size(): number {
    return this.players.size;
  }

  get(playerId: string): PlayerInfo | undefined {
    return this.players.get(playerId);
  }

  has(playerId: string): boolean {
    return this.players.has(playerId);
  }

  /** True when no person is left; robots do not keep a room alive. */
  get isDeserted(): boolean {
    return this.people().length === 0;
  }

  /** True when there are people and none of them has an open connection. */
  get isOffline(): boolean {
    const people = this.people();
    return people.length > 0 && !people.some(isOnline);
  }

  /**
   * Adds a player.
   *
   * @throws Refusal 20012 room full, 20100 no such team, 20101 team full
   */
  add(player: NewPlayer): void {
    if (this.players.size >= this.maxPlayers) throw new Refusal(ErrCode.EC_ROOM_PLAYERS_EXCEED_LIMIT);
    const team = this.requireTeam(player.teamId);
    this.players.set(player.id, {
      id: player.id,
      name: player.name,
      teamId: team.id,
      customPlayerStatus: player.customPlayerStatus,
      customProfile: player.customProfile,
      commonNetworkState:
        player.commonOnline === false || player.isRobot
          ? NetworkState.COMMON_OFFLINE
          : NetworkState.COMMON_ONLINE,
      relayNetworkState: player.relayOnline ? NetworkState.RELAY_ONLINE : NetworkState.RELAY_OFFLINE,
      isRobot: player.isRobot ?? false,
      matchAttributes: (player.matchAttributes ?? []).map((attribute) => ({ ...attribute })),
    });
    this.idCache = [...this.players.keys()];
  }

  /** Takes a player out; false when it was not there. */
  remove(playerId: string): boolean {
    const removed = this.players.delete(playerId);
    if (removed) this.idCache = [...this.players.keys()];
    return removed;
  }

  /**
   * Who owns the room when its owner is gone: of the people who stayed the one who came first, those online before
   * those offline (spec mgobe-server Q15, mgobe-client §3.6). Empty when nobody is left.
   */
  pickOwner(): string {
    const people = this.people();
    return (people.find(isOnline) ?? people[0])?.id ?? "";
  }

  /** Fresh copies in join order. */
  snapshot(): PlayerInfo[] {
    return [...this.players.values()].map((player) => ({
      ...player,
      matchAttributes: player.matchAttributes.map((attribute) => ({ ...attribute })),
    }));
  }

  private people(): PlayerInfo[] {
    return [...this.players.values()].filter((player) => !player.isRobot);
  }

  private requireTeam(teamId: string | undefined): TeamInfo {
    const team = teamId === undefined ? this.teams[0] : this.teams.find(({ id }) => id === teamId);
    if (!team) throw new Refusal(ErrCode.EC_ROOM_INVALID_PARAMS_TEAM_ID, `no team ${teamId}`);
    let members = 0;
    for (const player of this.players.values()) if (player.teamId === team.id) members += 1;
    if (members >= team.maxPlayers) throw new Refusal(ErrCode.EC_ROOM_TEAM_MEMBER_LIMIT_EXCEED);
    return team;
  }
}
