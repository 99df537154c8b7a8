import { FrameSyncState, type RoomInfo } from "../../contract";
import { Roster } from "./roster";
import { type RoomSettings } from "./room-settings";

/** The facts of a room: its properties and its players. No rules, no events. */
export class RoomState {
  name: string;
  owner = "";
  isPrivate: boolean;
  isForbidJoin = false;
  customProperties: string;
  frameSyncState = FrameSyncState.STOP;
  /** Seconds since the epoch, 0 until frame sync was started. */
  startGameTime = 0;
  readonly roster: Roster;

  /** @param createTime seconds since the epoch */
  constructor(
    readonly id: string,
    readonly settings: RoomSettings,
    readonly frameRate: number,
    readonly createTime: number,
  ) {
    this.name = settings.name;
    this.isPrivate = settings.isPrivate;
    this.customProperties = settings.customProperties;
    this.roster = new Roster(settings.teams, settings.maxPlayers);
  }

  /** True when a player who looks for company may be put here (spec mgobe-client §3.9, matchRoom). */
  get isMatchable(): boolean {
    return !this.isPrivate && !this.isForbidJoin && this.roster.size < this.settings.maxPlayers;
  }

  /** A fresh picture of the room with every field filled (spec mgobe-server §5.1, Q18). */
  snapshot(): RoomInfo {
    return {
      id: this.id,
      name: this.name,
      type: this.settings.type,
      createType: this.settings.createType,
      maxPlayers: this.settings.maxPlayers,
      owner: this.owner,
      isPrivate: this.isPrivate,
      customProperties: this.customProperties,
      playerList: this.roster.snapshot(),
      teamList: this.settings.teams.map((team) => ({ ...team })),
      frameSyncState: this.frameSyncState,
      frameRate: this.frameRate,
      routeId: this.id,
      createTime: this.createTime,
      startGameTime: this.startGameTime,
      isForbidJoin: this.isForbidJoin,
    };
  }
}
