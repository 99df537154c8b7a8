import { type ReplayRules } from "./replay-rules";

/** Two values that should be the same and are not. */
export interface Difference {
  /** As `onRecvFromGameSvr.data.data.turn`. */
  readonly path: string;
  readonly recorded: unknown;
  readonly played: unknown;
}

/** Shorter names may stand in a text by chance. */
const minNameLength = 6;

/** Names of a record and what they are called in the replay: players, rooms, groups. */
export class Names {
  private readonly played = new Map<string, string>();
  private readonly recorded = new Map<string, string>();
  private inTexts: RegExp | undefined;

  /** False when either name stands for another one already. */
  pair(recorded: string, played: string): boolean {
    const known = this.played.get(recorded);
    if (known !== undefined) return known === played;
    if (this.recorded.has(played)) return false;
    this.played.set(recorded, played);
    this.recorded.set(played, recorded);
    this.inTexts = undefined;
    return true;
  }

  /** Names of its own, which begin with these. */
  copy(): Names {
    const copy = new Names();
    for (const [recorded, played] of this.played) copy.pair(recorded, played);
    return copy;
  }

  /** The name in this run for one of the record; undefined before it was met. */
  get(recorded: string): string | undefined {
    return this.played.get(recorded);
  }

  /** The value with all names of the record replaced, also inside of texts and as keys. */
  translate(value: unknown): unknown {
    if (typeof value === "string") return this.translateText(value);
    if (Array.isArray(value)) return value.map((item) => this.translate(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [this.translateText(key), this.translate(member)]),
    );
  }

  private translateText(text: string): string {
    const whole = this.played.get(text);
    if (whole !== undefined) return whole;
    if (text.length < minNameLength || this.played.size === 0) return text;
    // In one go: what stands there afterwards is not looked at again, as it may look like another name.
    this.inTexts ??= this.createPattern();
    return text.replace(this.inTexts, (name) => this.played.get(name) ?? name);
  }

  private createPattern(): RegExp {
    const names = [...this.played.keys()].filter(({ length }) => length >= minNameLength);
    // A longer name that begins with a shorter one is meant as a whole.
    names.sort((one, other) => other.length - one.length);
    const sources = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
    return new RegExp(sources.length > 0 ? sources.join("|") : "(?!)", "g");
  }
}

/**
 * The first difference between a recorded value and a played one; undefined when there is none. A name that has not been met
 * yet stands for its counterpart from now on.
 *
 * @param path of the values, which rules are asked for
 */
export function findDifference(
  recorded: unknown,
  played: unknown,
  rules: ReplayRules,
  names: Names,
  path: string,
): Difference | undefined {
  if (rules.ignored.includes(path)) return undefined;
  if (typeof recorded === "string" && typeof played === "string") {
    if (rules.ids.includes(path) && recorded !== "" && played !== "" && names.pair(recorded, played))
      return undefined;
    return names.translate(recorded) === played ? undefined : { path, recorded, played };
  }
  if (typeof recorded === "number" && typeof played === "number") {
    const isSame = recorded === played || Math.abs(recorded - played) <= rules.getTolerance(path);
    return isSame ? undefined : { path, recorded, played };
  }
  if (Array.isArray(recorded) && Array.isArray(played)) {
    const common = Math.min(recorded.length, played.length);
    for (let index = 0; index < common; index++) {
      const found = findDifference(recorded[index], played[index], rules, names, `${path}.${index}`);
      if (found) return found;
    }
    if (recorded.length === played.length) return undefined;
    return { path: `${path}.length`, recorded: recorded.length, played: played.length };
  }
  if (isObject(recorded) && isObject(played)) return findInObjects(recorded, played, rules, names, path);
  return Object.is(recorded, played) ? undefined : { path, recorded, played };
}

function findInObjects(
  recorded: Readonly<Record<string, unknown>>,
  played: Readonly<Record<string, unknown>>,
  rules: ReplayRules,
  names: Names,
  path: string,
): Difference | undefined {
  // Fields that are undefined are none once they have been sent.
  const translated = new Map(
    Object.entries(recorded)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [String(names.translate(key)), value]),
  );
  for (const [key, value] of translated) {
    // What every object inherits, as `constructor`, did not come from the server.
    const counterpart = Object.hasOwn(played, key) ? played[key] : undefined;
    const found = findDifference(value, counterpart, rules, names, `${path}.${key}`);
    if (found) return found;
  }
  for (const [key, value] of Object.entries(played)) {
    if (value === undefined || translated.has(key) || rules.ignored.includes(`${path}.${key}`)) continue;
    return { path: `${path}.${key}`, recorded: undefined, played: value };
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
