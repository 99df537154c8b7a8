import { type ConfigSetting } from "./config-setting";

/** A rule set, as below `matchRules`. */
export const ruleSetSettings = {
  text: {
    en: "A rule set as MGOBE's console showed it, plus `robots`.",
    zh: "MGOBE 控制台显示的规则集，外加 `robots`。",
  },
  type: "object",
  required: ["version", "teams"],
  properties: {
    version: {
      text: { en: "Version of the rule language.", zh: "规则语言的版本。" },
      const: "V1.0",
    },
    teams: {
      text: {
        en: "One team type with any number, or several types with number 1; at most 100 players together.",
        zh: "一种队伍类型、数量任意，或多种类型、数量均为 1；合计最多 100 名玩家。",
      },
      type: "array",
      minItems: 1,
      maxItems: 100,
      items: {
        type: "object",
        required: ["name", "maxPlayers", "minPlayers", "number"],
        properties: {
          name: {
            text: { en: "Name of the team type.", zh: "队伍类型的名称。" },
            type: "string",
            minLength: 1,
          },
          maxPlayers: {
            text: { en: "Players of a team.", zh: "每队的玩家数。" },
            type: "integer",
            minimum: 1,
            maximum: 100,
          },
          minPlayers: {
            text: { en: "Must equal maxPlayers.", zh: "必须等于 maxPlayers。" },
            type: "integer",
            minimum: 1,
            maximum: 100,
          },
          number: {
            text: { en: "Teams of this type.", zh: "该类型的队伍数。" },
            type: "integer",
            minimum: 1,
            maximum: 100,
          },
        },
      },
    },
    playerAttributes: {
      text: { en: "Attributes that every player brings.", zh: "每名玩家携带的属性。" },
      type: "array",
      maxItems: 5,
      items: {
        type: "object",
        required: ["name", "type"],
        properties: {
          name: {
            text: { en: "Name of the attribute.", zh: "属性的名称。" },
            type: "string",
            minLength: 1,
          },
          type: {
            text: { en: "Attributes are numbers.", zh: "属性是数字。" },
            const: "number",
          },
        },
      },
    },
    rules: {
      text: { en: "What must hold in a match.", zh: "一次匹配必须满足的条件。" },
      type: "array",
      maxItems: 5,
      items: {
        type: "object",
        required: ["type", "expression", "value"],
        properties: {
          type: {
            text: {
              en: "deviation: the values differ by at most `value`. segment: all values lie in one interval of `value`.",
              zh: "deviation：各值之差不超过 `value`。segment：所有值位于 `value` 的同一个区间内。",
            },
            enum: ["deviation", "segment"],
          },
          expression: {
            text: {
              en: "Whose values: teams[name].players.x, teams[i].players.x, teams[*].players.x or avg(teams[*].players.x).",
              zh: "取谁的值：teams[name].players.x、teams[i].players.x、teams[*].players.x 或 avg(teams[*].players.x)。",
            },
            type: "string",
          },
          value: {
            $ref: "#/definitions/ruleValue",
          },
          waitTimeSteps: {
            text: { en: "Relaxed values for parties that have waited.", zh: "等待一段时间后放宽的值。" },
            type: "array",
            items: {
              type: "object",
              required: ["waitTimeSeconds", "value"],
              properties: {
                waitTimeSeconds: {
                  text: { en: "From this waiting time on, seconds.", zh: "从等待这么多秒起。" },
                  type: "number",
                  minimum: 10,
                  maximum: 40,
                },
                value: {
                  $ref: "#/definitions/ruleValue",
                },
              },
            },
          },
        },
      },
    },
    timeout: {
      text: {
        en: "Seconds until a party that found no match gives up.",
        zh: "没有匹配成功的一方放弃之前的秒数。",
      },
      type: "number",
      minimum: 5,
      maximum: 300,
      default: 40,
    },
    robots: {
      text: {
        en: "Fill empty seats with robots on timeout. robotsFirst (or true): a room for each party. playersFirst: parties that time out are put together first.",
        zh: "超时后用机器人填补空位。robotsFirst（或 true）：每一方各开一个房间。playersFirst：先把超时的各方凑在一起。",
      },
      enum: [true, false, "robotsFirst", "playersFirst"],
      default: false,
    },
  },
} as const satisfies ConfigSetting;

/** What a rule compares with. */
export const ruleValueSetting = {
  text: {
    en: "A number, 0 or more, for deviation; a list of intervals [low, high] for segment.",
    zh: "deviation 时为不小于 0 的数；segment 时为区间 [低, 高] 的列表。",
  },
  anyOf: [
    { type: "number", minimum: 0 },
    {
      type: "array",
      minItems: 1,
      items: { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 },
    },
  ],
} as const satisfies ConfigSetting;
