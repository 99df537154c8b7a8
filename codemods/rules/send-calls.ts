import { ts } from "ts-morph";
import { type BilingualText } from "../../src/contract";
import { type Finding } from "../finder";
import { type Access } from "../finder/syntax";
import { type RuleDescriptor } from "./descriptor";
import { selectRewritable } from "./rewritable";
import { type Level, type Rule, type RuleContext } from "./rule";

/** What distinguishes one rule of this kind. */
export interface SendRule extends RuleDescriptor {
  readonly level: Level;
  /** Members in the API map, e.g. `Room.sendToGameSvr`. */
  readonly apis: readonly string[];
}

const indirectMessage: BilingualText = {
  en: "the method is passed around; write room.send with its name where it is called",
  zh: "该方法被当作值传递；请在实际调用处改写为 room.send 并传入方法名",
};

/** Creates a rule that turns `room.method(para, callback)` into the target's send; arguments stay as they are. */
export function createSendRule(rule: SendRule): Rule {
  const { apis } = rule;
  const accepts = (finding: Finding): boolean =>
    apis.includes(finding.api ?? "") &&
    (finding.kind === "call" || finding.kind === "read") &&
    !!finding.access;
  return {
    ...rule,
    run: (context) => {
      for (const finding of selectRewritable(context, accepts)) rewrite(context, finding);
    },
  };
}

function rewrite(context: RuleContext, finding: Finding): void {
  const { access, call, member, file } = finding;
  if (!access) return;
  const shape = context.target.sendCall(member, context.getStyle(file));
  if (call) {
    replaceName(context, finding, access, shape.member);
    insertFirst(context, finding, call, shape.leading);
    return;
  }
  const bind = getBindCall(access);
  const context0 = bind?.arguments[0];
  if (!bind || !context0) {
    // Read only to see whether the method exists: what is called next is the new one.
    if (isTest(access)) return replaceName(context, finding, access, shape.member);
    return context.mark(finding, indirectMessage);
  }
  replaceName(context, finding, access, shape.member);
  context.edit(finding, file, context0.end, context0.end, `, ${shape.leading}`);
}

/** `room.method.bind(x)`. */
function getBindCall(access: Access): ts.CallExpression | undefined {
  const { parent } = access;
  if (!ts.isPropertyAccessExpression(parent) || parent.name.text !== "bind") return undefined;
  return ts.isCallExpression(parent.parent) && parent.parent.expression === parent
    ? parent.parent
    : undefined;
}

function isTest(access: Access): boolean {
  const { parent } = access;
  return (
    (ts.isIfStatement(parent) && parent.expression === access) ||
    ts.isPrefixUnaryExpression(parent) ||
    ts.isTypeOfExpression(parent) ||
    (ts.isBinaryExpression(parent) &&
      parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken &&
      parent.left === access)
  );
}

/** Replaces the member's name; `room["method"]` becomes `room.send`. */
function replaceName(context: RuleContext, finding: Finding, access: Access, name: string): void {
  const { file } = finding;
  if (ts.isPropertyAccessExpression(access)) {
    context.edit(finding, file, access.name.getStart(), access.name.end, name);
    return;
  }
  const dot = access.questionDotToken ? "?." : ".";
  context.edit(finding, file, access.expression.end, access.end, `${dot}${name}`);
}

/** Puts an argument before all others, on a line of its own where the first one has that. */
function insertFirst(
  context: RuleContext,
  finding: Finding,
  call: ts.CallExpression,
  argument: string,
): void {
  const { file } = finding;
  const { text } = call.getSourceFile();
  const [first] = call.arguments;
  const open = call.arguments.pos;
  if (!first) return context.edit(finding, file, open, open, argument);
  const gap = text.slice(open, first.getStart());
  const broken = /^[ \t]*\r?\n[ \t]*/.exec(gap)?.[0];
  if (broken) return context.edit(finding, file, open, open, `${broken}${argument},`);
  context.edit(
    finding,
    file,
    open,
    open,
    /^\s/.test(gap) ? `${gap.match(/^[ \t]*/)?.[0] ?? ""}${argument},` : `${argument}, `,
  );
}
