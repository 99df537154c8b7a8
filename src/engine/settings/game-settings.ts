import { limits } from "../../contract";
import { type RoomPolicySettings } from "../room/room-policy";

/** Settings of a game as they stood in Tencent's console, with every default filled in (design §3.2). */
export interface GameSettings {
  /** Game id that logins must carry; any when left out. */
  readonly gameId?: string;
  /** Key of client signatures; without it logins are not checked (development mode). */
  readonly secretKey?: string;
  /** Back-end key that scripts carry in `gameInfo`. */
  readonly serverKey?: string;
  /** Frames per second of frame sync. */
  readonly frameRate: number;
  readonly roomPolicy: RoomPolicySettings;
  readonly limits: GameLimits;
}

/** Limits of this host; MGOBE's own are in `contract/limits`. */
export interface GameLimits {
  /** Largest frame item or game-server message, bytes of JSON. */
  readonly messageBytes: number;
  /** Largest frame history of a room, bytes of JSON. */
  readonly frameHistoryBytes: number;
  /** Rooms that may exist at a time. */
  readonly rooms: number;
}

/** Settings with anything left out. */
export interface PartialGameSettings extends Partial<Omit<GameSettings, "roomPolicy" | "limits">> {
  readonly roomPolicy?: Partial<RoomPolicySettings>;
  readonly limits?: Partial<GameLimits>;
}

const defaultLimits: GameLimits = {
  messageBytes: 64 * 1024,
  frameHistoryBytes: 64 * 1024 * 1024,
  rooms: Infinity,
};

/** Fills in the defaults. Values are not checked here; the reader of the configuration file does that. */
export function completeSettings(settings: PartialGameSettings = {}): GameSettings {
  const { emptyDefault, offlineDefault } = limits.roomPolicySeconds;
  return {
    ...settings,
    frameRate: settings.frameRate ?? limits.frameRate.default,
    roomPolicy: { emptySeconds: emptyDefault, offlineSeconds: offlineDefault, ...settings.roomPolicy },
    limits: { ...defaultLimits, ...settings.limits },
  };
}
