import { ts } from "ts-morph";
import { type BilingualText, roomEventNames } from "../../src/contract";
import { type Finding } from "../finder";
import { getSources, getTailName, isEmptyValue, unwrap, usesThis } from "../finder/syntax";
import { getIgnore } from "../markers/marker";
import { type CodeProject } from "../project/code-project";
import { getObstacle, isAdded, isSplittable, messages } from "./handler-rewrite";
import { type RuleContext } from "./rule";
import { findTableKeys, type TableKeys } from "./table-keys";

/** Something that keeps handlers properties: the site that has to stay, and why; no text where that is told already. */
export interface TableObstacle {
  readonly site: Finding;
  readonly message?: BilingualText;
}

/** What becomes of the handlers that are set through computed names (spec mgobe-patterns §C6). */
export interface TablePlan {
  /** Whether every name that is computed is known. */
  readonly areKnown: boolean;
  /** The events among them. */
  readonly events: ReadonlySet<string>;
  /** The computed writes and the direct assignments of these events, which replace each other. */
  readonly sites: readonly Finding[];
  /** Names beside the events, by the writes that set them, too: these stay properties. */
  readonly others: ReadonlyMap<Finding, readonly string[]>;
  /** None when all sites can be written with the helper. */
  readonly obstacles: readonly TableObstacle[];
}

const roomEvents: ReadonlySet<string> = new Set(roomEventNames);

const texts = {
  unknown: {
    en: "the names of the handlers are not known before the game runs, so that they stay properties of the room, which the drop-in client supports; loop over the keys of one object literal to have them rewritten",
    zh: "处理函数的名称在运行前无法确定，因此仍作为房间的属性，替代客户端支持这种写法；如需改写，请遍历同一个对象字面量的键",
  },
  blocked: {
    en: "the handlers stay properties of the room, as another assignment of one of these events has to; it is marked",
    zh: "处理函数仍作为房间的属性，因为这些事件之一的另一处赋值必须保留；该处已有标记",
  },
} satisfies Record<string, BilingualText>;

function describeForeign(names: readonly string[]): BilingualText {
  const list = names.join(", ");
  return {
    en: `the handlers stay properties of the room, as the table also sets ${list}, which is no message of the room; set it beside the table to have the others rewritten`,
    zh: `处理函数仍作为房间的属性，因为表格中还设置了 ${list}，它不是房间消息；请在表格之外单独设置，其余即可改写`,
  };
}

/** Looks at all computed writes of a room together; undefined where there are none. */
export function planTables(context: RuleContext): TablePlan | undefined {
  const all = context.findings.filter(({ kind, owner }) => kind === "table-write" && owner === "Room");
  const keysOf = new Map(
    all.map((site) => [site, site.access && findTableKeys(context.project, site.access)]),
  );
  // What sets no event at all has nothing to do with the others.
  const writes = all.filter((site) => setsEvents(keysOf.get(site)));
  if (writes.length === 0) return undefined;
  const names = writes.map((site) => keysOf.get(site));
  const events = new Set(
    names.flatMap((keys) => [...(keys?.names ?? [])]).filter((name) => roomEvents.has(name)),
  );
  const direct = context.findings.filter(
    ({ owner, member, access }) => owner === "Room" && events.has(member) && !!access,
  );
  const obstacles = writes.flatMap((site, index) => findTableObstacle(context, site, names[index]));
  for (const site of direct) obstacles.push(...findDirectObstacle(context, site));
  const ownText =
    obstacles.length > 0 && writes.every((each) => !obstacles.some(({ site }) => site === each));
  if (ownText) obstacles.push(...writes.map((site) => ({ site, message: texts.blocked })));
  return {
    areKnown: names.every((keys) => keys !== undefined),
    events,
    sites: [...writes, ...direct],
    others: new Map(writes.map((site) => [site, getOthers(keysOf.get(site))])),
    obstacles,
  };
}

function setsEvents(keys: TableKeys | undefined): boolean {
  return !keys || [...keys.names].some((name) => roomEvents.has(name));
}

function getOthers(keys: TableKeys | undefined): string[] {
  return [...(keys?.names ?? [])].filter((name) => !roomEvents.has(name));
}

function findTableObstacle(
  { project, options }: RuleContext,
  site: Finding,
  keys: TableKeys | undefined,
): TableObstacle[] {
  const { certainty, node, assignment } = site;
  if (getIgnore(node, "handler-table") || (certainty === "guessed" && !options.includeGuesses))
    return [{ site }];
  if (!keys) return [{ site, message: texts.unknown }];
  const others = getOthers(keys);
  if (others.length > 0 && !isSplittable(site)) return [{ site, message: describeForeign(others) }];
  const usesRoom =
    assignment && keys.table && getHandlers(keys.table).some(usesThis) && !isBound(project, assignment.right);
  const message = usesRoom ? messages.self : getObstacle(site, false);
  return message ? [{ site, message }] : [];
}

/** Bodies of the functions in a table that MGOBE calls with the room as `this`; the helper does not. */
function getHandlers(table: ts.ObjectLiteralExpression): ts.Node[] {
  return table.properties.flatMap((property) => {
    const handler = ts.isPropertyAssignment(property) ? unwrap(property.initializer) : property;
    const isPlain = ts.isMethodDeclaration(handler) || ts.isFunctionExpression(handler);
    return isPlain && handler.body ? [handler.body] : [];
  });
}

/** Whether a value is made for one `this`: an arrow function, or what `bind` returned. */
function isBound(project: CodeProject, value: ts.Expression): boolean {
  return getSources(value).every((source) => {
    if (ts.isArrowFunction(source) || isEmptyValue(source)) return true;
    if (ts.isIdentifier(source)) {
      const declaration = project.checker.getSymbolAtLocation(source)?.valueDeclaration;
      const given =
        declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
      return !!given && isBound(project, given);
    }
    return ts.isCallExpression(source) && getTailName(source) === "bind";
  });
}

/** Rules whose comments keep an assignment as it is. */
function getRules(event: string): string[] {
  return ["handler-table", event.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)];
}

function findDirectObstacle(context: RuleContext, site: Finding): TableObstacle[] {
  const { node, member, assignment, certainty } = site;
  const isGuess = certainty === "guessed" && !context.options.includeGuesses;
  if (isGuess) return assignment ? [{ site }] : [];
  if (!assignment) return [{ site, message: messages.read }];
  if (getRules(member).some((rule) => getIgnore(node, rule))) return [{ site }];
  const message = getObstacle(site, isAdded(context, member));
  return message ? [{ site, message }] : [];
}
