import { ts } from "ts-morph";
import { getAccessName, isAccess } from "../../finder/syntax";
import { isStatic } from "./check-game";

/** `Room.getMyRoom`, `Room[name]`: what the module has as a member of the connection. */
export function isStaticAccess(parent: ts.Node, node: ts.Node): boolean {
  if (!isAccess(parent) || parent.expression !== node) return false;
  const name = getAccessName(parent);
  return (
    name === undefined || ["Room", "Group"].some((owner) => isStatic({ api: `${owner}.${name}`, owner }))
  );
}

/** The class that `this` is, in its static members; undefined elsewhere. */
export function getThisClass(node: ts.Node): ts.Node | undefined {
  if (node.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  let each = node.parent;
  while (!ts.isClassElement(each)) {
    const hasOwn = ts.isFunctionLike(each) && !ts.isArrowFunction(each);
    if (hasOwn || ts.isSourceFile(each)) return undefined;
    each = each.parent;
  }
  const isOfClass =
    ts.isClassStaticBlockDeclaration(each) ||
    (ts.canHaveModifiers(each) &&
      ts.getModifiers(each)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword));
  return isOfClass && ts.isClassLike(each.parent) ? each.parent : undefined;
}
