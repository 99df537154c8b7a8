import { ts } from "ts-morph";
import { getContainingFunction, isAccess, isAssignmentOperator, unwrap } from "../../codemods/finder/syntax";
import { type CodeSet, getDeclaration, walk } from "./code-set";
import { type FindingList } from "./finding-list";

const mutators = /^(push|pop|shift|unshift|splice|set|add|delete|clear)$/;
const scriptGlobals = new Set(["module", "exports", "global", "globalThis", "process"]);

/** Notes variables that all rooms share, and assignments to names that are never declared (spec mgobe-patterns S8). */
export function checkState(code: CodeSet, list: FindingList): void {
  const shared = new Map<ts.VariableDeclaration, string>();
  const undeclared = new Map<string, ts.Identifier>();
  const note = (target: ts.Expression, isWhole: boolean): void => {
    const root = getRoot(target);
    if (!root || scriptGlobals.has(root.text)) return;
    const declaration = getDeclaration(code.checker, root);
    if (!declaration) {
      if (isWhole && !undeclared.has(root.text)) undeclared.set(root.text, root);
    } else if (
      ts.isVariableDeclaration(declaration) &&
      isModuleLevel(declaration) &&
      getContainingFunction(target)
    ) {
      if (isWhole || isCollection(declaration)) shared.set(declaration, root.text);
    }
  };
  for (const source of code.sources) {
    walk(source, (node) => {
      if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) {
        note(node.left, ts.isIdentifier(unwrap(node.left)));
      } else if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) {
        const isCount =
          node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
        if (isCount) note(node.operand, ts.isIdentifier(unwrap(node.operand)));
      } else if (ts.isCallExpression(node)) {
        const callee = unwrap(node.expression);
        if (ts.isPropertyAccessExpression(callee) && mutators.test(callee.name.text))
          note(callee.expression, false);
      }
    });
  }
  for (const [declaration, name] of shared) {
    list.addAt("shared-state", declaration, {
      message: { en: `All rooms share ${name}`, zh: `所有房间共用 ${name}` },
    });
  }
  for (const [name, node] of undeclared) {
    list.addAt("sloppy-global", node, {
      message: { en: `${name} is never declared`, zh: `${name} 未声明` },
    });
  }
}

function getRoot(node: ts.Expression): ts.Identifier | undefined {
  let inner = unwrap(node);
  while (isAccess(inner)) inner = unwrap(inner.expression);
  return ts.isIdentifier(inner) ? inner : undefined;
}

function isModuleLevel(declaration: ts.VariableDeclaration): boolean {
  return !getContainingFunction(declaration);
}

function isCollection({ initializer }: ts.VariableDeclaration): boolean {
  if (!initializer) return false;
  const inner = unwrap(initializer);
  return (
    ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner) || ts.isNewExpression(inner)
  );
}
