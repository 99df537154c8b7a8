import { ts } from "ts-morph";
import { type BilingualText } from "../../src/contract";
import { type Rule, type RuleContext, type Subject } from "./rule";
import { quote } from "../edits/code-style";
import { getAssignment, getNameText, getSources } from "../finder/syntax";
import { findProperty, resolveLiteral } from "./literals";
import { selectRewritable } from "./rewritable";
import { stepTexts } from "./step-texts";

/** Hosts that MGOBE ran on: game rooms and statistics (spec mgobe-client §1.4). */
const mgobeHost = /(^|[./])wxlagame\.com(:\d+)?(\/|$)/i;

const message: BilingualText = {
  en: "MGOBE's host is switched off; put the address of your server here, or run with --endpoint",
  zh: "MGOBE 的域名已停用；请填写自己服务器的地址，或使用 --endpoint 运行",
};

const elsewhere: BilingualText = {
  en: "the address is not written in the code here, so it was not changed: set that of your server where it comes from",
  zh: "此处代码中没有写明服务器地址，未作修改：请在地址的来源处改为自己服务器的地址",
};

const choices: BilingualText = {
  en: "the code chooses between addresses, so --endpoint changed nothing here: set those that are meant",
  zh: "代码在多个地址之间选择，--endpoint 在此处未能生效：请设置相应的地址",
};

const nowhere: BilingualText = {
  en: "no Listener.init was found, so --endpoint changed nothing: find where the game connects, and set the address there",
  zh: "没有找到 Listener.init，--endpoint 未能生效：请找到游戏建立连接的位置并在该处设置地址",
};

/**
 * The server address in the configuration of `Listener.init`, followed through variables and constants, and MGOBE's hosts
 * in domain lists.
 */
export const endpointRule: Rule = {
  id: "endpoint",
  level: "sdk",
  ...stepTexts.sdk,
  title: {
    en: "set the server address and MGOBE's hosts in domain lists (--endpoint)",
    zh: "设置服务器地址以及域名列表中的 MGOBE 域名（--endpoint）",
  },
  subject: { en: "The server address is MGOBE's, or not yours yet", zh: "服务器地址仍是 MGOBE 的域名" },
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
  run: (context) => {
    const literals = new Map([
      ...findHosts(context).map((literal) => [literal, undefined] as const),
      ...findAddresses(context),
    ]);
    for (const [literal, api] of literals) {
      const address = context.add(literal, { kind: "address", ...(api ? { api } : {}) });
      if (!context.ignore(address)) setAddress(context, address, literal);
    }
  },
};

function setAddress(context: RuleContext, address: Subject, literal: ts.StringLiteralLike): void {
  const { endpoint } = context.options;
  const file = literal.getSourceFile().fileName;
  if (endpoint === undefined) {
    if (mgobeHost.test(literal.text)) context.mark(address, message);
    else if (literal.text !== "") context.settle(address.id, "done");
    return;
  }
  const text = ts.isArrayLiteralExpression(literal.parent) ? getListed(endpoint, literal.text) : endpoint;
  if (literal.text === text) return context.settle(address.id, "done");
  context.edit(address, file, literal.getStart(), literal.end, quote(text, styleOf(context, file, literal)));
}

/** Entry of a domain list: the new host under the entry's own scheme. */
function getListed(endpoint: string, entry: string): string {
  const host = endpoint.replace(/^\w+:\/\//, "").replace(/\/.*$/, "");
  return `${/^\w+:\/\//.exec(entry)?.[0] ?? ""}${host}`;
}

function styleOf(context: RuleContext, file: string, literal: ts.StringLiteralLike) {
  const first = literal.getText()[0];
  const style = context.getStyle(file);
  return first === "'" || first === '"' ? { ...style, quote: first as '"' | "'" } : style;
}

/** The addresses that the game connects to; nobody should believe that one was set which is nowhere to be seen. */
function findAddresses(context: RuleContext): (readonly [ts.StringLiteralLike, string])[] {
  const api = "Listener.init";
  if (!context.findings.some((finding) => finding.api === api)) noteNowhere(context);
  return selectRewritable(context, (finding) => finding.api === api).flatMap(({ call, node }) => {
    const config = call?.arguments[1];
    const url = config && (findProperty(context.project, config, "url") ?? findWrite(context, config));
    if (url) return [[url, api] as const];
    const message = describeUnset(context, config);
    if (!message) return [];
    const address = context.add(node, { kind: "address", api });
    if (!context.ignore(address)) context.leave(address, message);
    return [];
  });
}

function noteNowhere(context: RuleContext): void {
  const { findings, project, options, target } = context;
  if (options.endpoint === undefined) return;
  // A game that was written for the target as a whole connects in its own words.
  const { module, global } = target.native ?? {};
  const isConverted =
    !!module && project.files.some(({ text }) => text.includes(module) || text.includes(`${global}.`));
  if (isConverted && !findings.some(({ owner }) => /^(Room|Group)$/.test(owner))) return;
  const [first] = findings;
  const path = project.sdkFiles[0]?.path ?? project.roots[0] ?? "";
  const id = first
    ? context.add(first.node, { kind: "address" }).id
    : context.addFile(path, { kind: "address" });
  context.leave({ id }, nowhere);
}

/** `config.url = "…"` beside the object that is handed over. */
function findWrite({ project }: RuleContext, config: ts.Expression): ts.StringLiteralLike | undefined {
  if (!ts.isIdentifier(config)) return undefined;
  const symbol = project.checker.getSymbolAtLocation(config);
  const found: (ts.Expression | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    const assignment = ts.isPropertyAccessExpression(node) && node.name.text === "url" && getAssignment(node);
    if (assignment && project.checker.getSymbolAtLocation(assignment.left.getChildAt(0)) === symbol)
      found.push(resolveLiteral(project, assignment.right));
    ts.forEachChild(node, visit);
  };
  visit(config.getSourceFile());
  const [only] = found;
  return found.length === 1 && only && ts.isStringLiteralLike(only) ? only : undefined;
}

/** What to say of an address that is not one literal; nothing where those that it may be are set or need not be. */
function describeUnset(context: RuleContext, config: ts.Expression | undefined): BilingualText | undefined {
  const hasEndpoint = context.options.endpoint !== undefined;
  const literals = config && findChoices(context, config);
  if (!literals) return elsewhere;
  // MGOBE's hosts among them are found as such.
  return hasEndpoint && !literals.some((each) => mgobeHost.test(each)) ? choices : undefined;
}

/** Addresses of which the code chooses one; undefined unless all of them stand there. */
function findChoices({ project }: RuleContext, config: ts.Expression): string[] | undefined {
  const object = resolveLiteral(project, config);
  if (!object || !ts.isObjectLiteralExpression(object)) return undefined;
  const url = object.properties.find((each) => getNameText(each.name) === "url");
  if (!url || !ts.isPropertyAssignment(url)) return undefined;
  const literals = getSources(url.initializer).map((source) => resolveLiteral(project, source));
  return literals.every((each) => !!each && ts.isStringLiteralLike(each))
    ? literals.map((each) => each.text)
    : undefined;
}

/** String literals that are one of MGOBE's addresses as a whole. */
function findHosts(context: RuleContext): ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  for (const { file, source } of context.project.units) {
    if (!file.text.includes("wxlagame.com")) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) && mgobeHost.test(node.text) && !/\s/.test(node.text))
        found.push(node);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}
