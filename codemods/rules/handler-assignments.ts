import { ts } from "ts-morph";
import { type BilingualText } from "../../src/contract";
import { type Finding } from "../finder";
import { isTypeScript, unwrap, wrap } from "../finder/syntax";
import { type RuleDescriptor } from "./descriptor";
import { runsOncePerRoom } from "./handler-sites";
import { selectRewritable } from "./rewritable";
import { type Level, type Rule, type RuleContext } from "./rule";

/** What distinguishes one rule of this kind. */
export interface HandlerRule extends RuleDescriptor {
  readonly level: Level;
  /** Events in the API map, e.g. `Room.onRecvFromGameSvr`. */
  readonly apis: readonly string[];
}

const messages = {
  read: {
    en: "the handler is read here, so its assignments were left; keep the function in a variable of its own",
    zh: "此处读取了处理函数，因此没有改写其赋值；请用单独的变量保存该函数",
  },
  self: {
    en: "the handler uses this for the room; make it an arrow function that names the room, then run again",
    zh: "该处理函数用 this 指代房间；请改为直接引用房间的箭头函数后再运行一次",
  },
  added: {
    en: "another handler of this event is added with onMessage, and this one would not replace it; set both through one function",
    zh: "该事件的另一个处理函数是用 onMessage 添加的，此处的赋值不会替换它；请通过同一个函数设置两者",
  },
  value: {
    en: "the assignment's value is used; assign in a statement of its own, then run again",
    zh: "此赋值的值被使用；请改为独立的赋值语句后再运行一次",
  },
} satisfies Record<string, BilingualText>;

/**
 * Creates a rule that turns `room.onEvent = handler` and `room.onEvent = null` into the target's listening. MGOBE's
 * handlers replace each other while a target's listeners add up: the plain form is only written where one assignment is
 * proven, elsewhere a helper keeps the meaning (design §3.4).
 */
export function createHandlerRule(rule: HandlerRule): Rule {
  return {
    ...rule,
    together: "handlers",
    run: (context) => {
      for (const api of rule.apis) rewriteEvent(context, api);
    },
  };
}

function rewriteEvent(context: RuleContext, api: string): void {
  const uses = context.findings.filter((finding) => finding.api === api && !!finding.access);
  if (uses.length === 0 || isSetByTable(context)) return;
  const reads = uses.filter(
    ({ kind, certainty }) => certainty === "proven" && (kind === "read" || kind === "call"),
  );
  if (reads.length > 0) return reads.forEach((read) => context.mark(read, messages.read));
  const own = new Set(uses);
  const sites = selectRewritable(context, (finding) => own.has(finding) && !!finding.assignment);
  if (sites.length === 0 || isKept(context, uses, sites)) return;
  const [first] = sites;
  const isOnly =
    uses.filter(({ assignment }) => !!assignment).length === 1 && !isListenedTo(context, first?.member);
  const isPlain =
    isOnly && first?.kind === "handler" && runsOncePerRoom(context.project, first, context.findings);
  for (const site of sites) rewriteSite(context, site, isPlain);
}

/**
 * Whether all assignments of an event stay, because one of them has to: a handler that is a property and one that listens
 * do not replace each other.
 */
function isKept(context: RuleContext, uses: readonly Finding[], sites: readonly Finding[]): boolean {
  // Asked once for all sites, which are of one event: the whole code is looked through.
  const isTaken = sites[0] !== undefined && isAdded(context, sites[0].member);
  const blocked = sites.flatMap((site) => {
    const message = getObstacle(site, isTaken);
    return message ? [{ site, message }] : [];
  });
  for (const { site, message } of blocked) context.mark(site, message);
  const isSilenced = uses.some((use) => use.assignment && use.certainty === "proven" && context.ignore(use));
  return blocked.length > 0 || isSilenced;
}

/** Why an assignment cannot be rewritten. */
function getObstacle({ assignment }: Finding, isTaken: boolean): BilingualText | undefined {
  if (!assignment) return undefined;
  const isPlain = assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (!isPlain || !isValueUnused(assignment)) return messages.value;
  // Bound, such a function would lose the types of this and of its parameter.
  if (isTypeScript(assignment.getSourceFile()) && isRoomFunction(assignment.right)) return messages.self;
  return isTaken ? messages.added : undefined;
}

/** Whether the code speaks of an event by its name: an earlier run, or somebody's own code, may listen to it. */
function isListenedTo(context: RuleContext, event = ""): boolean {
  const name = new RegExp(`["'\`]${event}["'\`]`);
  return context.project.files.some(({ text, isDeclaration }) => !isDeclaration && name.test(text));
}

/** Whether a handler was added in a way that no other one replaces. */
function isAdded(context: RuleContext, event: string): boolean {
  const call = new RegExp(`\\.onMessage\\(\\s*["'\`]${event}["'\`]`);
  return context.project.files.some(({ text, isDeclaration }) => !isDeclaration && call.test(text));
}

/** With a computed write in the project all handlers of a room have to stay properties (spec mgobe-patterns §C6). */
function isSetByTable(context: RuleContext): boolean {
  return context.findings.some(({ kind, owner }) => kind === "table-write" && owner === "Room");
}

function rewriteSite(context: RuleContext, site: Finding, isPlain: boolean): void {
  const { access, assignment, file, member } = site;
  if (!access || !assignment) return;
  const style = context.getStyle(file);
  const shape = context.target.listenCall(member, style);
  const { text } = assignment.getSourceFile();
  const { right } = assignment;
  const gap = text.slice(assignment.operatorToken.end, right.getStart());
  // A space after the comma where the assignment had one, or a line break with its indentation.
  const space = gap === "" ? " " : "";
  const comments = getComments(text.slice(access.end, assignment.operatorToken.getStart()));
  const receiver = access.expression;
  const start = assignment.getStart();
  if (isPlain) {
    context.edit(site, file, start, receiver.getStart(), "");
    const tail = `.${shape.member}(${shape.leading},${comments}${space}`;
    context.edit(site, file, receiver.end, assignment.operatorToken.end, tail);
  } else {
    const helper = context.useHelper(site);
    context.edit(site, file, start, receiver.getStart(), `${helper}(`);
    context.edit(
      site,
      file,
      receiver.end,
      assignment.operatorToken.end,
      `, ${shape.leading},${comments}${space}`,
    );
  }
  context.edit(site, file, right.end, right.end, `${getBinding(receiver, right)})`);
}

function getComments(gap: string): string {
  return (gap.match(/\/\*[\s\S]*?\*\//g) ?? []).map((comment) => ` ${comment}`).join("");
}

/** MGOBE calls a handler with the room as `this`; only a plain function can notice. */
function getBinding(receiver: ts.Expression, right: ts.Expression): string {
  return isRoomFunction(right) ? `.bind(${receiver.getText()})` : "";
}

function isRoomFunction(right: ts.Expression): boolean {
  const handler = unwrap(right);
  return ts.isFunctionExpression(handler) && usesThis(handler.body);
}

function usesThis(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) return false;
  return ts.forEachChild(node, (child) => usesThis(child) || undefined) ?? false;
}

/** Whether nothing looks at the value of an assignment: a statement, or the last part of `room && (room.onX = …)`. */
function isValueUnused(assignment: ts.Expression): boolean {
  const outer = wrap(assignment);
  const { parent } = outer;
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return true;
  if (ts.isArrowFunction(parent)) return parent.body === outer;
  if (ts.isForStatement(parent)) return parent.condition !== outer;
  if (ts.isConditionalExpression(parent)) return parent.condition !== outer && isValueUnused(parent);
  if (!ts.isBinaryExpression(parent)) return false;
  switch (parent.operatorToken.kind) {
    case ts.SyntaxKind.CommaToken:
      return parent.left === outer || isValueUnused(parent);
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
      return parent.right === outer && isValueUnused(parent);
    default:
      return false;
  }
}
