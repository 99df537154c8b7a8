import { ts } from "ts-morph";
import { getFunctionName } from "../../codemods/finder/flow-edges";
import { getAccessName, getTailName, isAccess, unwrap } from "../../codemods/finder/syntax";
import { dirname } from "../../codemods/project/project-path";
import { apiMap } from "../contract";
import { type ServerPackage } from "./model/report";
import { type CodeSet, getDeclaration, walk } from "./code-set";
import { ExitPaths } from "./exit-paths";
import { type FindingList } from "./finding-list";
import { getMemberName } from "./message-pairs";
import { type ServerFiles } from "./server-files";
import { checkState } from "./server-state";
import { checkTimers } from "./server-timers";

const hookEntries = apiMap.filter((entry) => entry.kind === "hook");
/** Ids of hooks in the API map, by each of their names. */
const hookIds: ReadonlyMap<string, string> = new Map(
  hookEntries.flatMap(({ id, name, legacyName }) =>
    [name, legacyName].flatMap((each) => (each ? [[each, id] as const] : [])),
  ),
);
const currentNames = new Set(hookEntries.map(({ name }) => name));
const sdkEntries = apiMap.filter((entry) => entry.owner === "SDK");
const serverKeyCalls = new Set([
  "SDK.getRoomByRoomId",
  "SDK.changeRoom",
  "SDK.changeCustomPlayerStatus",
  "SDK.removePlayer",
]);
const cloudBaseModules = /^(tcb-admin-node|@cloudbase\/|wx-server-sdk)/;
const cloudApiModule = /^tencentcloud-sdk-nodejs/;

/** A hook of the script. */
export interface FoundHook {
  readonly name: string;
  readonly node: ts.Node;
  readonly function: ts.FunctionLikeDeclaration | undefined;
}

/** Everything that is known of one package, for the report and for what is computed from it. */
export interface AnalysedServer {
  readonly files: ServerFiles;
  readonly summary: ServerPackage;
  readonly messageHooks: readonly ts.FunctionLikeDeclaration[];
  readonly needsServerKey: boolean;
}

/** Looks at a game server package and notes what needs attention (spec mgobe-patterns part S). */
export function analyseServer(files: ServerFiles, list: FindingList): AnalysedServer {
  const { code, entry, modules } = files;
  const hooks = findHooks(code);
  const names = new Set(hooks.map(({ name }) => name));
  const isLegacy = names.has("onClientData") && !names.has("onRecvFromClient");
  const mode = findMode(code);
  const messageHooks = hooks
    .filter(({ name }) => hookIds.get(name) === "gameServer.onRecvFromClient")
    .flatMap((hook) => hook.function ?? []);
  const sdkCalls = findSdkCalls(code).map(({ id, calls }) => ({ id, sites: calls.length }));
  addUses(code, hooks, list);
  // Of a script that does not parse nothing is known.
  if (!files.notParsed.some(({ path }) => path === entry)) checkHooks(hooks, isLegacy, entry, list);
  if (mode === "sync") checkExits(code, messageHooks, list);
  checkModules(files, list);
  const usesTcb = checkCloudBase(code, files, list);
  const timers = checkTimers(code, list);
  checkState(code, list);
  for (const twin of files.twins) list.add("twin-files", list.toRelative(twin));
  const summary: ServerPackage = {
    folder: list.toRelative(dirname(entry)),
    entry: list.toRelative(entry),
    form: entry.endsWith(".ts") ? "typescript" : isBundle(code) ? "bundle" : "javascript",
    mode,
    apiGeneration: isLegacy ? "1.0.0" : "1.0.1",
    hooks: [...names].sort(),
    sdkCalls,
    timers,
    modules: uniqueModules(modules),
    usesTcb,
    usesCloudApi: modules.some(({ name }) => cloudApiModule.test(name)),
  };
  return { files, summary, messageHooks, needsServerKey: sdkCalls.some(({ id }) => serverKeyCalls.has(id)) };
}

function findHooks(code: CodeSet): FoundHook[] {
  const hooks: FoundHook[] = [];
  const add = (name: string, node: ts.Node, value: ts.Node | undefined): void => {
    hooks.push({ name, node, function: resolveFunction(code, value) });
  };
  for (const source of code.sources) {
    walk(source, (node) => {
      if (ts.isObjectLiteralExpression(node) || ts.isClassLike(node)) {
        const members: readonly ts.Node[] = ts.isObjectLiteralExpression(node)
          ? node.properties
          : node.members;
        if (!members.some((member) => isHookHolder(getMemberName(member)))) return;
        for (const member of members) {
          const name = getMemberName(member);
          if (!name || !hookIds.has(name)) continue;
          add(name, member, member);
        }
      } else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
        const left = unwrap(node.left);
        const name = isAccess(left) ? getAccessName(left) : undefined;
        if (name && hookIds.has(name) && isFunctionValue(node.right)) add(name, node, node.right);
      }
    });
  }
  return hooks;
}

function isHookHolder(name: string | undefined): boolean {
  return name === "onRecvFromClient" || name === "onClientData" || name === "onInitGameData";
}

function isFunctionValue(node: ts.Expression): boolean {
  const inner = unwrap(node);
  return ts.isFunctionLike(inner) || ts.isIdentifier(inner) || isAccess(inner);
}

/** The function that a member, property or expression is. */
function resolveFunction(code: CodeSet, value: ts.Node | undefined): ts.FunctionLikeDeclaration | undefined {
  if (!value) return undefined;
  if (ts.isMethodDeclaration(value)) return value;
  if (ts.isPropertyAssignment(value) || ts.isPropertyDeclaration(value))
    return resolveFunction(code, value.initializer);
  if (ts.isShorthandPropertyAssignment(value)) return code.index.functions.get(value.name.text)?.[0];
  if (!ts.isExpression(value)) return undefined;
  const inner = unwrap(value);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return inner;
  if (ts.isCallExpression(inner) && getTailName(inner.expression) === "bind") {
    return resolveFunction(code, (inner.expression as ts.PropertyAccessExpression).expression);
  }
  const name = getTailName(inner);
  return name ? code.index.functions.get(name)?.[0] : undefined;
}

function findMode(code: CodeSet): "sync" | "async" {
  let mode: "sync" | "async" = "async";
  for (const source of code.sources) {
    walk(source, (node) => {
      const isMode =
        (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) && getMemberName(node) === "mode";
      const value = isMode && node.initializer ? unwrap(node.initializer) : undefined;
      if (value && ts.isStringLiteralLike(value) && value.text === "sync") mode = "sync";
    });
  }
  return mode;
}

function findSdkCalls(code: CodeSet): { id: string; calls: ts.CallExpression[] }[] {
  return sdkEntries
    .map(({ id, name }) => {
      const last = name.split(".").at(-1) ?? name;
      return { id, calls: (code.index.calls.get(last) ?? []).filter((call) => isSdkCall(call, id)) };
    })
    .filter(({ calls }) => calls.length > 0);
}

/** Lists each hook and each call of the server's SDK: the host runs them as they are. */
function addUses(code: CodeSet, hooks: readonly FoundHook[], list: FindingList): void {
  const seen = new Set<string>();
  for (const { name, node } of hooks) {
    const api = hookIds.get(name);
    // A hook that is exported under several names is one.
    if (api === undefined || seen.has(api)) continue;
    seen.add(api);
    list.addAt("as-is", node, { kind: "hook", state: "kept", member: api, api });
  }
  for (const { id, calls } of findSdkCalls(code)) {
    for (const call of calls) list.addAt("as-is", call, { kind: "call", state: "kept", member: id, api: id });
  }
}

function isSdkCall({ expression }: ts.CallExpression, id: string): boolean {
  const callee = unwrap(expression);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const owner = getTailName(callee.expression);
  return id.startsWith("SDK.logger.") ? owner === "logger" : /sdk$/i.test(owner ?? "");
}

function checkHooks(hooks: readonly FoundHook[], isLegacy: boolean, entry: string, list: FindingList): void {
  const ids = new Set(hooks.map(({ name }) => hookIds.get(name)));
  for (const { id, name, required } of hookEntries) {
    if (!required || ids.has(id)) continue;
    list.add("missing-hook", list.toRelative(entry), undefined, undefined, {
      message: { en: `gameServer has no ${name}`, zh: `gameServer 没有 ${name}` },
      api: id,
    });
  }
  const legacy = hooks.find(({ name }) => !currentNames.has(name as (typeof hookEntries)[number]["name"]));
  if (isLegacy || legacy) {
    const { node, name } = legacy ?? hooks[0] ?? { node: undefined, name: "" };
    const api = hookIds.get(name);
    if (node) list.addAt("legacy-api", node, api ? { api } : {});
  }
}

function checkExits(code: CodeSet, hooks: readonly ts.FunctionLikeDeclaration[], list: FindingList): void {
  const paths = new ExitPaths(code);
  const culprits = new Set(hooks.flatMap((hook) => [...paths.findCulprits(hook)]));
  for (const node of culprits) {
    const name = ts.isFunctionLike(node) ? getFunctionName(node) : undefined;
    list.addAt("sync-exit", node, {
      api: "SDK.exitAction",
      message: ts.isFunctionLike(node)
        ? {
            en: `${name ?? "The function"} may reach its end without exitAction`,
            zh: `${name ?? "该函数"} 可能执行完毕而未调用 exitAction`,
          }
        : { en: "Returns without exitAction", zh: "返回前未调用 exitAction" },
    });
  }
}

function checkModules({ modules }: ServerFiles, list: FindingList): void {
  for (const { name, kind, node } of modules) {
    if (cloudApiModule.test(name)) list.addAt("cloud-api", node);
    // No stand-in takes the place of a module: the host's require throws as Node's does.
    if (kind === "unresolved" && !isCaught(node)) {
      list.addAt("unresolved-require", node, {
        message: { en: `The module ${name} cannot be found`, zh: `找不到模块 ${name}` },
      });
    }
  }
}

/** Whether a script goes on when a module is not there: `try { require("x") } catch {}`. */
function isCaught(node: ts.Node): boolean {
  for (let each = node; !ts.isSourceFile(each.parent); each = each.parent) {
    const { parent } = each;
    if (ts.isTryStatement(parent) && parent.catchClause && parent.tryBlock === each) return true;
  }
  return false;
}

/** Whether the script asks for CloudBase; noted where it does. */
function checkCloudBase(code: CodeSet, { modules }: ServerFiles, list: FindingList): boolean {
  const places: ts.Node[] = modules
    .filter(({ name, kind }) => kind === "package" && cloudBaseModules.test(name))
    .map(({ node }) => node);
  for (const name of ["onInitGameServer"]) {
    for (const target of code.index.functions.get(name) ?? []) {
      const [parameter] = target.parameters;
      if (parameter && ts.isIdentifier(parameter.name) && isUsed(code, target, parameter))
        places.push(target);
    }
  }
  for (const node of places) list.addAt("cloud-base", node, list.isSet("tcb") ? { state: "done" } : {});
  return places.length > 0;
}

function isUsed(
  code: CodeSet,
  target: ts.FunctionLikeDeclaration,
  parameter: ts.ParameterDeclaration,
): boolean {
  let used = false;
  if (target.body) {
    walk(target.body, (node) => {
      if (ts.isIdentifier(node) && getDeclaration(code.checker, node) === parameter) used = true;
    });
  }
  return used;
}

function isBundle(code: CodeSet): boolean {
  const [first] = code.sources;
  return (
    code.sources.length === 1 &&
    !!first &&
    /__webpack_require__|\bvar __extends\b[\s\S]*\(function \(exports\)|namespace/.test(first.text)
  );
}

function uniqueModules(modules: ServerFiles["modules"]): ServerPackage["modules"] {
  const byName = new Map(modules.map(({ name, kind }) => [name, { name, kind }]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
