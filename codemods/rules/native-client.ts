import { ts } from "ts-morph";
import { roomEventNames, roomMethodNames, type BilingualText } from "../../src/contract";
import { type Finding } from "../finder";
import { NativeWriter } from "./native/native-writer";
import { type NativePlan } from "./native/plan";
import { isConnection } from "./native/connection";
import { separateGames } from "./native/games";
import { removeUnusedNames } from "./native/unused-names";
import { isModule } from "./native/reach";
import { type NativeTarget } from "../targets/native-target";
import { type Rule, type RuleContext } from "./rule";
import { wholeReasons } from "./whole/reasons";
import { WholeGame } from "./whole/whole-game";
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

/** Members of the room that a rule of level messages rewrites. */
const ofMessages = new Set<string>([
  "sendToGameSvr",
  "sendToClient",
  "onRecvFromGameSvr",
  "onRecvFromClient",
]);

/**
 * A game as a whole on a module of its own over the target's SDK, or not at all: then it keeps the drop-in client, and the
 * reasons are told. With `inline`, a game for which that is provably the same gets calls of the target itself.
 */
export const nativeClientRule: Rule = {
  id: "native-client",
  level: "native",
  together: "game",
  ...stepTexts.native,
  apis: [...roomMethodNames, ...roomEventNames]
    .filter((name) => !ofMessages.has(name))
    .map((name) => `Room.${name}`),
  title: {
    en: "the whole game moves to a room module of its own over the backend's SDK; MGOBE's files go",
    zh: "整个游戏改用自己的房间模块（基于后端的 SDK），MGOBE 的文件随之移除",
  },
  before: "const room = new MGOBE.Room();\nMGOBE.Listener.init(gameInfo, config, done);",
  after: "const room = new GameRoom(connection);\nconnection.logIn(gameInfo, config, done);",
  run: (context) => {
    const { native } = context.target;
    const inlined = native && context.options.inline ? convertProven(context, native) : new Set<string>();
    const isSure = (each: Finding): boolean => each.certainty === "proven" && isConnection(each);
    const games = separateGames(context.project, context.findings);
    for (const files of games) {
      const own = context.findings.filter(({ file }) => files.has(file));
      if ([...files].some((path) => inlined.has(path))) continue;
      if (!own.some(isSure)) {
        tellUnproven(context, own);
        continue;
      }
      if (!new WholeGame(context, files).run()) continue;
      removeLeavings(context, files, own);
      context.markWhole(files);
    }
  },
};

/** Says why a game is left in which nothing is proven to be MGOBE's connection or room. */
function tellUnproven(context: RuleContext, own: readonly Finding[]): void {
  const handedOn = own.find(isHandedOn);
  const first = handedOn ?? own.find(isSuspect);
  const message = handedOn ? wholeReasons.exported : wholeReasons.hidden;
  if (first) context.add(first.node, { kind: "obstacle", state: "by-hand", message });
}

/** `export * from "./MGOBE"`, of which the uses in other files cannot be followed. */
function isHandedOn({ kind, node }: Finding): boolean {
  return kind === "import" && ts.isExportDeclaration(node.parent);
}

/** Whether a use is of MGOBE's own name, or makes a room, without proof of what it is. */
function isSuspect({ kind, owner }: Finding): boolean {
  return kind === "construct" || (owner === "MGOBE" && kind === "read");
}

/** Converts the games that are provably the same in the target's own calls; returns their files. */
function convertProven(context: RuleContext, native: NativeTarget): ReadonlySet<string> {
  const done = new Set<string>();
  for (const { files, outcome } of context.getGames()) {
    if (!("plan" in outcome)) continue;
    convert(context, native, files, outcome.plan);
    for (const path of files) done.add(path);
  }
  return done;
}

/** What earlier runs left for calls that are written otherwise now. */
function removeLeavings(context: RuleContext, files: ReadonlySet<string>, own: readonly Finding[]): void {
  const [first] = own;
  if (!first) return;
  removeMarkers(context, files, first);
  removeHelpers(context, files, first);
}

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
