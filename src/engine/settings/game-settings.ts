import { limits, ToolError } from "../../contract";
import { type AddressLimits } from "../limits/address-limiter";
import { type RuleSet } from "../matching/rule-set";
import { parseRuleSet } from "../matching/rule-set-json";
import { type RoomPolicySettings } from "../room/room-policy";

/** Settings of a game as they stood in Tencent's console, with every default filled in (design §3.2). */
export interface GameSettings {
  /** Game id that logins must carry; any when left out. */
  readonly gameId?: string;
  /** Key of client signatures; without it logins are not checked (development mode). */
  readonly secretKey?: string;
  /** Whether players without a signature are let in although there is a secret key; false when left out. */
  readonly allowGuests?: boolean;
  /** How long a signature holds, before and after its time stamp, seconds; an hour when left out. */
  readonly signatureSeconds?: number;
  /** Back-end key that scripts carry in `gameInfo`. */
  readonly serverKey?: string;
  /** SecretKeys by SecretId of back ends that may use the cloud API; it is off when there are none. */
  readonly cloudApi?: Readonly<Record<string, string>>;
  /** Addresses that may read `/metrics` beside this machine: `10.0.0.5`, `10.0.0.0/8`, `*` for all. */
  readonly metricsHosts?: readonly string[];
  /** Passwords of the console; without one it is off. */
  readonly console?: ConsoleSettings;
  /** How long present rooms go on when the server is told to stop, seconds; 0 = they end at once. */
  readonly drainSeconds: number;
  /** Frames per second of frame sync. */
  readonly frameRate: number;
  readonly roomPolicy: RoomPolicySettings;
  /** Rule sets of matching, by match code. */
  readonly matchRules: ReadonlyMap<string, RuleSet>;
  readonly limits: GameLimits;
}

/** Passwords of the console, of 8 characters and more. */
export interface ConsoleSettings {
  /** Opens everything. */
  readonly password?: string;
  /** Opens it to look only. */
  readonly readOnlyPassword?: string;
}

/** Limits of this host, the same for all clients; MGOBE's own are in `contract/limits`. */
export interface GameLimits extends AddressLimits {
  /** Largest frame item or game-server message, bytes of JSON. */
  readonly messageBytes: number;
  /** Largest frame history of a room, bytes of JSON. */
  readonly frameHistoryBytes: number;
  /** Rooms that may exist at a time. */
  readonly rooms: number;
  /** Messages a second that one connection may send for long; one of more than 4 KiB counts once per 4 KiB. */
  readonly messagesPerSecond: number;
  /** Messages that one connection may send at once. */
  readonly messageBurst: number;
  /** Bytes that may wait for a receiver that does not read; beyond them it is cut off. */
  readonly bufferedBytes: number;
}

/** Settings with anything left out. */
export interface PartialGameSettings extends Partial<
  Omit<GameSettings, "roomPolicy" | "limits" | "matchRules">
> {
  readonly roomPolicy?: Partial<RoomPolicySettings>;
  readonly limits?: Partial<GameLimits>;
  /** Rule sets by match code, each as the console's JSON plus `robots`. */
  readonly matchRules?: Readonly<Record<string, unknown>>;
}

/** Limits where the configuration names none, roomy enough for a LAN party behind one address. */
export const defaultGameLimits: GameLimits = {
  messageBytes: 64 * 1024,
  frameHistoryBytes: 64 * 1024 * 1024,
  rooms: Infinity,
  // A game may send an input with each picture, 240 a second on the quickest screens.
  messagesPerSecond: 300,
  messageBurst: 900,
  bufferedBytes: 8 * 1024 * 1024,
  // A player has two sockets; a school or an office shares one address.
  socketsPerAddress: 1000,
  connectsPerMinute: 1200,
};

/**
 * Fills in the defaults and reads the rule sets. Other values have been checked, by the reader of the configuration file or by
 * `requireSettings`.
 *
 * @throws ToolError CONFIG_INVALID for a rule set that cannot be used
 */
export function completeSettings(settings: PartialGameSettings = {}): GameSettings {
  const { emptyDefault, offlineDefault } = limits.roomPolicySeconds;
  return {
    ...settings,
    drainSeconds: settings.drainSeconds ?? 0,
    frameRate: settings.frameRate ?? limits.frameRate.default,
    roomPolicy: { emptySeconds: emptyDefault, offlineSeconds: offlineDefault, ...settings.roomPolicy },
    matchRules: readMatchRules(settings.matchRules ?? {}),
    limits: { ...defaultGameLimits, ...settings.limits },
  };
}

function readMatchRules(rules: Readonly<Record<string, unknown>>): ReadonlyMap<string, RuleSet> {
  const ruleSets = new Map<string, RuleSet>();
  for (const [matchCode, json] of Object.entries(rules)) {
    const { ruleSet, problems } = parseRuleSet(json);
    if (!ruleSet) {
      const where = (path: string): string => (path === "" ? "" : `.${path}`);
      const [first] = problems;
      throw new ToolError("CONFIG_INVALID", {
        path: `matchRules["${matchCode}"]${where(first?.path ?? "")}`,
        reason: first?.reason ?? "",
      });
    }
    ruleSets.set(matchCode, ruleSet);
  }
  return ruleSets;
}
