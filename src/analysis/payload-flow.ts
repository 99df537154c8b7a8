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
import { type CodeSet, getDeclaration, walk } from "./code-set";

/** How far an expression is from the payload: `rest` still to go (`data.data`), then `key` inside of it. */
interface PayloadPath {
  readonly rest: readonly string[];
  readonly key: readonly string[];
}

/** A function's parameter that receives an event or a hook's arguments. */
export interface PayloadRoot {
  readonly function: ts.FunctionLikeDeclaration;
  /** Way from the parameter to the payload. */
  readonly path: readonly string[];
}

const maxRounds = 6;
const maxKeyLength = 2;

/** Follows a message's payload from the handlers through variables, destructuring and calls of helper functions. */
export class PayloadFlow {
  private readonly paths = new Map<ts.Node, PayloadPath>();
  private readonly rootFunctions = new Map<ts.Node, PayloadPath>();
  private hasNews = false;

  constructor(
    private readonly code: CodeSet,
    roots: readonly PayloadRoot[],
  ) {
    for (const { function: target, path } of roots) {
      const start = { rest: path, key: [] };
      this.rootFunctions.set(target, start);
      const [parameter] = target.parameters;
      if (parameter) this.bind(parameter.name, start);
    }
    for (let round = 0; round < maxRounds && (round === 0 || this.hasNews); round++) {
      this.hasNews = false;
      if (this.paths.size + this.rootFunctions.size === 0) return;
      for (const source of code.sources) walk(source, (node) => this.follow(node));
    }
  }

  /** Where an expression lies; undefined when it has nothing to do with a payload. */
  getPath(node: ts.Expression): PayloadPath | undefined {
    for (const source of getSources(node)) {
      const path = this.getOwnPath(source);
      if (path) return path;
    }
    return undefined;
  }

  private getOwnPath(node: ts.Expression): PayloadPath | undefined {
    if (ts.isIdentifier(node)) {
      const declaration = getDeclaration(this.code.checker, node);
      return declaration && this.paths.get(declaration);
    }
    if (!isAccess(node)) return undefined;
    const receiver = unwrap(node.expression);
    if (ts.isIdentifier(receiver) && receiver.text === "arguments") return this.getArgumentsPath(node);
    const owner = this.getPath(receiver);
    const name = getAccessName(node);
    return owner && name !== undefined ? step(owner, name) : undefined;
  }

  /** `arguments[0]` of a hook, also inside arrow functions (spec mgobe-patterns S2). */
  private getArgumentsPath(node: ts.Node): PayloadPath | undefined {
    let owner = getContainingFunction(node);
    while (owner && ts.isArrowFunction(owner)) owner = getContainingFunction(owner);
    return owner && this.rootFunctions.get(owner);
  }

  private follow(node: ts.Node): void {
    if (ts.isVariableDeclaration(node) && node.initializer) {
      const path = this.getPath(node.initializer);
      if (path) this.bind(node.name, path);
    } else if (ts.isCallExpression(node)) this.followCall(node);
  }

  private followCall(call: ts.CallExpression): void {
    call.arguments.forEach((argument, index) => {
      const path = this.getPath(argument);
      if (!path || path.key.length > 1) return;
      for (const target of this.findCallees(call)) {
        if (index === 0 && !this.rootFunctions.has(target)) {
          this.rootFunctions.set(target, path);
          this.hasNews = true;
        }
        const parameter = target.parameters[index];
        if (parameter) this.bind(parameter.name, path);
      }
    });
  }

  private findCallees(call: ts.CallExpression): readonly ts.FunctionLikeDeclaration[] {
    const callee = unwrap(call.expression);
    if (ts.isElementAccessExpression(callee) && getAccessName(callee) === undefined) {
      const table = getTailName(callee.expression);
      const objects = (table && this.code.index.objects.get(table)) || [];
      return objects.flatMap((object) => getFunctions(object));
    }
    const name = getTailName(callee);
    return (name && this.code.index.functions.get(name)) || [];
  }

  private bind(name: ts.BindingName, path: PayloadPath): void {
    if (ts.isIdentifier(name)) {
      if (this.paths.has(name.parent)) return;
      this.paths.set(name.parent, path);
      this.hasNews = true;
      return;
    }
    if (!ts.isObjectBindingPattern(name)) return;
    for (const element of name.elements) {
      const property = getNameText(element.propertyName ?? element.name);
      const next = property === undefined ? undefined : step(path, property);
      if (next) this.bind(element.name, next);
    }
  }
}

/** Functions that are members of an object literal or a class. */
export function getFunctions(object: ts.Node): ts.FunctionLikeDeclaration[] {
  const members = ts.isObjectLiteralExpression(object)
    ? object.properties
    : ts.isClassLike(object)
      ? object.members
      : [];
  return [...members].flatMap((member): ts.FunctionLikeDeclaration[] => {
    if (ts.isMethodDeclaration(member)) return [member];
    const value =
      ts.isPropertyAssignment(member) || ts.isPropertyDeclaration(member) ? member.initializer : undefined;
    const inner = value && unwrap(value);
    return inner && (ts.isFunctionExpression(inner) || ts.isArrowFunction(inner)) ? [inner] : [];
  });
}

function step(path: PayloadPath, name: string): PayloadPath | undefined {
  const [next, ...rest] = path.rest;
  if (next !== undefined) return next === name ? { rest, key: [] } : undefined;
  return path.key.length < maxKeyLength ? { rest: [], key: [...path.key, name] } : undefined;
}
