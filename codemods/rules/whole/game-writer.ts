import { ts } from "ts-morph";
import { type Finding } from "../../finder";
import { followAlias } from "../../finder/checker-view";
import { getAccessName, getAssignment, getNameText, isAccess, unwrap, wrap } from "../../finder/syntax";
import { isValueReference } from "../../finder/use-context";
import { moduleEnumNames } from "../../targets/room-module/module-enums";
import { moduleNames } from "../../targets/room-module/module-names";
import { removeStatement } from "../native/remove-statement";
import { type RuleContext } from "../rule";
import { checkSubclass, isStatic, renamedMembers } from "./check-game";
import { isPlaceReadByNames, isReadByNames } from "./enum-names";
import { ExportWriter } from "./export-writer";
import { type ClassName, type ClassUses } from "./class-uses";
import { type FileNames } from "./file-names";
import { type MessageCalls } from "./message-calls";
import { type ModuleMembers } from "./module-members";
import { type WholeReason } from "./reasons";
import {
  findDetached,
  isBase,
  isCondition,
  isExportTarget,
  isGivenOn,
  isKey,
  isLogging,
  isName,
  isOwnThis,
} from "./reference-syntax";
import { getOnlyStatement, type Reference, type References } from "./references";
import { collectNames } from "./used-names";
import { getThisClass, isStaticAccess } from "./static-members";

/** One replacement, before it is known whether the game is converted. */
export interface PlannedEdit {
  readonly finding: Finding;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const classes = { Room: moduleNames.room, Group: moduleNames.group } as const;
const connectedClasses = { Room: moduleNames.connectedRoom, Group: moduleNames.connectedGroup } as const;

/** Plans the edits of a game's code; nothing of it is written until all of it is known to be possible. */
export class GameWriter {
  readonly edits: PlannedEdit[] = [];
  readonly statements: { readonly finding: Finding; readonly statement: ts.Statement }[] = [];
  readonly reasons: WholeReason[] = [];
  /** Enums that the game reads by names that are not written in it. */
  readonly wholeEnums = new Set<string>();
  readonly enumTypes = new Set<string>();
  private readonly done = new Set<ts.Node>();
  private readonly gone = new Set<ts.Node>();
  /** The Listener's `init` is called by its name. */
  hasNamedLogin = false;
  private isListenerHandedOn = false;
  /** Names of properties that held all of MGOBE. */
  private readonly emptied = new Set<string>();

  private readonly exports = new ExportWriter();

  constructor(
    private readonly context: Pick<RuleContext, "findUse" | "project">,
    private readonly findings: readonly Finding[],
    private readonly names: FileNames,
    private readonly members: ModuleMembers,
    /** What the module can export. */
    private readonly offered: ReadonlySet<string>,
    /** The finding that everything else serves. */
    private readonly main: Finding,
    private readonly classes: ClassUses,
  ) {}

  /** Collects the edits, and what stands against any of them; nothing is written yet. */
  plan({ references, removed, directives, reasons }: References): void {
    this.reasons.push(...reasons);
    for (const { source, start, end } of directives)
      this.edits.push({ finding: this.main, file: source.fileName, start, end, text: "" });
    for (const node of removed) this.remove(node);
    for (const reference of references) if (!this.isGone(reference.node)) this.writeReference(reference);
    this.writeShown();
    for (const [node, owner] of this.classes.made) this.addConnection(node, owner);
    for (const finding of this.findings) this.writeAliased(finding);
    this.checkEmptied();
    this.checkNamed();
    this.checkLeft(references.map(({ node }) => node));
  }

  /** Nothing may go by MGOBE's name any more: a mention that was not understood keeps the game. */
  private checkLeft(understood: readonly ts.Node[]): void {
    const known = new Set(understood);
    const isKnown = (node: ts.Node): boolean => {
      for (let each = node; each && !ts.isSourceFile(each); each = each.parent)
        if (known.has(each) || this.gone.has(each)) return true;
      return false;
    };
    for (const file of new Set(this.findings.map(({ node }) => node.getSourceFile()))) {
      const visit = (node: ts.Node): void => {
        if (ts.isIdentifier(node) && node.text === "MGOBE" && isValueReference(node) && !isKnown(node))
          this.refuse(node, "escape");
        ts.forEachChild(node, visit);
      };
      visit(file);
    }
  }

  /** Places that held MGOBE and hold nothing any more must be read nowhere. */
  private checkEmptied(): void {
    if (this.emptied.size === 0) return;
    for (const { source } of this.context.project.units) {
      const visit = (node: ts.Node): void => {
        const name = isAccess(node) ? getAccessName(node) : undefined;
        if (name !== undefined && this.emptied.has(name) && !this.isSettled(node))
          this.refuse(node, "escape");
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }

  private isSettled(node: ts.Node): boolean {
    for (let each = node; each && !ts.isSourceFile(each); each = each.parent)
      if (this.gone.has(each) || this.done.has(each)) return true;
    return false;
  }

  /** Takes over what is written for calls of the level below. */
  addCalls({ edits, reasons }: MessageCalls): void {
    this.reasons.push(...reasons);
    for (const { node, ...span } of edits)
      this.edits.push({ finding: this.main, file: node.getSourceFile().fileName, ...span });
  }

  private isGone(node: ts.Node): boolean {
    for (let each: ts.Node = node; each && !ts.isSourceFile(each); each = each.parent)
      if (this.gone.has(each)) return true;
    return false;
  }

  private refuse(node: ts.Node, name: WholeReason["name"], what?: string): void {
    this.reasons.push({ node, name, ...(what === undefined ? {} : { what }) });
  }

  private refuseOnce(node: ts.Node, name: WholeReason["name"]): void {
    if (!this.reasons.some((each) => each.node === node)) this.refuse(node, name);
  }

  private replace(node: ts.Node, text: string, served: ts.Node = node): void {
    const finding = this.findFinding(served) ?? this.main;
    const source = node.getSourceFile();
    this.edits.push({ finding, file: source.fileName, start: node.getStart(source), end: node.end, text });
  }

  private insert(served: ts.Node, position: number, text: string): void {
    const finding = this.findFinding(served) ?? this.main;
    this.edits.push({
      finding,
      file: served.getSourceFile().fileName,
      start: position,
      end: position,
      text,
    });
  }

  /** The finding that a node is part of. */
  private findFinding(node: ts.Node): Finding | undefined {
    for (let each = node; each && !ts.isStatement(each) && !ts.isSourceFile(each); each = each.parent) {
      const finding = this.context.findUse(each);
      if (finding) return finding;
    }
    return undefined;
  }

  private remove(node: ts.Node): void {
    const finding = this.findInside(node) ?? this.main;
    const statement = getOnlyStatement(node);
    if (statement) {
      this.gone.add(statement);
      this.statements.push({ finding, statement });
      return;
    }
    const list = node.parent;
    if (!ts.isVariableDeclaration(node) || !ts.isVariableDeclarationList(list))
      return this.refuse(node, "escape");
    this.gone.add(node);
    const at = list.declarations.indexOf(node);
    const start = at === 0 ? node.getStart() : (list.declarations[at - 1]?.end ?? node.getStart());
    const end = at === 0 ? (list.declarations[1]?.getStart() ?? node.end) : node.end;
    this.edits.push({ finding, file: node.getSourceFile().fileName, start, end, text: "" });
  }

  private findInside(node: ts.Node): Finding | undefined {
    const { fileName } = node.getSourceFile();
    return this.findings.find(
      (each) => each.file === fileName && each.start >= node.getStart() && each.end <= node.end,
    );
  }

  private writeReference({ node, value, type }: Reference): void {
    if (type === undefined && /^(Listener|Room|Group)$/.test(value))
      this.checkUse(node as ts.Expression, value);
    const source = node.getSourceFile();
    if (type !== undefined) return this.writeType(node, value, type);
    const expression = node as ts.Expression;
    switch (value) {
      case "ENUM":
        if (isGivenOn(expression)) return this.writeEnums(expression);
        return this.writeSpace(expression);
      case "MGOBE":
      case "types":
        return this.writeSpace(expression);
      case "Room":
      case "Group":
        return this.writeClass(expression, value);
      case "Listener":
        this.put(expression, this.names.use(source, moduleNames.connection));
        this.renameMember(expression);
        return this.renameNamed(expression);
      case "Player":
        return this.put(expression, `${this.names.use(source, moduleNames.connection)}.player`, true);
      case "RandomUtil":
      case "DebuggerLog":
      case "StatCallbacks":
        return this.put(expression, this.names.use(source, value));
      default:
        if (moduleEnumNames.includes(value.replace(/^enum:/, ""))) return this.writeEnum(expression, value);
        this.refuse(node, "member", value);
    }
  }

  private writeShown(): void {
    for (const statement of this.exports.write((node, text) => this.replace(node, text)))
      this.gone.add(statement);
  }

  /** Puts an expression in the place of another one; a short property, and what is exported, keeps its name. */
  private put(node: ts.Expression, text: string, isValue = false): void {
    this.done.add(node);
    if (this.exports.add(node, text, isValue)) return;
    if (ts.isShorthandPropertyAssignment(node.parent) && node.getText() !== text)
      return this.replace(node, `${node.getText()}: ${text}`);
    if (node.getText() !== text) this.replace(node, text);
  }

  private writeType(node: ts.Node, value: string, type: string): void {
    const source = node.getSourceFile();
    const isQuery = ts.isTypeQueryNode(node.parent);
    if (value === "types" && type !== "") {
      if (!this.offered.has(type)) return this.refuse(node, "type", type);
      return this.replace(node, this.names.use(source, type, true));
    }
    if (type === "" && (value === "Room" || value === "Group"))
      return this.replace(
        node,
        isQuery ? this.useClass(source, value) : this.names.use(source, classes[value], true),
      );
    const isEnum = value === "ErrCode" || value.startsWith("enum:");
    if (isEnum) {
      // As a type it may have to have all members: as keys, or for a look at each of them.
      const name = this.useEnum(value, !isQuery && value === "ErrCode" && !isKey(node));
      if (!isQuery) this.enumTypes.add(name);
      const local = this.names.use(source, name, !isQuery);
      return this.replace(node, type === "" ? local : `${local}.${type}`);
    }
    if (value === "Player") return this.writePlayerType(node, type);
    if (value === "Listener" && type === "") {
      const name = isQuery ? moduleNames.connection : moduleNames.connectionClass;
      return this.replace(node, this.names.use(source, name, !isQuery));
    }
    this.refuse(node, "type", node.getText());
  }

  /** `typeof MGOBE.Player`, `typeof MGOBE.Player.id`: the module has a type for it. */
  private writePlayerType(node: ts.Node, type: string): void {
    const query = ts.isTypeQueryNode(node.parent) ? node.parent : node;
    const name = this.names.use(node.getSourceFile(), "Player", true);
    this.replace(query, type === "" ? name : `${name}["${type}"]`, node);
  }

  private writeClass(node: ts.Expression, value: ClassName): void {
    const source = node.getSourceFile();
    const outer = wrap(node);
    const { parent } = outer;
    if (isStaticAccess(parent, outer) || isOwnThis(node))
      return this.put(node, this.names.use(source, moduleNames.connection));
    this.put(node, this.useClass(source, value));
    if (ts.isNewExpression(parent) && parent.expression === outer) this.addConnection(parent, value);
    else if (ts.isExpressionWithTypeArguments(parent)) this.writeSubclass(parent, value);
  }

  private useClass(source: ts.SourceFile, value: ClassName): string {
    return this.names.use(source, this.classes.free.has(value) ? connectedClasses[value] : classes[value]);
  }

  /** Members that are called away from their object. */
  private checkUse(node: ts.Expression, value: string): void {
    const detached = findDetached(node);
    if (!detached) return;
    const { name, access } = detached;
    const isBound = access && isStatic({ api: `${value}.${name}`, owner: value });
    if (!isBound) return this.refuse(node, "detached", `${value}.${name}`);
    const connection = this.names.use(node.getSourceFile(), moduleNames.connection);
    this.insert(node, access.end, `.bind(${connection})`);
  }

  private addConnection(node: ts.NewExpression | ts.CallExpression, owner: ClassName): void {
    if (this.done.has(node) || this.classes.free.has(owner)) return;
    this.done.add(node);
    const source = node.getSourceFile();
    const connection = this.names.use(source, moduleNames.connection);
    const [first] = node.arguments ?? [];
    if (!node.arguments) return this.insert(node, node.end, `(${connection})`);
    const position = first ? first.getStart() : node.end - 1;
    this.insert(node, position, first ? `${connection}, ` : connection);
  }

  private writeSubclass(base: ts.ExpressionWithTypeArguments, owner: ClassName): void {
    const declaration = base.parent.parent;
    if (!ts.isClassLike(declaration) || this.done.has(declaration)) return;
    this.done.add(declaration);
    if (!this.classes.subclasses.has(declaration))
      this.reasons.push(...checkSubclass(declaration, this.members));
    if (declaration.name) this.writeStatics(declaration, declaration.name);
    const constructor = declaration.members.find(ts.isConstructorDeclaration);
    if (constructor?.body) {
      const visit = (node: ts.Node): void => {
        if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword)
          this.addConnection(node, owner);
        ts.forEachChild(node, visit);
      };
      visit(constructor.body);
    } else if (declaration.name) this.writeMaking(declaration, declaration.name, owner);
  }

  /** Whether an expression is the name of a class. */
  private createClassCheck(name: ts.Identifier): (node: ts.Node) => boolean {
    const { checker } = this.context.project;
    const symbol = checker.getSymbolAtLocation(name);
    return (node) => {
      const found = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
      return found !== undefined && followAlias(checker, found) === symbol;
    };
  }

  /** Static members that a class of the game has from MGOBE's, also where classes on top of it have them. */
  private writeStatics(declaration: ts.ClassLikeDeclaration, name: ts.Identifier): void {
    const isClass = this.createClassCheck(name);
    const isOwn = (member: string): boolean =>
      declaration.members.some((each) => each.name && getNameText(each.name) === member);
    for (const { source } of this.context.project.units) {
      const visit = (node: ts.Node): void => {
        const isIt = getThisClass(node) === declaration || isClass(node);
        if (isIt && isStaticAccess(node.parent, node) && !this.done.has(node)) {
          const member = isAccess(node.parent) ? getAccessName(node.parent) : undefined;
          if (member !== undefined && !isOwn(member))
            this.put(node as ts.Expression, this.names.use(source, moduleNames.connection));
        }
        if (ts.isExpressionWithTypeArguments(node) && isClass(node.expression) && isBase(node)) {
          const { parent: sub } = node.parent;
          if (ts.isClassLike(sub) && sub.name) this.writeStatics(sub, sub.name);
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }

  /** A class without a constructor of its own is made with that of its base. */
  private writeMaking(declaration: ts.ClassLikeDeclaration, name: ts.Identifier, owner: ClassName): void {
    const isNamed = this.createClassCheck(name);
    const isClass = (node: ts.Node): boolean => isNamed(node) || getThisClass(node) === declaration;
    for (const { source } of this.context.project.units) {
      const visit = (node: ts.Node): void => {
        if (ts.isNewExpression(node) && isClass(node.expression)) this.addConnection(node, owner);
        if (ts.isExpressionWithTypeArguments(node) && isClass(node.expression) && isBase(node))
          this.writeSubclass(node, owner);
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }

  private renameMember(receiver: ts.Expression): void {
    const outer = wrap(receiver);
    const access = outer.parent;
    if (!isAccess(access) || access.expression !== outer) return;
    const name = getAccessName(access);
    const renamed = name === undefined ? undefined : renamedMembers[`Listener.${name}`];
    if (renamed === undefined || this.done.has(access)) return;
    this.done.add(access);
    if (ts.isPropertyAccessExpression(access)) this.replace(access.name, renamed, access);
    else this.replace(access.argumentExpression, `"${renamed}"`, access);
  }

  /** `call(MGOBE.Listener, "init", …)`: the name is told beside the object, or somewhere else. */
  private renameNamed(listener: ts.Expression): void {
    const outer = wrap(listener);
    const { parent } = outer;
    if (!ts.isCallExpression(parent) || parent.expression === outer || isLogging(parent)) return;
    const named = parent.arguments.filter((each) => ts.isStringLiteralLike(each) && each.text === "init");
    for (const each of named) {
      this.hasNamedLogin = true;
      this.done.add(each);
      this.replace(each, each.getText().replace("init", renamedMembers["Listener.init"] ?? "init"), parent);
    }
    this.isListenerHandedOn ||= named.length === 0;
  }

  /** Where the Listener goes on without the name of a member, each such name may mean one of its own. */
  private checkNamed(): void {
    if (!this.isListenerHandedOn) return;
    for (const { source } of this.context.project.units) {
      const visit = (node: ts.Node): void => {
        const isName = ts.isStringLiteralLike(node) && node.text === "init" && !this.isSettled(node);
        if (isName) this.refuse(node, "named");
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }

  private writeEnum(node: ts.Expression, value: string): void {
    const outer = wrap(node);
    const access = outer.parent;
    const isRead = isAccess(access) && access.expression === outer;
    const member = isRead ? getAccessName(access) : undefined;
    const isNamed = member !== undefined || isReadByNames(node, this.context.project);
    const name = this.useEnum(value, isNamed);
    this.put(node, this.names.use(node.getSourceFile(), name));
  }

  /** All enums under one name: those that the game names. */
  private writeEnums(node: ts.Expression): void {
    const { project } = this.context;
    const isNamed = isReadByNames(node, project);
    const used = collectNames(project.units);
    const chosen = moduleEnumNames.filter((name) => name !== "ErrCode" && (!isNamed || used.has(name)));
    const members = chosen.map((name) => {
      if (!isNamed || !isPlaceReadByNames(name, project)) this.wholeEnums.add(name);
      const local = this.names.use(node.getSourceFile(), name);
      return local === name ? name : `${name}: ${local}`;
    });
    this.put(node, members.length === 0 ? "{}" : `{ ${members.join(", ")} }`, true);
  }

  private useEnum(value: string, isNamed: boolean): string {
    const name = value.replace(/^enum:/, "");
    if (!isNamed) this.wholeEnums.add(name);
    return name;
  }

  /** All of MGOBE by itself: where it is only asked whether it is there, the connection is. */
  private writeSpace(node: ts.Expression): void {
    const outer = wrap(node);
    const { parent } = outer;
    const member = isAccess(parent) && parent.expression === outer ? getAccessName(parent) : undefined;
    if (member !== undefined) return this.refuse(node, "member", member);
    const isTested =
      ts.isTypeOfExpression(parent) ||
      ts.isPrefixUnaryExpression(parent) ||
      (ts.isBinaryExpression(parent) && /^(&&|\|\||[!=]==?)$/.test(parent.operatorToken.getText())) ||
      ((ts.isIfStatement(parent) || ts.isConditionalExpression(parent)) && isCondition(parent, outer));
    const isLogged = ts.isCallExpression(parent) && isLogging(parent) && parent.expression !== outer;
    if (isTested || isLogged)
      return this.put(node, this.names.use(node.getSourceFile(), moduleNames.connection));
    const assignment = ts.isBinaryExpression(parent) ? parent : getAssignment(outer);
    const statement = assignment ? getOnlyStatement(assignment) : getOnlyStatement(outer);
    if (assignment && isExportTarget(assignment.left)) return this.refuseOnce(assignment, "exported");
    // `window.MGOBE = MGOBE`, `require("MGOBE")`
    if (statement && !this.gone.has(statement) && (!assignment || isName(assignment.left))) {
      this.gone.add(statement);
      const target = assignment && unwrap(assignment.left);
      const name = target && isAccess(target) ? getAccessName(target) : undefined;
      if (name !== undefined) this.emptied.add(name);
      this.statements.push({ finding: this.findFinding(node) ?? this.main, statement });
    } else if (!statement) this.refuse(node, "escape");
  }

  /** Uses that go by other names of MGOBE's objects: `const R = MGOBE.Room; new R()`. */
  private writeAliased(finding: Finding): void {
    const { node, kind, access, api, certainty } = finding;
    if (certainty !== "proven" || this.isGone(node)) return;
    const owner = finding.owner === "Group" ? "Group" : "Room";
    if (kind === "construct" && ts.isNewExpression(node)) return this.addConnection(node, owner);
    const base = kind === "extend" ? wrap(node as ts.Expression).parent : undefined;
    if (base && ts.isExpressionWithTypeArguments(base)) return this.writeSubclass(base, owner);
    if (!access) return;
    const receiver = unwrap(access.expression);
    if (api === "Listener.init") return this.renameMember(receiver);
    const isClass = /^(Room|Group)$/.test(finding.owner) && isStatic(finding);
    if (isClass && !this.done.has(receiver))
      this.put(receiver, this.names.use(node.getSourceFile(), moduleNames.connection));
  }

  /** Writes what was planned. */
  apply(context: RuleContext): void {
    for (const { finding, file, start, end, text } of this.edits)
      context.edit(finding, file, start, end, text);
    for (const { finding, statement } of this.statements) removeStatement(context, finding, statement);
  }
}
