import { ts } from "ts-morph";
import { type BilingualText } from "../../src/contract";
import { findMarkers } from "../markers/marker";
import { chooseNames, collectIdentifiers } from "./native/names";
import { NativeWriter } from "./native/native-writer";
import { getSiteNode, type NativePlan } from "./native/plan";
import { removeUnusedNames } from "./native/unused-names";
import { isModule } from "./native/reach";
import { type NativeTarget } from "../targets/native-target";
import { type Rule, type RuleContext } from "./rule";

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
    const { native } = context.target;
    if (!outcome || !native) return;
    if ("reasons" in outcome) {
      for (const { node, name, isCovered } of outcome.reasons)
        if (!isCovered) note(context, node, native.reasons[name]);
      return;
    }
    const names = chooseNames(collectIdentifiers(context.project));
    if (!names) return;
    removeMarkers(context);
    removeHelpers(context);
    removeUnusedNames(context);
    const init = outcome.plan.sites.find(({ kind }) => kind === "init");
    const message = init && describeInit(getSiteNode(init), outcome.plan, native);
    if (message) context.mark(getSiteNode(init), message);
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
