import { rules as codemodRules } from "../../../codemods/rules/registry";
import { type Level } from "../../../codemods/rules/rule";
import { type BilingualText } from "../../contract";
import { type Effort, type ReportRule, type Severity } from "./report";

interface Judgement {
  readonly severity: Severity;
  readonly effort: Effort;
  readonly why: BilingualText;
  readonly how: BilingualText;
}

const byLevel: Readonly<Record<Level, Judgement>> = {
  sdk: {
    severity: "optional",
    effort: 1,
    why: {
      en: "Step 2: the drop-in client has MGOBE's API and speaks to your server; no call in the game changes.",
      zh: "第 2 步：替代客户端提供 MGOBE 的 API 并连接你的服务器，游戏中的调用无需改动。",
    },
    how: { en: "Run mgobe-migrate codemod --level sdk.", zh: "运行 mgobe-migrate codemod --level sdk。" },
  },
  messages: {
    severity: "optional",
    effort: 1,
    why: {
      en: "Step 3: messages in the backend's own words, with the handler bodies as they are.",
      zh: "第 3 步：改用后端自己的消息接口，处理函数主体保持不变。",
    },
    how: { en: "Run mgobe-migrate codemod.", zh: "运行 mgobe-migrate codemod。" },
  },
  native: {
    severity: "optional",
    effort: 3,
    why: {
      en: "Step 3, whole: creating, joining, matching and leaving in the backend's own words.",
      zh: "完整的第 3 步：创建、加入、匹配、离开均使用后端自己的接口。",
    },
    how: {
      en: "Run mgobe-migrate codemod --level native, then follow the markers.",
      zh: "运行 mgobe-migrate codemod --level native，然后按标记处理。",
    },
  },
};

const exceptions: Readonly<Record<string, Partial<ReportRule>>> = {
  "replace-sdk": {
    title: { en: "MGOBE's own SDK is still in use", zh: "仍在使用 MGOBE 原版 SDK" },
  },
  endpoint: {
    title: { en: "The server address is MGOBE's, or not yours yet", zh: "服务器地址仍是 MGOBE 的域名" },
    severity: "mandatory",
    why: {
      en: "MGOBE's hosts are switched off: with their address no connection is ever made.",
      zh: "MGOBE 的域名已停用，使用它们的地址无法建立连接。",
    },
    how: {
      en: "Step 1: put your server's address there, by hand or with codemod --endpoint <url>.",
      zh: "第 1 步：在此填写你的服务器地址，可手动修改或使用 codemod --endpoint <url>。",
    },
    before: 'const config = { url: "xxxx.wxlagame.com" };',
    after: 'const config = { url: "play.example.com" };',
  },
  "handler-table": { effort: 3 },
  "native-client": {
    before: "room.createRoom(para, done);",
    after: 'enterRoom(client.create("mgobe", { ...para, token: login.token }), done);',
  },
  "send-to-game-svr": {
    before: "room.sendToGameSvr({ data }, done);",
    after: 'room.send("sendToGameSvr", { data }, done);',
  },
  "on-recv-from-game-svr": {
    before: "room.onRecvFromGameSvr = (event) => show(event.data.data);",
    after: 'room.onMessage("onRecvFromGameSvr", (event) => show(event.data.data));',
  },
};

/** Describes a rule of the codemod for the report; undefined for an id that the codemod does not have. */
export function describeCodemodRule(id: string): ReportRule | undefined {
  const rule = codemodRules.find((each) => each.id === id);
  if (!rule) return undefined;
  const { title, level } = rule;
  return {
    id,
    area: "client",
    title,
    ...byLevel[level],
    links: [`docs/report.md#${id}`],
    ...exceptions[id],
  };
}
