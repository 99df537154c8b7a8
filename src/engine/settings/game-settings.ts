import { limits, ToolError } from "../../contract";
import { type RuleSet } from "../matching/rule-set";
import { parseRuleSet } from "../matching/rule-set-json";
import { type RoomPolicySettings } from "../room/room-policy";

/** Settings of a game as they stood in Tencent's console, with every default filled in (design §3.2). */
export interface GameSettings {
  /** Game id that logins must carry; any when left out. */
  readonly gameId?: string;
  /** Key of client signatures; without it logins are not checked (development mode). */
  readonly secretKey?: string;
  /** Back-end key that scripts carry in `gameInfo`. */
  readonly serverKey?: string;
  /** SecretKeys by SecretId of back ends that may use the cloud API; it is off when there are none. */
  readonly cloudApi?: Readonly<Record<string, string>>;
  /** Frames per second of frame sync. */
  readonly frameRate: number;
  readonly roomPolicy: RoomPolicySettings;
  /** Rule sets of matching, by match code. */
  readonly matchRules: ReadonlyMap<string, RuleSet>;
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
export interface PartialGameSettings extends Partial<
  Omit<GameSettings, "roomPolicy" | "limits" | "matchRules">
> {
  readonly roomPolicy?: Partial<RoomPolicySettings>;
  readonly limits?: Partial<GameLimits>;
  /** Rule sets by match code, each as the console's JSON plus `robots`. */
  readonly matchRules?: Readonly<Record<string, unknown>>;
}

const defaultLimits: GameLimits = {
  messageBytes: 64 * 1024,
  frameHistoryBytes: 64 * 1024 * 1024,
  rooms: Infinity,
};

/**
 * Fills in the defaults and reads the rule sets. Other values are not checked here; the reader of the configuration file
 * does that.
 *
 * @throws ToolError CONFIG_INVALID for a rule set that cannot be used
 */
export function completeSettings(settings: PartialGameSettings = {}): GameSettings {
  const { emptyDefault, offlineDefault } = limits.roomPolicySeconds;
  return {
    ...settings,
    frameRate: settings.frameRate ?? limits.frameRate.default,
    roomPolicy: { emptySeconds: emptyDefault, offlineSeconds: offlineDefault, ...settings.roomPolicy },
    matchRules: readMatchRules(settings.matchRules ?? {}),
    limits: { ...defaultLimits, ...settings.limits },
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
