import { limits, type BilingualText } from "../../contract";
import {
  type Interval,
  type MatchRule,
  type RobotMode,
  type RuleScope,
  type RuleSet,
  type RuleValue,
  type TeamSlot,
} from "./rule-set";

/** What is wrong with a rule set, and where, e.g. `rules[0].value`. */
export interface RuleSetProblem {
  readonly path: string;
  readonly reason: BilingualText;
}

/** A usable rule set, or all that is wrong with it. */
export type RuleSetResult =
  | { readonly ruleSet: RuleSet; readonly problems: readonly [] }
  | { readonly ruleSet?: undefined; readonly problems: readonly RuleSetProblem[] };

const maxAttributes = 5;
const maxRules = 5;

/**
 * Reads a rule set as the console had it, plus our `robots` (`true`, `"robotsFirst"` or `"playersFirst"`), and tells
 * everything that is wrong with it at once (spec mgobe-client §3.9). Keys that do not exist are problems too: a
 * misspelt `timeout` would otherwise go unnoticed. Several `waitTimeSteps` are taken, where the console had one.
 *
 * @example
 * const { ruleSet, problems } = parseRuleSet(JSON.parse(text));
 */
export function parseRuleSet(json: unknown): RuleSetResult {
  const reader = new RuleSetReader();
  const ruleSet = reader.read(json);
  return reader.problems.length === 0 ? { ruleSet, problems: [] } : { problems: reader.problems };
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isInterval(value: unknown): value is Interval {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((bound) => Number.isFinite(bound)) &&
    (value[0] as number) <= (value[1] as number)
  );
}

class RuleSetReader {
  readonly problems: RuleSetProblem[] = [];

  read(json: unknown): RuleSet {
    const fields = this.readObject(json, "", [
      "version",
      "teams",
      "playerAttributes",
      "rules",
      "timeout",
      "robots",
    ]);
    if (fields.version !== "V1.0") this.report("version", 'must be "V1.0"', '只能填写 "V1.0"');
    const teams = this.readTeams(fields.teams);
    const attributes = this.readAttributes(fields.playerAttributes);
    const rules = this.readRules(fields.rules, attributes, teams);
    const robots = this.readRobots(fields.robots);
    return {
      teams,
      seats: teams.reduce((sum, team) => sum + team.size, 0),
      largestTeam: Math.max(0, ...teams.map((team) => team.size)),
      attributes,
      rules,
      timeoutMs: this.readTimeout(fields.timeout) * 1000,
      ...(robots && { robots }),
    };
  }

  private report(path: string, en: string, zh: string): void {
    this.problems.push({ path, reason: { en, zh } });
  }

  private readObject(value: unknown, path: string, keys: readonly string[]): Fields {
    if (!isFields(value)) {
      this.report(path, "must be an object", "必须是对象");
      return {};
    }
    for (const key of Object.keys(value)) {
      if (!keys.includes(key)) {
        this.report(path ? `${path}.${key}` : key, "there is no such key", "没有这个字段");
      }
    }
    return value;
  }

  private readList(value: unknown, path: string, min: number, max: number): readonly unknown[] {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      const range = `${min} to ${max}`;
      this.report(path, `must be a list of ${range} entries`, `必须是包含 ${min} 到 ${max} 项的数组`);
      return Array.isArray(value) ? (value as unknown[]).slice(0, max) : [];
    }
    return value as unknown[];
  }

  private readName(value: unknown, path: string, taken: readonly string[]): string {
    if (typeof value !== "string" || value === "") this.report(path, "must be a text", "必须是非空字符串");
    else if (taken.includes(value)) this.report(path, "is there twice", "名称重复");
    return String(value);
  }

  private readCount(value: unknown, path: string): number {
    const max = limits.playersPerRoom;
    if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max) return value as number;
    this.report(path, `must be an integer from 1 to ${max}`, `必须是 1 到 ${max} 的整数`);
    return 1;
  }

  private readTeams(value: unknown): TeamSlot[] {
    const teams: TeamSlot[] = [];
    const entries = this.readList(value, "teams", 1, limits.teamsPerRoom);
    const names: string[] = [];
    entries.forEach((entry, type) => {
      const path = `teams[${type}]`;
      const fields = this.readObject(entry, path, ["name", "maxPlayers", "minPlayers", "number"]);
      const name = this.readName(fields.name, `${path}.name`, names);
      names.push(name);
      const size = this.readCount(fields.maxPlayers, `${path}.maxPlayers`);
      if (fields.minPlayers !== fields.maxPlayers) {
        this.report(`${path}.minPlayers`, "must equal maxPlayers", "必须等于 maxPlayers");
      }
      const number = this.readCount(fields.number, `${path}.number`);
      if (entries.length > 1 && number !== 1) {
        this.report(`${path}.number`, "must be 1 when there are several team types", "有多种队伍时必须为 1");
      }
      for (let i = 0; i < number; i++) teams.push({ id: String(teams.length), name, size, type });
    });
    const seats = teams.reduce((sum, team) => sum + team.size, 0);
    if (seats > limits.playersPerRoom) {
      const max = limits.playersPerRoom;
      this.report("teams", `has ${seats} players, ${max} are allowed`, `共 ${seats} 人，不能超过 ${max} 人`);
    }
    return teams;
  }

  private readAttributes(value: unknown): string[] {
    const names: string[] = [];
    this.readList(value ?? [], "playerAttributes", 0, maxAttributes).forEach((entry, index) => {
      const path = `playerAttributes[${index}]`;
      const fields = this.readObject(entry, path, ["name", "type"]);
      names.push(this.readName(fields.name, `${path}.name`, names));
      if (fields.type !== "number") this.report(`${path}.type`, 'must be "number"', '只能填写 "number"');
    });
    return names;
  }

  private readRules(value: unknown, attributes: readonly string[], teams: readonly TeamSlot[]): MatchRule[] {
    const rules: MatchRule[] = [];
    const deviations = { within: 0, between: 0 };
    this.readList(value ?? [], "rules", 0, maxRules).forEach((entry, index) => {
      const path = `rules[${index}]`;
      const fields = this.readObject(entry, path, ["type", "expression", "value", "waitTimeSteps"]);
      const kind = fields.type;
      if (kind !== "deviation" && kind !== "segment") {
        this.report(`${path}.type`, 'must be "deviation" or "segment"', '只能填写 "deviation" 或 "segment"');
        return;
      }
      const target = this.readExpression(fields.expression, `${path}.expression`, attributes, teams);
      const steps = this.readSteps(kind, fields, path);
      if (!target) return;
      if (kind === "deviation") {
        const place = target.scope.kind === "each" || target.scope.kind === "type" ? "within" : "between";
        if (++deviations[place] > 1) {
          this.report(
            path,
            `there is already a deviation rule ${place} teams`,
            place === "within" ? "队伍内只能有一条误差规则" : "队伍间只能有一条误差规则",
          );
        }
      }
      rules.push({ ...target, steps });
    });
    return rules;
  }

  private readExpression(
    value: unknown,
    path: string,
    attributes: readonly string[],
    teams: readonly TeamSlot[],
  ): { scope: RuleScope; attribute: number } | undefined {
    const text = typeof value === "string" ? value.replace(/\s+/g, "") : "";
    const parts = /^(avg\()?teams\[([^\]]+)\]\.players\.([^()]+?)(\))?$/.exec(text);
    const [, open, team = "", name = "", close] = parts ?? [];
    if (!parts || (open === undefined) !== (close === undefined) || (open && team !== "*")) {
      this.report(
        path,
        "must be teams[name].players.x, teams[i].players.x, teams[*].players.x or avg(teams[*].players.x)",
        "只能是 teams[name].players.x、teams[i].players.x、teams[*].players.x 或 avg(teams[*].players.x)",
      );
      return undefined;
    }
    const attribute = attributes.findIndex((item) => item.replace(/\s+/g, "") === name);
    if (attribute < 0) {
      this.report(path, `${name} is not one of playerAttributes`, `${name} 不在 playerAttributes 中`);
      return undefined;
    }
    if (team === "*") return { scope: { kind: open ? "average" : "all" }, attribute };
    const named = teams.find((slot) => slot.name.replace(/\s+/g, "") === team);
    // A team that is really called "i" wins over the meaning "every team".
    if (named) return { scope: { kind: "type", type: named.type }, attribute };
    if (team === "i") return { scope: { kind: "each" }, attribute };
    this.report(path, `there is no team called ${team}`, `没有名为 ${team} 的队伍`);
    return undefined;
  }

  private readSteps(kind: RuleValue["kind"], fields: Fields, path: string): MatchRule["steps"] {
    const steps = [{ afterMs: 0, value: this.readValue(kind, fields.value, `${path}.value`) }];
    const { min, max } = limits.matchStepSeconds;
    const list = fields.waitTimeSteps ?? [];
    this.readList(list, `${path}.waitTimeSteps`, 0, limits.matchTimeoutSeconds.max).forEach(
      (entry, index) => {
        const stepPath = `${path}.waitTimeSteps[${index}]`;
        const step = this.readObject(entry, stepPath, ["waitTimeSeconds", "value"]);
        const value = this.readValue(kind, step.value, `${stepPath}.value`);
        const afterMs = Number(step.waitTimeSeconds) * 1000;
        if (typeof step.waitTimeSeconds !== "number" || !(afterMs >= min * 1000 && afterMs <= max * 1000)) {
          this.report(
            `${stepPath}.waitTimeSeconds`,
            `must be from ${min} to ${max}`,
            `必须在 ${min} 到 ${max} 之间`,
          );
        } else if (afterMs <= (steps.at(-1)?.afterMs ?? 0)) {
          this.report(
            `${stepPath}.waitTimeSeconds`,
            "must be later than the step before",
            "必须大于上一步的时间",
          );
        }
        steps.push({ afterMs, value });
      },
    );
    return steps;
  }

  private readValue(kind: RuleValue["kind"], value: unknown, path: string): RuleValue {
    if (kind === "deviation") {
      if (typeof value === "number" && Number.isFinite(value) && value >= 0)
        return { kind, difference: value };
      this.report(path, "must be a number, 0 or more", "必须是不小于 0 的数字");
      return { kind, difference: 0 };
    }
    if (Array.isArray(value) && value.length > 0 && value.every(isInterval))
      return { kind, intervals: value };
    this.report(path, "must be a list of intervals [low, high]", "必须是区间 [下限, 上限] 的数组");
    return { kind, intervals: [] };
  }

  private readTimeout(value: unknown): number {
    const { default: fallback, min, max } = limits.matchTimeoutSeconds;
    if (value === undefined) return fallback;
    if (typeof value === "number" && value >= min && value <= max) return value;
    this.report("timeout", `must be from ${min} to ${max} seconds`, `必须在 ${min} 到 ${max} 秒之间`);
    return fallback;
  }

  private readRobots(value: unknown): RobotMode | undefined {
    if (value === undefined || value === false) return undefined;
    if (value === true) return "robotsFirst";
    if (value === "robotsFirst" || value === "playersFirst") return value;
    this.report(
      "robots",
      'must be true, false, "robotsFirst" or "playersFirst"',
      '只能是 true、false、"robotsFirst" 或 "playersFirst"',
    );
    return undefined;
  }
}
