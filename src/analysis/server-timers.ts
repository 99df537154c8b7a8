import { ts } from "ts-morph";
import { getTailName, wrap } from "../../codemods/finder/syntax";
import { type ServerPackage } from "./model/report";
import { type CodeSet } from "./code-set";
import { type FindingList } from "./finding-list";

/** Counts timers, and notes intervals whose id nothing ever clears (spec mgobe-patterns S4). */
export function checkTimers({ index }: CodeSet, list: FindingList): ServerPackage["timers"] {
  const intervals = index.calls.get("setInterval") ?? [];
  const armed = intervals.length + (index.calls.get("setTimeout")?.length ?? 0);
  const clears = [...(index.calls.get("clearInterval") ?? []), ...(index.calls.get("clearTimeout") ?? [])];
  const cleared = new Set(clears.flatMap(({ arguments: [id] }) => (id ? (getTailName(id) ?? []) : [])));
  for (const call of intervals) {
    const name = getHolder(call);
    if (name !== undefined && cleared.has(name)) continue;
    list.addAt("timer-not-cleared", call);
  }
  return { armed, cleared: clears.length };
}

/** Name under which a timer's id is kept. */
function getHolder(call: ts.CallExpression): string | undefined {
  const outer = wrap(call);
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  if (ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  return ts.isBinaryExpression(parent) && parent.right === outer ? getTailName(parent.left) : undefined;
}
