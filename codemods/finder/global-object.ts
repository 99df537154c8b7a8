import { ts } from "ts-morph";
import { type CheckerView } from "./checker-view";
import { type PlaceTable } from "./place-table";
import { isAccess, unwrap } from "./syntax";

/** Names under which engines know the global object. */
export const globalRoots: ReadonlySet<string> = new Set([
  "window",
  "globalThis",
  "GameGlobal",
  "global",
  "self",
  "top",
]);

/** A part of the checker that its typings leave out. */
interface GlobalNames {
  resolveName(
    name: string,
    location: ts.Node | undefined,
    meaning: ts.SymbolFlags,
    excludeGlobals: boolean,
  ): ts.Symbol | undefined;
}

/** The global object of a program, in all the ways in which code names it; its properties are global variables. */
export class GlobalObject {
  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly view: CheckerView,
    private readonly table: PlaceTable,
  ) {}

  /** Whether an expression is the global object: `window`, `globalThis`, or a constant that holds it. */
  isObject(node: ts.Expression): boolean {
    const inner = unwrap(node);
    if (!ts.isIdentifier(inner)) return false;
    const declaration = this.view.getSymbol(inner)?.declarations?.[0];
    // In JavaScript `window.x = …` alone makes the checker invent a declaration, an identifier.
    if (!declaration || ts.isIdentifier(declaration)) return globalRoots.has(inner.text);
    if (!ts.isVariableDeclaration(declaration)) return false;
    const { initializer } = declaration;
    if (!initializer) {
      const isAmbient = ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient;
      return !!isAmbient && globalRoots.has(inner.text);
    }
    const isConstant = ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const;
    return !!isConstant && !isAccess(unwrap(initializer)) && this.isObject(initializer);
  }

  /** Whether an expression reads a property of it. */
  isAccess(node: ts.Expression): boolean {
    return isAccess(node) && this.isObject(node.expression);
  }

  /** Key of a property of the global object, which is a global variable too. */
  getPlace(name: string): string {
    const names = this.checker as GlobalNames;
    const symbol = names.resolveName(name, undefined, ts.SymbolFlags.Value, false);
    return symbol?.declarations ? this.table.keyOfSymbol(symbol) : `g:${name}`;
  }
}
