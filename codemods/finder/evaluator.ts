import { ts } from "ts-morph";
import { sdkEnumNames, sdkOwners } from "../project/ambient-types";
import { type CodeProject } from "../project/code-project";
import { type Evaluation } from "./evaluation";
import { globalRoots } from "./global-object";
import { type Places } from "./places";
import { getInstance, getMember, type SdkValue } from "./sdk-value";
import {
  getAccessName,
  getRequirePath,
  getSources,
  isAccess,
  isEmptyValue,
  unwrap,
  type Access,
} from "./syntax";

/** Tells what expressions stand for: first by the checker's types, where these are silent by the places values flowed to. */
export class Evaluator {
  private readonly checker: ts.TypeChecker;
  private readonly valueBySymbol = new Map<ts.Symbol, SdkValue>();
  private readonly memo = new Map<ts.Node, Evaluation>();
  private readonly active = new Set<ts.Node>();

  constructor(
    private readonly project: CodeProject,
    readonly places: Places,
  ) {
    this.checker = project.checker;
    this.readAmbientSymbols();
  }

  /** Forgets answers that rested on places known so far. */
  forget(): void {
    this.memo.clear();
  }

  /** What an expression stands for. */
  evaluate(node: ts.Expression): Evaluation {
    const inner = unwrap(node);
    if (this.memo.has(inner)) return this.memo.get(inner);
    if (this.active.has(inner)) return undefined;
    this.active.add(inner);
    const result = this.compute(inner);
    this.active.delete(inner);
    this.memo.set(inner, result);
    return result;
  }

  /** The SDK value of an expression, proven or not; undefined when it has none. */
  getValue(node: ts.Expression): SdkValue | undefined {
    const result = this.evaluate(node);
    return typeof result === "object" ? result.value : undefined;
  }

  /** Whether a property of something is MGOBE itself, as `window.MGOBE` is. */
  isGlobalMgobe(owner: ts.Expression, name: string): boolean {
    return name === "MGOBE" && ts.isIdentifier(owner) && globalRoots.has(owner.text);
  }

  private compute(node: ts.Expression): Evaluation {
    const sources = getSources(node);
    if (sources.length > 1 || sources[0] !== node)
      return this.merge(sources.filter((each) => !isEmptyValue(each)));
    if (isAccess(node)) return this.computeAccess(node);
    if (ts.isIdentifier(node)) return this.computeIdentifier(node);
    if (ts.isNewExpression(node)) return this.computeNew(node);
    if (ts.isCallExpression(node)) {
      const path = getRequirePath(node);
      if (path && this.project.resolver.isSdk(path, node.getSourceFile().fileName)) return proven("MGOBE");
    }
    if (ts.isLiteralExpression(node) || ts.isFunctionLike(node) || ts.isObjectLiteralExpression(node))
      return "other";
    return this.byTypeOrPlace(node);
  }

  private merge(sources: readonly ts.Expression[]): Evaluation {
    let result: Evaluation;
    let unsure = false;
    for (const source of sources) {
      const each = this.evaluate(source);
      if (typeof each === "object" && typeof result === "object") unsure ||= each.value !== result.value;
      else if (typeof each === "object") [result, unsure] = [each, unsure || !each.proven];
      else if (each === "other" && typeof result !== "object") result = each;
    }
    return typeof result === "object" ? { ...result, proven: result.proven && !unsure } : result;
  }

  private computeNew(node: ts.NewExpression): Evaluation {
    const callee = this.evaluate(node.expression);
    if (typeof callee === "object") {
      const value = getInstance(callee.value);
      if (value) return { value, proven: callee.proven };
    }
    return this.byTypeOrPlace(node);
  }

  private computeAccess(node: Access): Evaluation {
    const name = getAccessName(node);
    if (name !== undefined) {
      const receiver = unwrap(node.expression);
      // The receivers of everyday properties are not worth a look; those of MGOBE's own names are.
      if (getMember("MGOBE", name) || sdkEnumNames.includes(name)) {
        if (this.isGlobalMgobe(receiver, name)) return proven("MGOBE");
        const owner = this.evaluate(receiver);
        const member = typeof owner === "object" ? getMember(owner.value, name) : undefined;
        if (typeof owner === "object" && member?.value) return { value: member.value, proven: owner.proven };
      }
    }
    const result = this.byTypeOrPlace(node);
    // Whatever it is read of, there is but one thing of that name.
    return result === undefined && name === "MGOBE" ? { value: "MGOBE", proven: false } : result;
  }

  private computeIdentifier(node: ts.Identifier): Evaluation {
    const symbol = this.places.getSymbol(node);
    if (!symbol && node.text === "MGOBE") return proven("MGOBE");
    if (!symbol) return this.byTypeOrPlace(node);
    const value = this.valueBySymbol.get(symbol);
    if (value) return proven(value);
    if (node.text === "MGOBE" && isAmbientVariable(symbol)) return proven("MGOBE");
    return this.byTypeOrPlace(node);
  }

  private byTypeOrPlace(node: ts.Expression): Evaluation {
    const result = this.byType(this.places.getType(node)) ?? this.byPlace(node);
    if (result === undefined || !this.places.isDoubtful(node)) return result;
    return result === "other" ? undefined : { ...result, proven: false };
  }

  private byPlace(node: ts.Expression): Evaluation {
    const key = this.places.getPlace(node);
    return key === undefined ? undefined : this.places.table.get(key);
  }

  /** What a type says: a value of MGOBE's, something else for certain, or nothing. */
  byType(type: ts.Type): Evaluation {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive)) return undefined;
    if (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.TypeParameter))
      return undefined;
    if (type.isUnion()) {
      const parts = type.types.map((part) => this.byType(part));
      return (
        parts.find((part) => typeof part === "object") ?? (parts.includes("other") ? "other" : undefined)
      );
    }
    const value = this.getTypeValue(type);
    if (value) return proven(value);
    return isMadeUp(type) ? undefined : "other";
  }

  private getTypeValue(type: ts.Type): SdkValue | undefined {
    const symbol = type.getSymbol();
    const value = symbol && this.valueBySymbol.get(symbol);
    if (value) {
      const isInstance =
        type.isClassOrInterface() || !!((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference);
      return isInstance ? (getInstance(value) ?? value) : value;
    }
    if (!symbol || !(symbol.flags & ts.SymbolFlags.Class)) return undefined;
    const bases = type.isClassOrInterface() ? this.checker.getBaseTypes(type) : [];
    for (const base of bases) {
      const inherited = this.getTypeValue(base);
      if (inherited) return inherited;
    }
    return undefined;
  }

  private readAmbientSymbols(): void {
    const [namespace] = this.checker
      .getSymbolsInScope(this.project.ambient, ts.SymbolFlags.Module)
      .filter((symbol) => symbol.name === "MGOBE");
    if (!namespace) throw new Error("the generated declarations hold no namespace MGOBE");
    this.valueBySymbol.set(namespace, "MGOBE");
    for (const name of [...sdkOwners, "ENUM", "ErrCode", "types"]) {
      const symbol = namespace.exports?.get(ts.escapeLeadingUnderscores(name));
      if (symbol) this.valueBySymbol.set(symbol, name);
      if (name !== "types") continue;
      for (const each of sdkEnumNames) {
        const enumSymbol = symbol?.exports?.get(ts.escapeLeadingUnderscores(each));
        if (enumSymbol) this.valueBySymbol.set(enumSymbol, `enum:${each}`);
      }
    }
  }
}

/**
 * Whether a type is none that the code gives: for `net.room.onUpdate = f` with a `net` that it has not, the compiler takes
 * `net` and `net.room` for namespaces.
 */
function isMadeUp(type: ts.Type): boolean {
  const declarations = type.getSymbol()?.declarations ?? [];
  return (
    declarations.length > 0 &&
    // What is assigned as a whole is the left side itself, and no part of a longer one.
    declarations.every((each) => !ts.isSourceFile(each) && ts.isPropertyAccessExpression(each.parent))
  );
}

function proven(value: SdkValue): Evaluation {
  return { value, proven: true };
}

/** `declare const MGOBE: any` and the like: a game's own word for the global, not another object. */
function isAmbientVariable(symbol: ts.Symbol): boolean {
  return !!symbol.declarations?.every(
    (each) =>
      ts.isVariableDeclaration(each) &&
      !each.initializer &&
      !!(ts.getCombinedModifierFlags(each) & ts.ModifierFlags.Ambient),
  );
}
