import { ts } from "ts-morph";
import { type BilingualText } from "../../src/contract";
import { type Finding } from "../finder";
import { NativeWriter } from "./native/native-writer";
import { type NativePlan } from "./native/plan";
import { type Reason } from "./native/reasons";
import { removeUnusedNames } from "./native/unused-names";
import { isModule } from "./native/reach";
import { type NativeTarget } from "../targets/native-target";
import { type Rule, type RuleContext } from "./rule";
import { stepTexts } from "./step-texts";

/** What is left to do around the code, said where the game connects. */
function describeInit(
  init: ts.Node,
  { hasSecret }: NativePlan,
  { unsigned, unloaded }: NativeTarget,
): BilingualText | undefined {
  const parts = [...(hasSecret ? [unsigned] : []), ...(isModule(init.getSourceFile()) ? [] : [unloaded])];
  if (parts.length === 0) return undefined;
  return { en: parts.map(({ en }) => en).join("; "), zh: parts.map(({ zh }) => zh).join("；") };
}

/**
 * Login, rooms and handlers in the target's own words, as a whole: where it is not provable for a part of the game, the
 * game keeps the drop-in client, and the reasons are noted.
 */
export const nativeClientRule: Rule = {
  id: "native-client",
  level: "native",
  together: "game",
  ...stepTexts.native,
  title: {
    en: "Listener.init, new Room(), createRoom, joinRoom, roomInfo … become code for @colyseus/sdk, where all of it is provably the same",
    zh: "Listener.init、new Room()、createRoom、joinRoom、roomInfo 等整体改写为 @colyseus/sdk 的代码（仅在可证明完全等价时）",
  },
  before: "room.createRoom(para, done);",
  after: 'enterRoom(client.create("mgobe", { ...para, token: login.token }), done);',
  run: (context) => {
    const { native } = context.target;
    if (!native) return;
    for (const { files, outcome } of context.getGames()) {
      if ("plan" in outcome) convert(context, native, files, outcome.plan);
      else for (const reason of outcome.reasons) addObstacle(context, native, reason);
    }
  },
};

function convert(
  context: RuleContext,
  native: NativeTarget,
  files: ReadonlySet<string>,
  plan: NativePlan,
): void {
  const findings = context.findings.filter(({ file }) => files.has(file));
  const room = findings.find(({ api }) => api === "Room.constructor");
  if (!room) return;
  removeMarkers(context, files, room);
  removeHelpers(context, files, room);
  removeUnusedNames(context, findings);
  const init = findings.find(({ api }) => api === "Listener.init");
  const message = init?.call && describeInit(init.call, plan, native);
  if (message) context.mark(init, message);
  new NativeWriter(context, native, plan, room).write();
  context.markConverted(files);
}

/** What is in the way, and what to do about it: for a member without a counterpart, what comes nearest to it. */
function addObstacle(context: RuleContext, native: NativeTarget, { node, name }: Reason): void {
  const api = context.findUse(node)?.api;
  const reason = native.reasons[name];
  const action = name === "api" && api !== undefined ? context.target.getNextAction(api) : undefined;
  const message = action
    ? {
        en: `${api}: ${reason.en}; by hand: ${action.en}`,
        zh: `${api}：${reason.zh}；手动改写：${action.zh}`,
      }
    : reason;
  context.add(node, { kind: "obstacle", state: "by-hand", message, ...(api ? { api } : {}) });
}

/** Takes out the helpers that earlier runs added for handlers. */
function removeHelpers(context: RuleContext, files: ReadonlySet<string>, room: Finding): void {
  const { mark, name } = context.target.handlerHelper;
  for (const { file, source } of context.project.units) {
    if (!files.has(file.path) || !file.text.includes(mark)) continue;
    for (const statement of source.statements) {
      const isHelper = ts.isFunctionDeclaration(statement) && statement.name?.text.startsWith(name);
      if (!isHelper || !statement.getText().includes(mark)) continue;
      context.edit(room, source.fileName, statement.getFullStart(), statement.end, "");
    }
  }
}

/** Takes out what earlier runs noted at places that are rewritten now. */
function removeMarkers(context: RuleContext, files: ReadonlySet<string>, room: Finding): void {
  const texts = new Map(context.project.files.map(({ path, text }) => [path, text]));
  for (const { file, start } of context.claimObsoleteMarkers(files)) {
    const text = texts.get(file) ?? "";
    const end = text.indexOf("*/", start) + 2;
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const rest = /^[ \t]*(\r?\n)?/.exec(text.slice(end)) ?? [""];
    const isAlone = rest[1] !== undefined && /^[ \t]*$/.test(text.slice(lineStart, start));
    context.edit(room, file, isAlone ? lineStart : start, end + rest[0].length, "");
  }
}
