import { ts } from "ts-morph";
import {
  getAccessName,
  getContainingFunction,
  getNameText,
  getSources,
  getTailName,
  isAccess,
  unwrap,
} from "../../codemods/finder/syntax";
import { getFunctionName } from "../../codemods/finder/flow-edges";
import { type CodeSet, getDeclaration } from "./code-set";

/** Values that an expression can have; `isOpen` when there may be others. */
export interface ConstantSet {
  readonly values: readonly (string | number | boolean)[];
  readonly isOpen: boolean;
  /** For values that came through a wrapper's parameter: the argument of the wrapper's call. */
  readonly origins?: ReadonlyMap<string | number | boolean, ts.Node>;
}

const open: ConstantSet = { values: [], isOpen: true };
const maxDepth = 6;

/**
 * Finds out what an expression can be before run time: literals, constants, enums, the arguments of all calls of a
 * wrapper (spec mgobe-patterns §C8, C9).
 */
export class Constants {
  constructor(private readonly code: CodeSet) {}

  /** Values of an expression. */
  evaluate(node: ts.Expression, depth = 0): ConstantSet {
    const sources = getSources(node);
    if (sources.length > 1) return merge(sources.map((source) => this.evaluate(source, depth + 1)));
    const inner = sources[0] ?? unwrap(node);
    if (ts.isStringLiteralLike(inner)) return one(inner.text);
    if (ts.isNumericLiteral(inner)) return one(Number(inner.text));
    if (inner.kind === ts.SyntaxKind.TrueKeyword) return one(true);
    if (inner.kind === ts.SyntaxKind.FalseKeyword) return one(false);
    if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.MinusToken) {
      const { values, isOpen } = this.evaluate(inner.operand, depth + 1);
      return { values: values.map((value) => -Number(value)), isOpen };
    }
    if (depth > maxDepth) return open;
    if (ts.isIdentifier(inner)) return this.byDeclaration(getDeclaration(this.code.checker, inner), depth);
    return isAccess(inner) ? this.evaluateAccess(inner, depth) : open;
  }

  /** Object literals that an expression stands for. */
  findObjects(node: ts.Expression, depth = 0): ts.ObjectLiteralExpression[] {
    if (depth > maxDepth) return [];
    return getSources(node).flatMap((inner) => {
      if (ts.isObjectLiteralExpression(inner)) return [inner];
      if (ts.isCallExpression(inner) && getTailName(inner.expression) === "assign") {
        return inner.arguments.flatMap((argument) => this.findObjects(argument, depth + 1));
      }
      if (!ts.isIdentifier(inner) && !isAccess(inner)) return [];
      const name = ts.isIdentifier(inner)
        ? inner
        : ts.isPropertyAccessExpression(inner)
          ? inner.name
          : undefined;
      const declaration = name && getDeclaration(this.code.checker, name);
      if (declaration && ts.isParameter(declaration)) {
        return this.findArguments(declaration).flatMap((argument) => this.findObjects(argument, depth + 1));
      }
      const initializer = getInitializer(declaration);
      if (initializer) return this.findObjects(initializer, depth + 1);
      const objects = (name && this.code.index.objects.get(name.text)) ?? [];
      return objects.filter(ts.isObjectLiteralExpression);
    });
  }

  /** Values of a property of what an expression stands for. */
  findProperty(node: ts.Expression, name: string): ts.Expression[] {
    return this.findObjects(node).flatMap((object) => getProperty(object, name) ?? []);
  }

  /** Arguments that calls of its function give to a parameter. */
  findArguments(parameter: ts.ParameterDeclaration): ts.Expression[] {
    const owner = parameter.parent;
    const name = getFunctionName(owner) ?? getFunctionName(getContainingFunction(parameter) ?? owner);
    if (name === undefined || ts.isConstructorDeclaration(owner)) return [];
    const index = owner.parameters.indexOf(parameter);
    return (this.code.index.calls.get(name) ?? []).flatMap((call) => call.arguments[index] ?? []);
  }

  private evaluateAccess(node: ts.Expression, depth: number): ConstantSet {
    if (!isAccess(node)) return open;
    const member = getAccessName(node);
    if (member === undefined) return open;
    const name = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
    const declaration = getDeclaration(this.code.checker, name);
    if (declaration) {
      const known = this.byDeclaration(declaration, depth);
      if (!known.isOpen || known.values.length > 0) return known;
    }
    const holder = getTailName(node.expression);
    const objects = (holder && this.code.index.objects.get(holder)) || [];
    const results = objects.flatMap((object) => {
      if (ts.isObjectLiteralExpression(object)) {
        const value = getProperty(object, member);
        return value ? [this.evaluate(value, depth + 1)] : [];
      }
      const found = object.members.find((each) => getNameText(each.name) === member);
      return found ? [this.byDeclaration(found, depth)] : [];
    });
    return results.length > 0 ? merge(results) : open;
  }

  private byDeclaration(declaration: ts.Node | undefined, depth: number): ConstantSet {
    if (!declaration) return open;
    if (ts.isEnumMember(declaration)) {
      const value = this.code.checker.getConstantValue(declaration);
      return value === undefined ? open : one(value);
    }
    if (ts.isParameter(declaration)) {
      const results = this.findArguments(declaration).map((each) =>
        withOrigin(this.evaluate(each, depth + 1), each),
      );
      return results.length > 0 ? merge(results) : open;
    }
    if (ts.isVariableDeclaration(declaration) && !isConstant(declaration)) {
      const initializer = getInitializer(declaration);
      return initializer ? { ...this.evaluate(initializer, depth + 1), isOpen: true } : open;
    }
    const initializer = getInitializer(declaration);
    return initializer ? this.evaluate(initializer, depth + 1) : open;
  }
}

/** Value of a property of an object literal; undefined when it has none of that name. */
export function getProperty(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of object.properties) {
    if (getNameText(property.name) !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}

/** What a declaration starts with. */
function getInitializer(declaration: ts.Node | undefined): ts.Expression | undefined {
  if (!declaration) return undefined;
  const hasOne =
    ts.isVariableDeclaration(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration);
  if (hasOne) return declaration.initializer;
  if (ts.isBinaryExpression(declaration)) return declaration.right;
  return undefined;
}

function isConstant(declaration: ts.VariableDeclaration): boolean {
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}

function one(value: string | number | boolean): ConstantSet {
  return { values: [value], isOpen: false };
}

function withOrigin(set: ConstantSet, node: ts.Node): ConstantSet {
  const origins = new Map(set.values.map((value) => [value, set.origins?.get(value) ?? node]));
  return { ...set, origins };
}

function merge(sets: readonly ConstantSet[]): ConstantSet {
  return {
    values: [...new Set(sets.flatMap(({ values }) => values))],
    isOpen: sets.some(({ isOpen }) => isOpen),
    origins: new Map(sets.flatMap(({ origins }) => [...(origins ?? [])])),
  };
}
