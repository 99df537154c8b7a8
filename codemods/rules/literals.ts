import { ts } from "ts-morph";
import { followAlias } from "../finder/checker-view";
import { getNameText, unwrap } from "../finder/syntax";
import { type CodeProject } from "../project/code-project";

/** Names that are followed one after the other. */
const maxDepth = 5;

/** String literal that a property of an object comes from; followed through names to their initializers. */
export function findProperty(
  project: CodeProject,
  object: ts.Expression,
  name: string,
  depth = 0,
): ts.StringLiteralLike | undefined {
  const literal = resolveLiteral(project, object, depth);
  if (!literal || !ts.isObjectLiteralExpression(literal)) return undefined;
  for (const property of literal.properties) {
    if (getNameText(property.name) !== name) continue;
    const value = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
    const text = value && resolveLiteral(project, value, depth + 1);
    return text && ts.isStringLiteralLike(text) ? text : undefined;
  }
  return undefined;
}

/** Object or string literal that an expression comes from; undefined when names do not lead to one. */
export function resolveLiteral(
  project: CodeProject,
  node: ts.Expression,
  depth = 0,
): ts.Expression | undefined {
  const inner = unwrap(node);
  if (ts.isObjectLiteralExpression(inner) || ts.isStringLiteralLike(inner)) return inner;
  if (depth > maxDepth || (!ts.isIdentifier(inner) && !ts.isPropertyAccessExpression(inner)))
    return undefined;
  const { checker } = project;
  const name = ts.isIdentifier(inner) ? inner : inner.name;
  const symbol =
    ts.isIdentifier(inner) && ts.isShorthandPropertyAssignment(inner.parent)
      ? checker.getShorthandAssignmentValueSymbol(inner.parent)
      : checker.getSymbolAtLocation(name);
  const declaration = symbol && followAlias(checker, symbol).declarations?.[0];
  if (!declaration) return undefined;
  const hasInitializer =
    ts.isVariableDeclaration(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration);
  const initializer = hasInitializer ? declaration.initializer : undefined;
  return initializer && resolveLiteral(project, initializer, depth + 1);
}
