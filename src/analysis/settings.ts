import { type Finding } from "../../codemods/finder";
import { type SettingEntry } from "./model/report";
import { type CodeSet } from "./code-set";
import { Constants } from "./constants";
import { type FindingList } from "./finding-list";

/** Rule set for two players, as a start. */
const sampleRuleSet = {
  version: "V1.0",
  teams: [{ name: "team", maxPlayers: 1, minPlayers: 1, number: 2 }],
};

const frameApis = new Set(["Room.startFrameSync", "Room.onRecvFrame", "Room.sendFrame"]);
const matchApis = new Set(["Room.matchPlayers", "Room.matchGroup"]);
const roomApis = /^Room\.(create|join|match)/;

/** What the game needs to know of its use of MGOBE. */
interface SettingFacts {
  readonly code: CodeSet;
  readonly uses: readonly Finding[];
  readonly apis: ReadonlySet<string>;
  readonly needsServerKey: boolean;
  readonly usesTcb: boolean;
}

/**
 * Settings that lived in MGOBE's console and that the code depends on (spec mgobe-server §1.4, mgobe-client §7.8), with
 * the text of a `mgobe.config.json` that has what is missing.
 */
export function findSettings(
  facts: SettingFacts,
  list: FindingList,
): { entries: SettingEntry[]; config: string } {
  const entries: SettingEntry[] = [];
  const missing: Record<string, unknown> = {};
  const need = (path: readonly [string, ...string[]], value: unknown, en: string, zh: string): boolean => {
    const isSet = list.isSet(...path);
    entries.push({ key: path.join("."), value: JSON.stringify(value), why: { en, zh }, isSet });
    if (!isSet) put(missing, path, value);
    return isSet;
  };
  const state = (isSet: boolean): { state: "done" | "by-hand" } => ({ state: isSet ? "done" : "by-hand" });
  addMatchRules(facts, list, need);
  if ([...facts.apis].some((api) => frameApis.has(api))) {
    const isSet = need(["frameRate"], 15, "the game uses frame sync", "游戏使用帧同步");
    list.add("frame-rate", undefined, undefined, undefined, state(isSet));
  }
  if (facts.apis.has("Listener.init")) {
    need(["gameId"], "<your game id>", "sent by Listener.init", "由 Listener.init 发送");
    const isSet = need(["secretKey"], "<a new key>", "signs logins", "用于登录签名");
    list.add("game-credentials", undefined, undefined, undefined, state(isSet));
  }
  if (facts.needsServerKey) {
    const isSet = need(["serverKey"], "<a new key>", "room calls of the script", "脚本的房间调用");
    list.add("server-key", undefined, undefined, undefined, state(isSet));
  }
  if (facts.usesTcb) need(["tcb"], "tcb-admin-node", "the script uses CloudBase", "脚本使用云开发");
  if ([...facts.apis].some((api) => roomApis.test(api))) {
    need(
      ["roomPolicy"],
      { emptySeconds: 0, offlineSeconds: 300 },
      "when rooms end by themselves",
      "房间何时自动解散",
    );
  }
  return { entries, config: JSON.stringify(missing, undefined, 2) };
}

function addMatchRules(
  { code, uses }: SettingFacts,
  list: FindingList,
  need: (path: readonly [string, ...string[]], value: unknown, en: string, zh: string) => boolean,
): void {
  const constants = new Constants(code);
  const seen = new Set<string>();
  for (const { api = "", call, node } of uses) {
    if (!matchApis.has(api) || !call) continue;
    const [para] = call.arguments;
    const codes = para ? constants.findProperty(para, "matchCode") : [];
    const found = codes.flatMap((each) => constants.evaluate(each).values.map(String)).filter(Boolean);
    if (found.length === 0) {
      list.addAt("match-rules", node, {
        api,
        message: {
          en: "The match code is not known before run time; its rule set has to be written",
          zh: "运行前无法得知匹配 Code；需要写入其规则集",
        },
      });
    }
    for (const matchCode of found) {
      const shown = list.redact(matchCode);
      const isNew = !seen.has(matchCode);
      seen.add(matchCode);
      const isSet = isNew
        ? need(["matchRules", matchCode], sampleRuleSet, `match code ${shown}`, `匹配 Code ${shown}`)
        : list.isSet("matchRules", matchCode);
      if (!isNew) continue;
      list.addAt("match-rules", node, {
        api,
        state: isSet ? "done" : "by-hand",
        message: { en: `Rule set of the match code ${shown}`, zh: `匹配 Code ${shown} 的规则集` },
      });
    }
  }
}

function put(
  target: Record<string, unknown>,
  [first, ...rest]: readonly [string, ...string[]],
  value: unknown,
): void {
  const [next, ...others] = rest;
  if (next === undefined) {
    target[first] = value;
    return;
  }
  const inner = (target[first] ?? {}) as Record<string, unknown>;
  target[first] = inner;
  put(inner, [next, ...others], value);
}
