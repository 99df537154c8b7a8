import { type RuleDescriptor } from "./descriptor";
import { type Level } from "./rule";

/** What the rules of a level have in common: the step of the migration that they are, and how it is taken. */
export const stepTexts: Readonly<
  Record<Level, Pick<RuleDescriptor, "area" | "severity" | "effort" | "why" | "how">>
> = {
  sdk: {
    area: "client",
    severity: "optional",
    effort: 1,
    why: {
      en: "Step 2: the drop-in client has MGOBE's API and speaks to your server; no call in the game changes.",
      zh: "第 2 步：替代客户端提供 MGOBE 的 API 并连接你的服务器，游戏中的调用无需改动。",
    },
    how: { en: "Run mgobe-migrate codemod --level sdk.", zh: "运行 mgobe-migrate codemod --level sdk。" },
  },
  messages: {
    area: "client",
    severity: "optional",
    effort: 1,
    why: {
      en: "Step 3: messages in the backend's own words, with the handler bodies as they are.",
      zh: "第 3 步：改用后端自己的消息接口，处理函数主体保持不变。",
    },
    how: { en: "Run mgobe-migrate codemod.", zh: "运行 mgobe-migrate codemod。" },
  },
  native: {
    area: "client",
    severity: "optional",
    effort: 3,
    why: {
      en: "Step 3, whole: creating, joining, matching and leaving in the backend's own words.",
      zh: "完整的第 3 步：创建、加入、匹配、离开均使用后端自己的接口。",
    },
    how: {
      en: "Run mgobe-migrate codemod --level native; it tells what keeps a game from it, and where.",
      zh: "运行 mgobe-migrate codemod --level native；若无法改写，会说明原因和位置。",
    },
  },
};
