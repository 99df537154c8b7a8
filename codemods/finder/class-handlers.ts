import { ts } from "ts-morph";
import { type CodeProject } from "../project/code-project";
import { followAlias } from "./checker-view";
import { type Certainty, type FoundUse } from "./finding";
import { createEntry, listHandlers } from "./handler-tables";
import { wrap } from "./syntax";

/**
 * Handlers that are members of classes on top of MGOBE's room or group, through any number of classes: a room calls them as it
 * calls those that are set as its properties (spec mgobe-patterns §C1).
 */
export function findClassHandlers(project: CodeProject, findings: readonly FoundUse[]): FoundUse[] {
  const classes = findClasses(findings);
  if (classes.size > 0) addSubclasses(project, classes);
  return [...classes].flatMap(([{ members }, certainty]) =>
    listHandlers(members).map(({ member, name }) => createEntry(member, name, certainty)),
  );
}

/** Classes that extend one of MGOBE's own. */
function findClasses(findings: readonly FoundUse[]): Map<ts.ClassLikeDeclaration, Certainty> {
  const classes = new Map<ts.ClassLikeDeclaration, Certainty>();
  for (const { kind, node, certainty } of findings) {
    const subclass = kind === "extend" ? wrap(node as ts.Expression).parent.parent.parent : undefined;
    if (subclass && ts.isClassLike(subclass)) classes.set(subclass, certainty);
  }
  return classes;
}

/** Adds the classes that extend one of these, until there are no more. */
function addSubclasses(
  { units, checker }: CodeProject,
  classes: Map<ts.ClassLikeDeclaration, Certainty>,
): void {
  const others = units.flatMap(({ source }) => listSubclasses(source)).filter((each) => !classes.has(each));
  for (let size = 0; size < classes.size;) {
    size = classes.size;
    for (const each of others) {
      const base = getBase(checker, each);
      const certainty = base && classes.get(base);
      if (certainty) classes.set(each, certainty);
    }
  }
}

function listSubclasses(source: ts.SourceFile): ts.ClassLikeDeclaration[] {
  const found: ts.ClassLikeDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node) && getHeritage(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  if (source.text.includes("extends")) visit(source);
  return found;
}

function getHeritage(node: ts.ClassLikeDeclaration): ts.Expression | undefined {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0]?.expression;
}

function getBase(
  checker: ts.TypeChecker,
  node: ts.ClassLikeDeclaration,
): ts.ClassLikeDeclaration | undefined {
  const heritage = getHeritage(node);
  const symbol = heritage && checker.getSymbolAtLocation(heritage);
  return symbol && followAlias(checker, symbol).declarations?.find(ts.isClassLike);
}
