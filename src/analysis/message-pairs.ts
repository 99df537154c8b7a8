import { ts } from "ts-morph";
import { type Finding } from "../../codemods/finder";
import { getNameText, getTailName, unwrap } from "../../codemods/finder/syntax";
import { type MessageDirection, type MessagePair, type Place } from "./model/report";
import { type CodeSet, walk } from "./code-set";
import { Constants } from "./constants";
import { type CommandSite, type Dispatches, findDispatches } from "./dispatches";
import { type FindingList } from "./finding-list";
import { PayloadFlow, type PayloadRoot } from "./payload-flow";
import { chooseKeys, readSentMessage, type SentMessage } from "./sent-commands";
import { getNodePlace } from "../../codemods/project/source-place";

/** What one side does with messages. */
interface Side extends Dispatches {
  readonly sent: readonly SentMessage[];
}

const empty: Side = { sent: [], handled: [], defaults: [] };

/** The client's half: sends to the game server and what its handlers look for. */
export function readClientMessages(code: CodeSet, uses: readonly Finding[]): Side {
  const constants = new Constants(code);
  const sent: SentMessage[] = [];
  const roots: PayloadRoot[] = [];
  const addHandler = (value: ts.Node | undefined): void => {
    for (const target of findFunctions(code, value)) roots.push({ function: target, path: ["data", "data"] });
  };
  for (const { api, call, assignment, kind, node } of uses) {
    // Rewritten calls are read below, with wrappers of theirs.
    if (kind === "rewritten") continue;
    if (api === "Room.sendToGameSvr" && call) sent.push(readClientSend(call, call.arguments[0], constants));
    if (api === "Room.onRecvFromGameSvr" && assignment) addHandler(assignment.right);
    if (api === "Room.onRecvFromGameSvr" && kind === "table-entry") addHandler(node);
  }
  for (const source of code.sources) {
    if (!/sendToGameSvr|onRecvFromGameSvr/.test(source.text)) continue;
    walk(source, (node) => {
      if (!ts.isCallExpression(node)) return;
      node.arguments.forEach((argument, index) => {
        if (!ts.isStringLiteralLike(argument)) return;
        if (argument.text === "sendToGameSvr")
          sent.push(readClientSend(node, node.arguments[index + 1], constants));
        if (argument.text === "onRecvFromGameSvr") addHandler(node.arguments[index + 1]);
      });
    });
  }
  return { sent, ...findDispatches(code, new PayloadFlow(code, roots), constants) };
}

function readClientSend(
  call: ts.CallExpression,
  para: ts.Expression | undefined,
  constants: Constants,
): SentMessage {
  return readSentMessage(call, para ? constants.findProperty(para, "data") : [], constants);
}

/** The server script's half. `messageHooks` are the functions that get clients' messages. */
export function readServerMessages(
  code: CodeSet,
  messageHooks: readonly ts.FunctionLikeDeclaration[],
): Side & { readonly dispatched: readonly SentMessage[] } {
  const constants = new Constants(code);
  const roots = messageHooks.map((target): PayloadRoot => ({ function: target, path: ["actionData"] }));
  const sent: SentMessage[] = [];
  const dispatched: SentMessage[] = [];
  for (const call of code.index.calls.get("sendData") ?? []) {
    const [para] = call.arguments;
    if (para) sent.push(readSentMessage(call, constants.findProperty(para, "data"), constants));
  }
  for (const call of code.index.calls.get("dispatchAction") ?? []) {
    const [data] = call.arguments;
    if (data) dispatched.push(readSentMessage(call, [data], constants));
  }
  return { sent, dispatched, ...findDispatches(code, new PayloadFlow(code, roots), constants) };
}

function findFunctions(code: CodeSet, value: ts.Node | undefined): ts.FunctionLikeDeclaration[] {
  if (!value) return [];
  if (ts.isMethodDeclaration(value)) return [value];
  if (ts.isPropertyAssignment(value) || ts.isPropertyDeclaration(value))
    return findFunctions(code, value.initializer);
  if (!ts.isExpression(value)) return [];
  const inner = unwrap(value);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return [inner];
  if (ts.isCallExpression(inner) && getTailName(inner.expression) === "bind") {
    const { expression } = inner.expression as ts.PropertyAccessExpression;
    return findFunctions(code, expression);
  }
  const name = getTailName(inner);
  return (name && code.index.functions.get(name)) || [];
}

/** Pairs both sides of one direction and notes what has no counterpart. */
function pair(
  direction: MessageDirection,
  sent: readonly SentMessage[],
  { handled, defaults }: Dispatches,
  isWhole: boolean,
  list: FindingList,
): MessagePair[] {
  const keys = chooseKeys(sent, handled);
  const rows = new Map<string, { key: string; value: string; sent: ts.Node[]; handled: ts.Node[] }>();
  const getRow = (key: string, value: CommandSite["value"]) => {
    const text = value === undefined ? "*" : JSON.stringify(value);
    const id = `${key}\n${text}`;
    const row = rows.get(id) ?? { key, value: text, sent: [], handled: [] };
    rows.set(id, row);
    return row;
  };
  for (const message of sent) {
    const fields = message.fields.filter(({ key }) => keys.includes(key));
    for (const { key, sites } of fields)
      for (const site of sites) getRow(key, site.value).sent.push(site.node);
    if (fields.length === 0) getRow("", undefined).sent.push(message.node);
  }
  for (const site of handled)
    if (keys.includes(site.key)) getRow(site.key, site.value).handled.push(site.node);
  for (const row of rows.values()) {
    if (row.handled.length > 0) continue;
    row.handled.push(...defaults.filter(({ key }) => key === row.key).map(({ node }) => node));
  }
  const openKeys = new Set([...rows.values()].filter((row) => row.value === "*").map(({ key }) => key));
  const knownKeys = new Set(handled.map(({ key }) => key));
  return [...rows.values()]
    .map(({ key, value, sent: from, handled: to }): MessagePair => {
      const status: MessagePair["status"] =
        value === "*" || !isWhole
          ? from.length > 0 && to.length > 0
            ? "paired"
            : "dynamic"
          : from.length > 0 && to.length > 0
            ? "paired"
            : from.length > 0
              ? knownKeys.has(key)
                ? "unhandled"
                : "dynamic"
              : openKeys.has(key) || openKeys.has("")
                ? "dynamic"
                : "unsent";
      return { direction, key, value, sent: toPlaces(from, list), handled: toPlaces(to, list), status };
    })
    .sort((a, b) => compare(a.key, b.key) || compare(a.value, b.value));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function toPlaces(nodes: readonly ts.Node[], list: FindingList): Place[] {
  const places = new Map<string, Place>();
  for (const node of nodes) {
    const { file, line } = getNodePlace(node);
    const place = { file: list.toRelative(file), line };
    places.set(`${place.file}:${line}`, place);
  }
  return [...places.values()].sort((a, b) => compare(a.file, b.file) || a.line - b.line);
}

/** Both directions, for one client and any number of server packages. */
export function pairMessages(
  client: Side = empty,
  server: (Side & { readonly dispatched: readonly SentMessage[] }) | undefined,
  list: FindingList,
): MessagePair[] {
  const hasClient = client.sent.length + client.handled.length > 0;
  const isWhole = hasClient && server !== undefined;
  const up = pair(
    "client-to-server",
    [...client.sent, ...(server?.dispatched ?? [])],
    server ?? empty,
    isWhole,
    list,
  );
  const down = pair("server-to-client", server?.sent ?? [], client, isWhole, list);
  for (const each of up) addPairFinding(each, "message-unhandled", "message-unsent", list);
  for (const each of down) addPairFinding(each, "push-unheard", "listen-unpushed", list);
  return [...up, ...down];
}

function addPairFinding(each: MessagePair, unhandled: string, unsent: string, list: FindingList): void {
  if (each.status !== "unhandled" && each.status !== "unsent") return;
  const [place] = each.status === "unhandled" ? each.sent : each.handled;
  if (!place) return;
  const label = `${each.key || "payload"} = ${each.value}`;
  const isUp = each.direction === "client-to-server";
  const en =
    each.status === "unhandled"
      ? isUp
        ? "is sent and never handled"
        : "is pushed and never listened to"
      : isUp
        ? "is handled and never sent"
        : "is listened to and never pushed";
  const zh =
    each.status === "unhandled"
      ? isUp
        ? "已发送但从未处理"
        : "已推送但从未监听"
      : isUp
        ? "有处理但从未发送"
        : "有监听但从未推送";
  list.addAtLine(each.status === "unhandled" ? unhandled : unsent, place, {
    message: { en: `${label} ${en}`, zh: `${label} ${zh}` },
  });
}

/** Name of a member, for tables of hooks. */
export function getMemberName(node: ts.Node): string | undefined {
  return getNameText((node as ts.Node & { name?: ts.Node }).name);
}
