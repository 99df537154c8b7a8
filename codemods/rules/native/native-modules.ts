import { ts } from "ts-morph";
import { isTypeScript } from "../../finder/syntax";
import { quote } from "../../edits/code-style";
import { type Finding } from "../../finder";
import {
  type NativeClasses,
  type NativeHelper,
  type NativeNames,
  type NativeTarget,
} from "../../targets/native-target";
import { type RuleContext } from "../rule";
import { type NativePlan } from "./plan";
import { isCommonJs } from "./reach";

/** Order in which helpers stand in a file. */
const helperOrder: readonly NativeHelper[] = ["logIn", "enterRoom", "quickMatch", "sendRequest", "toFailure"];

interface FileNeeds {
  readonly source: ts.SourceFile;
  readonly helpers: Set<NativeHelper>;
  usesRoomType: boolean;
  usesClientType: boolean;
}

/** What each file needs besides the edits of its sites: imports at its top, helpers at its end. */
export class NativeModules {
  private readonly files = new Map<ts.SourceFile, FileNeeds>();
  private readonly classes = new Map<ts.SourceFile, NativeClasses>();

  constructor(
    private readonly context: RuleContext,
    private readonly target: NativeTarget,
    private readonly names: NativeNames,
    private readonly plan: NativePlan,
    private readonly room: Finding,
  ) {}

  /** Has a helper put into the file of a node. */
  use(helper: NativeHelper, node: ts.Node): void {
    const needs = this.getNeeds(node.getSourceFile());
    needs.helpers.add(helper);
    for (const other of this.target.requires(helper)) needs.helpers.add(other);
  }

  /** What the target's classes are called in the file of a node, which mentions the room's type. */
  getClasses(node: ts.Node): NativeClasses {
    const source = node.getSourceFile();
    this.getNeeds(source).usesRoomType = true;
    return this.nameClasses(source);
  }

  /** The same, in a file that mentions the client's type too. */
  getBothClasses(node: ts.Node): NativeClasses {
    this.getNeeds(node.getSourceFile()).usesClientType = true;
    return this.getClasses(node);
  }

  /** Adds imports and helpers to each file that was found to need them; after all sites are written. */
  write(): void {
    for (const needs of this.files.values()) {
      this.writeImport(needs);
      this.writeHelpers(needs);
    }
  }

  private getNeeds(source: ts.SourceFile): FileNeeds {
    const known = this.files.get(source);
    if (known) return known;
    const needs = { source, helpers: new Set<NativeHelper>(), usesRoomType: false, usesClientType: false };
    this.files.set(source, needs);
    return needs;
  }

  private nameClasses(source: ts.SourceFile): NativeClasses {
    const known = this.classes.get(source);
    if (known) return known;
    const { classes, global } = this.target;
    const isScript = !ts.isExternalModule(source) && !isCommonJs(source);
    const taken = collectOwnNames(source);
    const pick = (name: string): string =>
      isScript ? `${global}.${name}` : taken.has(name) ? `${global}${name}` : name;
    const named = { client: pick(classes.client), room: pick(classes.room) };
    this.classes.set(source, named);
    return named;
  }

  private writeHelpers({ source, helpers }: FileNeeds): void {
    const style = this.context.getStyle(source.fileName);
    const { holder, uses } = this.plan;
    const texts = helperOrder
      .filter((helper) => helpers.has(helper))
      .map((helper) =>
        this.target.declare(helper, {
          names: this.names,
          room: holder.name,
          isVariable: holder.isVariable,
          uses,
          style,
          isTypeScript: isTypeScript(source),
          classes: this.nameClasses(source),
        }),
      );
    if (texts.length === 0) return;
    const body = texts.join("\n\n").split("\n").join(style.eol);
    const { length } = source.text;
    const text = /\n$/.test(source.text)
      ? `${style.eol}${body}${style.eol}`
      : `${style.eol}${style.eol}${body}`;
    this.context.edit(this.room, source.fileName, length, length, text);
  }

  private writeImport({ source, helpers, usesRoomType, usesClientType }: FileNeeds): void {
    const isTyped = isTypeScript(source);
    const needsClient = helpers.has("logIn");
    const needsRoomType = isTyped && (usesRoomType || helpers.has("enterRoom") || helpers.has("sendRequest"));
    const needsClientType = isTyped && usesClientType;
    if (!needsClient && !needsRoomType && !needsClientType) return;
    if (!ts.isExternalModule(source) && !isCommonJs(source)) return;
    const named = this.nameClasses(source);
    const { client, room } = this.target.classes;
    // Without the word "type", which only newer compilers know in this place; both are classes, so the import holds.
    const both = [
      ...(needsClient || needsClientType ? [bind(client, named.client, source)] : []),
      ...(needsRoomType ? [bind(room, named.room, source)] : []),
    ];
    const style = this.context.getStyle(source.fileName);
    const from = quote(this.target.module, style);
    const line = isCommonJs(source)
      ? `${style.constant} { ${both.join(", ")} } = require(${from})${style.semicolon}`
      : `import { ${both.join(", ")} } from ${from}${style.semicolon}`;
    const position = getImportPosition(source);
    this.context.edit(this.room, source.fileName, position, position, `${line}${style.eol}`);
  }
}

function bind(name: string, local: string, source: ts.SourceFile): string {
  if (local === name) return name;
  return isCommonJs(source) ? `${name}: ${local}` : `${name} as ${local}`;
}

/** Where an import goes: before the first import, else before the first statement; behind `"use strict"`. */
export function getImportPosition(source: ts.SourceFile): number {
  const isDirective = (node: ts.Statement): boolean =>
    ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression);
  const first =
    source.statements.find(ts.isImportDeclaration) ?? source.statements.find((node) => !isDirective(node));
  return first ? first.getStart() : source.text.length;
}

/** Names that a file uses by themselves, as opposed to behind a dot. */
function collectOwnNames(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isMember =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isQualifiedName(parent) && parent.right === node);
      if (!isMember) names.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}
