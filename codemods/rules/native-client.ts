import { ts } from "ts-morph";
import { type BilingualText } from "../../src/contract";
import { findMarkers } from "../markers/marker";
import { chooseNames, collectIdentifiers } from "./native/names";
import { NativeWriter } from "./native/native-writer";
import { getSiteNode } from "./native/plan";
import { type Rule, type RuleContext } from "./rule";

const unsigned: BilingualText = {
  en: "the login is not signed any more, as a secretKey does not belong in a client: leave secretKey out of the server's settings, or sign on a server of yours",
  zh: "登录不再签名，因为客户端不应包含 secretKey：请从服务器配置中去掉 secretKey，或在自己的服务器上签名",
};

/** Rules whose markers speak of what a converted game does without. */
const obsolete: ReadonlySet<string> = new Set([
  "native-client",
  "listener-init",
  "new-room",
  "enter-room",
  "room-state",
  "room-queries",
]);

/**
 * Login, rooms and handlers in the target's own words, as a whole: where it is not provable for a part of the game, the
 * game keeps the drop-in client, and the reasons are noted.
 */
export const nativeClientRule: Rule = {
  id: "native-client",
  level: "native",
  title: {
    en: "Listener.init, new Room(), createRoom, joinRoom, roomInfo … become code for @colyseus/sdk, where all of it is provably the same",
    zh: "Listener.init、new Room()、createRoom、joinRoom、roomInfo 等整体改写为 @colyseus/sdk 的代码（仅在可证明完全等价时）",
  },
  run: (context) => {
    const outcome = context.getNative();
    if (!outcome) return;
    if ("reasons" in outcome) {
      for (const { node, message, isCovered } of outcome.reasons)
        if (!isCovered) note(context, node, message);
      return;
    }
    const { native } = context.target;
    const names = chooseNames(collectIdentifiers(context.project));
    if (!native || !names) return;
    removeMarkers(context);
    removeHelpers(context);
    const init = outcome.plan.sites.find(({ kind }) => kind === "init");
    if (init && outcome.plan.hasSecret) context.mark(getSiteNode(init), unsigned);
    new NativeWriter(context, native, names, outcome.plan).write();
    context.markConverted();
  },
};

function note(context: RuleContext, node: ts.Node, message: BilingualText): void {
  const source = node.getSourceFile();
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
  context.note({ file: source.fileName, line: line + 1, column: character + 1, message, state: "note" });
}

/** Takes out the helpers that earlier runs added for handlers. */
function removeHelpers(context: RuleContext): void {
  const { mark, name } = context.target.handlerHelper;
  for (const { file, source } of context.project.units) {
    if (!file.text.includes(mark)) continue;
    for (const statement of source.statements) {
      const isHelper = ts.isFunctionDeclaration(statement) && statement.name?.text.startsWith(name);
      if (!isHelper || !statement.getText().includes(mark)) continue;
      context.edit(source.fileName, statement.getFullStart(), statement.end, "");
    }
  }
}

/** Takes out what earlier runs noted at places that are rewritten now. */
function removeMarkers(context: RuleContext): void {
  for (const { path, text } of context.project.files) {
    for (const { rule, start } of findMarkers(text)) {
      if (!obsolete.has(rule) || !text.startsWith("/*", start)) continue;
      const end = text.indexOf("*/", start) + 2;
      const lineStart = text.lastIndexOf("\n", start - 1) + 1;
      const rest = /^[ \t]*(\r?\n)?/.exec(text.slice(end)) ?? [""];
      const isAlone = rest[1] !== undefined && /^[ \t]*$/.test(text.slice(lineStart, start));
      context.edit(path, isAlone ? lineStart : start, end + rest[0].length, "");
    }
  }
}
