import { createHmac } from "node:crypto";
import { type Clock } from "../clock/clock";
import { type GameSettings } from "../settings/game-settings";
import { type Peers } from "./peers";

const topic = "settings";

/** Time until a process that could not be asked is asked again, ms. */
const pause = 1000;

/** What comparing needs of its process. */
export interface SettingsComparisonOptions {
  readonly settings: GameSettings;
  readonly peers: Peers;
  readonly clock: Clock;
  readonly log: (level: "error", message: string) => void;
}

/** By name of a setting, a hash of its value. */
type Prints = Readonly<Record<string, string>>;

/**
 * Tells when a process has other settings than the one that leads: players would be matched by rules that their process does not
 * have, or be let in at one and refused at another, as chance leads them. Both say so, and go on, as an update may change
 * settings process by process.
 */
export class SettingsComparison {
  private readonly prints: Prints;
  private readonly told = new Set<string>();
  private leader: string | undefined;

  constructor(private readonly options: SettingsComparisonOptions) {
    this.prints = printSettings(options.settings);
    options.peers.serve(topic, (body) => {
      const { id, prints } = (body ?? {}) as { id?: unknown; prints?: unknown };
      if (this.leader === options.peers.id)
        this.tell(`process ${String(id)} has`, "this one, which leads", prints);
      return Promise.resolve({ prints: this.prints });
    });
  }

  /** To be called when another process leads, or this one, or nobody. */
  leaderChanged(leader: string | undefined): void {
    this.leader = leader;
    if (leader !== undefined && leader !== this.options.peers.id) void this.compare(leader);
  }

  private async compare(leader: string): Promise<void> {
    const { peers, clock } = this.options;
    const question = { id: peers.id, prints: this.prints };
    const answer = await peers.ask(leader, topic, question).catch(() => undefined);
    if (this.leader !== leader) return;
    if (answer === undefined) {
      const again = (): void => {
        if (this.leader === leader) void this.compare(leader);
      };
      clock.setTimeout(again, pause);
    } else
      this.tell(
        "this process has",
        `process ${leader}, which leads`,
        (answer as { prints?: unknown } | null)?.prints,
      );
  }

  private tell(who: string, other: string, prints: unknown): void {
    const names = listDifferences(this.prints, prints);
    const message = `${who} other settings than ${other}: ${names.join(", ")}. Players are matched by those of the process that leads, and let in by those of the process that they reach: give all the same mgobe.config.json`;
    if (names.length === 0 || this.told.has(message)) return;
    this.told.add(message);
    this.options.log("error", message);
  }
}

/** Settings that the players of a game notice, whichever process they reach; limits may fit the machine. */
function printSettings(settings: GameSettings): Prints {
  const {
    secretKey,
    allowGuests = false,
    signatureSeconds,
    cloudApi,
    console,
    frameRate,
    roomPolicy,
  } = settings;
  const values = {
    secretKey,
    allowGuests,
    signatureSeconds,
    cloudApi,
    console,
    frameRate,
    roomPolicy,
    ...Object.fromEntries([...settings.matchRules].map(([code, rules]) => [`matchRules["${code}"]`, rules])),
  };
  // Keyed, as there are passwords among them.
  const print = (value: unknown): string =>
    createHmac("sha256", settings.serverKey ?? "")
      .update(writeInOrder(value))
      .digest("base64");
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, print(value)]])),
  );
}

/** JSON whose members are in the order of their names. */
function writeInOrder(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}

/** Names of settings whose hashes are not the same; none where the other is of a version that tells nothing. */
function listDifferences(own: Prints, other: unknown): string[] {
  if (typeof other !== "object" || other === null) return [];
  const given = other as Record<string, unknown>;
  const names = new Set([...Object.keys(own), ...Object.keys(given)]);
  return [...names].filter((name) => own[name] !== given[name]).sort();
}
