import { ts } from "ts-morph";
import { followAlias } from "../../finder/checker-view";
import { type FlowAnalysis } from "../../finder/flow-analysis";
import { globalRoots } from "../../finder/global-object";
import { getMember, type SdkValue } from "../../finder/sdk-value";
import { getAccessName, getNameText, getRequirePath, isAccess, unwrap, wrap } from "../../finder/syntax";
import { isValueReference } from "../../finder/use-context";
import { type CodeProject, type SourceUnit } from "../../project/code-project";
import { dirname, join } from "../../project/project-path";
import { type WholeReason } from "./reasons";

/** A mention of one of MGOBE's objects by MGOBE's own name, to be written anew: `MGOBE.Listener`, an imported `Room`. */
export interface Reference {
  /** An expression, or the name of a type. */
  readonly node: ts.Node;
  readonly value: SdkValue;
  /** What comes behind an object of which only the type is meant: `RoomInfo` of `MGOBE.types.RoomInfo`. */
  readonly type?: string;
}

/** All of MGOBE in a game's files, as far as it goes by MGOBE's own names. */
export interface References {
  readonly references: readonly Reference[];
  /** Imports and declarations that only give MGOBE's objects a name. */
  readonly removed: readonly ts.Node[];
  /** Comments that tell a compiler of the SDK's typings. */
  readonly directives: readonly {
    readonly source: ts.SourceFile;
    readonly start: number;
    readonly end: number;
  }[];
  readonly reasons: readonly WholeReason[];
}

/** Values that hold others of MGOBE's and nothing else. */
const spaces: ReadonlySet<SdkValue> = new Set(["MGOBE", "ENUM", "types"]);

/** Finds the mentions of MGOBE in a game's files. */
export function findReferences(
  project: CodeProject,
  units: readonly SourceUnit[],
  flow: FlowAnalysis,
): References {
  const finder = new ReferenceFinder(project, flow);
  for (const { source } of units) finder.readNames(source);
  for (const { source } of units) finder.readExports(source);
  for (const { source } of units) finder.readFile(source);
  return finder;
}

class ReferenceFinder implements References {
  readonly references: Reference[] = [];
  readonly removed: ts.Node[] = [];
  readonly directives: { source: ts.SourceFile; start: number; end: number }[] = [];
  readonly reasons: WholeReason[] = [];
  /** `export const { Room } = MGOBE`: its names are references, too. */
  private readonly shown: ts.Node[] = [];
  /** Names that the game's files export for all enums, and go on exporting. */
  private readonly kept = new Set<ts.Symbol>();
  /** Names that are given up, with what they stand for. */
  private readonly names = new Map<ts.Symbol, SdkValue>();

  constructor(
    private readonly project: CodeProject,
    private readonly flow: FlowAnalysis,
  ) {}

  /** Reads imports and patterns, whose names are given up for the module's own. */
  readNames(source: ts.SourceFile): void {
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node)) this.readImport(node);
      else if (ts.isExportDeclaration(node)) this.readExport(node);
      else if (ts.isImportEqualsDeclaration(node)) this.readImportEquals(node);
      else if (ts.isVariableDeclaration(node)) this.readVariable(node);
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(source, visit);
    this.readDirectives(source);
  }

  /** `/// <reference path="MGOBE.d.ts" />`. */
  private readDirectives(source: ts.SourceFile): void {
    for (const { fileName } of source.referencedFiles) {
      const path = join(dirname(source.fileName), fileName);
      if (!this.project.sdkFiles.some((sdk) => sdk.path === path)) continue;
      const at = source.text.indexOf(fileName);
      const start = source.text.lastIndexOf("\n", at) + 1;
      // No empty line is left at the top.
      const isFirst = source.text.slice(0, start).trim() === "";
      const line = (isFirst ? /\n(?:[ \t]*\r?\n)*|$/ : /\n|$/).exec(source.text.slice(at));
      const end = at + (line?.index ?? 0) + (line?.[0].length ?? 0);
      this.directives.push({ source, start, end });
    }
  }

  /** Reads what files give to others under their names. */
  readExports(source: ts.SourceFile): void {
    for (const statement of source.statements) {
      const list = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
      if (list && ts.isNamedExports(list)) for (const each of list.elements) this.readSpecifier(each);
    }
  }

  readFile(source: ts.SourceFile): void {
    const visit = (node: ts.Node): void => {
      if (this.removed.includes(node) || this.shown.includes(node)) return;
      if (ts.isExportSpecifier(node)) return;
      const name = ts.isTypeReferenceNode(node)
        ? node.typeName
        : ts.isTypeQueryNode(node)
          ? node.exprName
          : undefined;
      if (name && this.readType(name)) {
        if (ts.isTypeReferenceNode(node)) node.typeArguments?.forEach(visit);
        return;
      }
      if (this.isExpression(node) && this.readExpression(node)) {
        if (ts.isCallExpression(node)) return;
        return;
      }
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(source, visit);
  }

  private isSdkPath(path: ts.Node | undefined): boolean {
    return (
      !!path &&
      ts.isStringLiteralLike(path) &&
      this.project.resolver.isSdk(path.text, path.getSourceFile().fileName)
    );
  }

  private give(name: ts.Node, value: SdkValue): void {
    const symbol = this.project.checker.getSymbolAtLocation(name);
    if (symbol) this.names.set(symbol, value);
  }

  private readImport(node: ts.ImportDeclaration): void {
    if (!this.isSdkPath(node.moduleSpecifier)) return;
    this.removed.push(node);
    const { name, namedBindings } = node.importClause ?? {};
    if (name) this.give(name, "MGOBE");
    if (namedBindings && ts.isNamespaceImport(namedBindings)) this.give(namedBindings.name, "MGOBE");
    if (!namedBindings || !ts.isNamedImports(namedBindings)) return;
    for (const { name: local, propertyName } of namedBindings.elements) {
      const value = getMember("MGOBE", getNameText(propertyName ?? local) ?? "")?.value;
      if (value) this.give(local, value);
      else this.reasons.push({ node: local, name: "unknown" });
    }
  }

  private readExport(node: ts.ExportDeclaration): void {
    if (this.isSdkPath(node.moduleSpecifier)) this.reasons.push({ node, name: "exported" });
  }

  private readImportEquals(node: ts.ImportEqualsDeclaration): void {
    const { moduleReference } = node;
    const isSdk = ts.isExternalModuleReference(moduleReference) && this.isSdkPath(moduleReference.expression);
    const value = isSdk
      ? "MGOBE"
      : ts.isExternalModuleReference(moduleReference)
        ? undefined
        : this.getEntityValue(moduleReference);
    if (value === undefined) return;
    this.give(node.name, value);
    this.removed.push(node);
  }

  private readVariable(node: ts.VariableDeclaration): void {
    if (!node.initializer) return this.readDeclared(node);
    const isNamed = ts.isIdentifier(node.name);
    if (!isNamed && !ts.isObjectBindingPattern(node.name)) return;
    const value = this.getSpace(node.initializer);
    if (value === undefined) return;
    const symbol = this.project.checker.getSymbolAtLocation(node.name);
    // `export const Enums = MGOBE.ENUM` goes on, with the module's.
    if (symbol && value === "ENUM" && isExported(node) && isNamed) return void this.kept.add(symbol);
    if (ts.isIdentifier(node.name)) {
      this.give(node.name, value);
    } else if (!this.readPattern(node.name, value)) return;
    if (isExported(node)) this.readShown(node);
    else this.removed.push(node);
  }

  private readShown(node: ts.VariableDeclaration): void {
    const isAlone = getOnlyStatement(node) !== undefined;
    if (!isAlone || !ts.isObjectBindingPattern(node.name))
      return void this.reasons.push({ node, name: "exported" });
    this.shown.push(node);
    const visit = (pattern: ts.ObjectBindingPattern): void => {
      for (const { name } of pattern.elements) {
        if (ts.isObjectBindingPattern(name)) visit(name);
        else if (ts.isIdentifier(name)) this.show(name, this.project.checker.getSymbolAtLocation(name));
      }
    };
    visit(node.name);
  }

  /** `export { Room }`. */
  private readSpecifier(node: ts.ExportSpecifier): void {
    if (node.parent.parent.moduleSpecifier) return;
    const name = node.propertyName ?? node.name;
    if (ts.isIdentifier(name))
      this.show(name, this.project.checker.getExportSpecifierLocalTargetSymbol(node));
  }

  /** What other files get of a name that is given up, which the module has under a name of its own. */
  private show(name: ts.Identifier, symbol: ts.Symbol | undefined): void {
    const value = symbol && this.names.get(symbol);
    if (value === undefined) return;
    if (value === "ENUM" && symbol) this.kept.add(symbol);
    if (value === "ENUM" || !spaces.has(value)) this.references.push({ node: name, value });
    else this.reasons.push({ node: name, name: "exported" });
  }

  /** `declare const MGOBE: any`. */
  private readDeclared(node: ts.VariableDeclaration): void {
    const isAmbient = ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Ambient;
    if (isAmbient && ts.isIdentifier(node.name) && node.name.text === "MGOBE") this.removed.push(node);
  }

  private readPattern(pattern: ts.BindingPattern, value: SdkValue): boolean {
    for (const element of pattern.elements) {
      if (!ts.isBindingElement(element)) continue;
      const member = getMember(value, getNameText(element.propertyName ?? element.name) ?? "");
      if (!member?.value || element.dotDotDotToken) this.reasons.push({ node: element, name: "unknown" });
      else if (ts.isIdentifier(element.name)) this.give(element.name, member.value);
      else if (!spaces.has(member.value) || !ts.isObjectBindingPattern(element.name))
        this.reasons.push({ node: element, name: "unknown" });
      else this.readPattern(element.name, member.value);
    }
    return true;
  }

  /** The space of names that an expression is; undefined for anything else. */
  private getSpace(node: ts.Expression): SdkValue | undefined {
    // `require("./MGOBE").default || require("./MGOBE")`
    const values = new Set(listAlternatives(node).map((each) => this.getValue(each)));
    const [value] = values;
    return value !== undefined && values.size === 1 && spaces.has(value) ? value : undefined;
  }

  private isExpression(node: ts.Node): node is ts.Expression {
    if (ts.isIdentifier(node)) return isValueReference(node);
    return isAccess(node) || (ts.isCallExpression(node) && getRequirePath(node) !== undefined);
  }

  private readExpression(node: ts.Expression): boolean {
    const value = this.getValue(node);
    if (value === undefined) return false;
    this.references.push({ node, value });
    return true;
  }

  /** What an expression stands for where it is written with a name that goes; undefined for anything else. */
  private getValue(node: ts.Expression): SdkValue | undefined {
    if (ts.isIdentifier(node)) return this.getNameValue(node);
    if (ts.isCallExpression(node))
      return getRequirePath(node) !== undefined && this.isSdkPath(node.arguments[0]) ? "MGOBE" : undefined;
    if (!isAccess(node)) return undefined;
    const name = getAccessName(node);
    const receiver = unwrap(node.expression);
    if (name === "MGOBE" && ts.isIdentifier(receiver) && globalRoots.has(receiver.text)) return "MGOBE";
    const owner = this.getValue(receiver);
    if (owner !== undefined && spaces.has(owner))
      return name === undefined ? undefined : getMember(owner, name)?.value;
    // A place that holds all of MGOBE, whatever it is called.
    if (owner !== undefined || name === undefined) return undefined;
    return this.getHeld(node, name);
  }

  private getNameValue(node: ts.Identifier): SdkValue | undefined {
    const { checker } = this.project;
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
    const given = symbol && this.names.get(symbol);
    if (given !== undefined) return given;
    return this.getHeld(node, node.text);
  }

  /** The space of names that a place holds by data flow. */
  private getHeld(node: ts.Expression, name: string): SdkValue | undefined {
    if (!this.flow.names.has(name) || this.isKept(node)) return undefined;
    const result = this.flow.evaluator.evaluate(node);
    if (typeof result !== "object" || !spaces.has(result.value)) return undefined;
    // `parent.MGOBE` is a guess by its name alone.
    return name === "MGOBE" && isAccess(node) && !result.proven ? undefined : result.value;
  }

  private isKept(node: ts.Expression): boolean {
    if (this.kept.size === 0) return false;
    const { checker } = this.project;
    const symbol = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(node) ? node.name : node);
    return symbol !== undefined && this.kept.has(followAlias(checker, symbol));
  }

  private getEntityValue(name: ts.EntityName): SdkValue | undefined {
    if (ts.isIdentifier(name)) return this.getNameValue(name);
    const owner = this.getEntityValue(name.left);
    return owner && getMember(owner, name.right.text)?.value;
  }

  private readType(name: ts.EntityName): boolean {
    const value = this.getEntityValue(name);
    if (value !== undefined) {
      this.references.push({ node: name, value, type: "" });
      return true;
    }
    if (ts.isIdentifier(name)) return false;
    const owner = this.getEntityValue(name.left);
    if (owner === undefined) return false;
    this.references.push({ node: name, value: owner, type: name.right.text });
    return true;
  }
}

/** Both sides of `||` and `??`. */
function listAlternatives(node: ts.Expression): ts.Expression[] {
  const inner = unwrap(node);
  const isEither = ts.isBinaryExpression(inner) && /^(?:\|\||\?\?)$/.test(inner.operatorToken.getText());
  return isEither ? [...listAlternatives(inner.left), ...listAlternatives(inner.right)] : [inner];
}

function isExported(node: ts.VariableDeclaration): boolean {
  return !!(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export);
}

/** Statement that an expression or declaration is alone in; undefined where other things stand beside it. */
export function getOnlyStatement(node: ts.Node): ts.Statement | undefined {
  if (ts.isStatement(node)) return node;
  const outer = ts.isVariableDeclaration(node) ? node : wrap(node as ts.Expression);
  const { parent } = outer;
  if (ts.isExpressionStatement(parent)) return parent;
  if (!ts.isVariableDeclarationList(parent) || parent.declarations.length !== 1) return undefined;
  return ts.isVariableStatement(parent.parent) ? parent.parent : undefined;
}
