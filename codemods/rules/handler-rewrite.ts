import { ts } from "ts-morph";
import { type BilingualText } from "../../src/contract";
import { type Finding } from "../finder";
import { getAccessName, isTypeScript, unwrap, usesThis, wrap, type Access } from "../finder/syntax";
import { quote } from "../edits/code-style";
import { type RuleContext } from "./rule";

/** Why assignments of a handler stay, each with what to do about it. */
export const messages = {
  read: {
    en: "the handler is read here, so its assignments were left; keep the function in a variable of its own",
    zh: "此处读取了处理函数，因此没有改写其赋值；请用单独的变量保存该函数",
  },
  member: {
    en: "the handler is a member of a class on top of the room, so it and all assignments of it were left; set it as a property where the room is made, then run again",
    zh: "处理函数是房间子类的成员，因此它和所有对它的赋值都未改写；请改为在创建房间处作为属性设置，然后再运行一次",
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

/** Why an assignment cannot be rewritten. */
export function getObstacle({ assignment }: Finding, isTaken: boolean): BilingualText | undefined {
  if (!assignment) return undefined;
  const isPlain = assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (!isPlain || !isValueUnused(assignment)) return messages.value;
  // Bound, such a function would lose the types of this and of its parameter.
  if (isTypeScript(assignment.getSourceFile()) && isRoomFunction(assignment.right)) return messages.self;
  return isTaken ? messages.added : undefined;
}

/** Whether a handler was added in a way that no other one replaces. */
export function isAdded(context: RuleContext, event: string): boolean {
  const call = new RegExp(`\\.onMessage\\(\\s*["'\`]${event}["'\`]`);
  return context.project.files.some(({ text, isDeclaration }) => !isDeclaration && call.test(text));
}

/** Whether a write of several names can be told apart by name: a statement, or the body of an arrow function. */
export function isSplittable({ access, assignment }: Finding): boolean {
  if (!access || !assignment || !ts.isElementAccessExpression(access)) return false;
  const { parent } = wrap(assignment);
  const isBody = ts.isArrowFunction(parent) && parent.body === wrap(assignment);
  return ts.isIdentifier(unwrap(access.argumentExpression)) && (ts.isExpressionStatement(parent) || isBody);
}

/** What goes before the rewritten assignment, so that the other names stay properties. */
function createLead(
  context: RuleContext,
  { access, assignment, file }: Finding,
  others: readonly string[],
): string {
  if (!access || !assignment || others.length === 0) return "";
  const style = context.getStyle(file);
  const key = getComputedName(access) ?? "";
  const isOther = others.map((name) => `${key} === ${quote(name, style)}`).join(" || ");
  const text = assignment.getText();
  if (!ts.isExpressionStatement(wrap(assignment).parent)) return `${isOther} ? (${text}) : `;
  const source = assignment.getSourceFile().text;
  const start = assignment.getStart();
  const line = source.slice(source.lastIndexOf("\n", start - 1) + 1, start);
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  const step = line.trim() === "" ? "" : style.indent;
  return `if (${isOther}) ${text}${style.semicolon}${style.eol}${indent}${step}else `;
}

/**
 * Writes an assignment of a handler as listening: with the helper, which replaces, or plainly, where nothing else sets one.
 * An event whose name is computed keeps the code of the name.
 *
 * @param others names that the assignment sets, too, and that are no events
 */
export function rewriteAssignment(
  context: RuleContext,
  site: Finding,
  isPlain: boolean,
  others: readonly string[] = [],
): void {
  const { access, assignment, file } = site;
  if (!access || !assignment) return;
  const shape = context.target.listenCall(site.member, context.getStyle(file));
  const event = getComputedName(access) ?? shape.leading;
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
    const tail = `.${shape.member}(${event},${comments}${space}`;
    context.edit(site, file, receiver.end, assignment.operatorToken.end, tail);
  } else {
    const helper = context.useHelper(site);
    const lead = createLead(context, site, others);
    context.edit(site, file, start, receiver.getStart(), `${lead}${helper}(`);
    context.edit(site, file, receiver.end, assignment.operatorToken.end, `, ${event},${comments}${space}`);
  }
  context.edit(site, file, right.end, right.end, `${getBinding(receiver, right)})`);
}

/** Code of the name in `room[key]`; undefined where the name is written. */
function getComputedName(access: Access): string | undefined {
  if (getAccessName(access) !== undefined || !ts.isElementAccessExpression(access)) return undefined;
  return access.argumentExpression.getText();
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
