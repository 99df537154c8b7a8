import { ts } from "ts-morph";
import { type CodeProject } from "../project/code-project";
import { type Evaluation } from "./evaluation";
import { type FoundUse } from "./finding";
import { FlowAnalysis } from "./flow-analysis";
import { OwnMembers } from "./own-members";
import {
  getMember,
  getClass,
  getInstance,
  getOwner,
  instanceMemberNames,
  type SdkMember,
  type SdkValue,
} from "./sdk-value";
import {
  createKindTable,
  getAccessName,
  getAssignment,
  getNameText,
  getRequirePath,
  getTailName,
  isAccess,
  unwrap,
  wrap,
  type Access,
} from "./syntax";
import { roomName } from "./room-names";
import { getUseContext, isValueReference, type UseContext } from "./use-context";
import { getNodePlace } from "../project/source-place";

// Held here, because the compiler's package gives out each of its parts through a getter.
const {
  SyntaxKind,
  isCallExpression,
  isExportDeclaration,
  isExternalModuleReference,
  isIdentifier,
  isImportDeclaration,
  isImportEqualsDeclaration,
  isNewExpression,
  isObjectBindingPattern,
  isStringLiteralLike,
  isTypeQueryNode,
  isTypeReferenceNode,
  isVariableDeclaration,
} = ts;

/** Kinds of nodes that can be a use, so that all others are passed over at once. */
const kindsOfUse = createKindTable([
  SyntaxKind.PropertyAccessExpression,
  SyntaxKind.ElementAccessExpression,
  SyntaxKind.Identifier,
  SyntaxKind.NewExpression,
  SyntaxKind.CallExpression,
  SyntaxKind.TypeReference,
  SyntaxKind.TypeQuery,
  SyntaxKind.VariableDeclaration,
  SyntaxKind.ImportDeclaration,
  SyntaxKind.ExportDeclaration,
  SyntaxKind.ImportEqualsDeclaration,
]);

type Known = Exclude<Evaluation, "other" | undefined>;

/** Walks the files and notes each use of a member of MGOBE's. */
export class UseFinder {
  readonly findings: FoundUse[] = [];
  private readonly flow: FlowAnalysis;
  private readonly ownMembers: OwnMembers;
  /** Receivers that were reported as part of a longer access. */
  private readonly consumed = new Set<ts.Node>();

  constructor(private readonly project: CodeProject) {
    this.flow = new FlowAnalysis(project);
    this.ownMembers = new OwnMembers(project.units);
  }

  /** Finds all uses; in the order of files and positions. */
  run(): readonly FoundUse[] {
    const nodes = this.flow.run(kindsOfUse);
    do {
      this.findings.length = 0;
      this.consumed.clear();
      for (const [{ fileName }, found] of nodes) for (const node of found) this.visitNode(node, fileName);
    } while (this.flow.settle());
    return this.findings;
  }

  private visitNode(node: ts.Node, file: string): void {
    if (isAccess(node)) this.visitAccess(node);
    else if (isIdentifier(node)) this.visitIdentifier(node);
    else if (isNewExpression(node)) this.visitNew(node);
    else if (isCallExpression(node)) {
      this.visitRequire(node, file);
      this.visitInit(node);
    } else if (isTypeReferenceNode(node)) this.visitType(node.typeName);
    else if (isTypeQueryNode(node)) this.visitType(node.exprName);
    else if (isVariableDeclaration(node)) this.visitPattern(node);
    else if (isImportDeclaration(node) || isExportDeclaration(node)) {
      if (node.moduleSpecifier) this.visitImportPath(node.moduleSpecifier, file);
    } else if (isImportEqualsDeclaration(node)) this.visitImportEquals(node, file);
  }

  private evaluate(node: ts.Expression): Evaluation {
    return this.flow.evaluator.evaluate(node);
  }

  private visitAccess(node: Access): void {
    const receiver = unwrap(node.expression);
    const name = getAccessName(node);
    const tail = getTailName(receiver);
    if (this.consumed.has(node)) {
      this.consume(receiver);
      return;
    }
    const isInstanceName = name !== undefined && instanceMemberNames.has(name);
    if (!isInstanceName && !(tail !== undefined && this.flow.names.has(tail))) {
      return this.visitHolder(node, name);
    }
    const owner = this.evaluate(receiver);
    if (owner === undefined && isInstanceName) return this.visitGuess(node, name, tail);
    if (typeof owner !== "object") return this.visitHolder(node, name);
    if (name === undefined) return this.visitComputed(node, owner);
    const member = getMember(owner.value, name);
    if (!member) return;
    this.consume(receiver);
    this.add(node, member, getUseContext(node, member.api, member.value !== undefined), owner.proven, node);
  }

  /** `Global.ErrCode`: a place that holds one of MGOBE's objects, read as a whole. */
  private visitHolder(node: Access, name: string | undefined): void {
    if (name === undefined || !this.flow.names.has(name) || getAssignment(node)) return;
    const result = this.evaluate(node);
    if (typeof result === "object") this.addObject(node, result);
  }

  private visitIdentifier(node: ts.Identifier): void {
    if (!this.flow.names.has(node.text) || this.consumed.has(node) || !isValueReference(node)) return;
    if (getAssignment(node)) return;
    const result = this.evaluate(node);
    if (typeof result === "object") this.addObject(node, result);
  }

  /** Rooms and groups are passed around freely: only the way MGOBE's own objects go is of interest. */
  private addObject(node: ts.Expression, { value, proven }: Known): void {
    if (getClass(value)) return;
    const { parent } = wrap(node);
    if (isNewExpression(parent) && parent.expression === wrap(node)) return;
    if (isVariableDeclaration(parent) && isObjectBindingPattern(parent.name)) return;
    const member: SdkMember = { owner: getOwner(value), name: "", api: getMember("MGOBE", value)?.api };
    this.add(node, member, getUseContext(node, undefined, true), proven);
  }

  private consume(receiver: ts.Expression): void {
    if (!isAccess(receiver) && !isIdentifier(receiver)) return;
    const value = this.flow.evaluator.getValue(receiver);
    if (value && !getClass(value)) this.consumed.add(receiver);
  }

  private visitComputed(node: Access, owner: Known): void {
    if (!getClass(owner.value)) return;
    const assignment = getAssignment(node);
    const member = { owner: getOwner(owner.value), name: "" };
    const context: UseContext = assignment ? { kind: "table-write", assignment } : { kind: "read" };
    this.add(node, member, context, owner.proven, node);
  }

  private visitGuess(node: Access, name: string, tail: string | undefined): void {
    if (tail === "this") return;
    const isLikeRoom = tail !== undefined && (roomName.test(tail) || this.flow.instanceNames.has(tail));
    if (!isLikeRoom && !this.ownMembers.isOnlyMgobes(name)) return;
    const member = getMember("room", name) ?? getMember("group", name);
    if (member) this.add(node, member, getUseContext(node, member.api, false), false, node);
  }

  /** `net.init(gameInfo, config, callback)`: the place where a game connects must not be missed for want of a type. */
  private visitInit(call: ts.CallExpression): void {
    const callee = unwrap(call.expression);
    if (call.arguments.length !== 3 || !isAccess(callee) || getAccessName(callee) !== "init") return;
    const member = getMember("Listener", "init");
    const receiver = unwrap(callee.expression);
    if (!member || this.evaluate(receiver) !== undefined) return;
    const isListener = /listener/i.test(getTailName(receiver) ?? "");
    if (isListener || this.isGameInfo(call.arguments[0]))
      this.add(callee, member, { kind: "call", call }, false, callee);
  }

  private isGameInfo(node: ts.Expression | undefined): boolean {
    if (!node) return false;
    if (/^_?game_?info$/i.test(getTailName(node) ?? "")) return true;
    const type = this.flow.evaluator.places.getType(node);
    return ["gameId", "openId"].some((name) => type.getProperty(name));
  }

  private visitNew(node: ts.NewExpression): void {
    const tail = getTailName(node.expression);
    if (!tail || !this.flow.names.has(tail)) return;
    const result = this.evaluate(node.expression);
    const value = typeof result === "object" ? getInstance(result.value) : undefined;
    if (typeof result !== "object" || !value) return;
    const member = { owner: result.value, name: "constructor" };
    this.add(node, member, { kind: "construct" }, result.proven);
    this.consume(unwrap(node.expression));
  }

  private visitRequire(node: ts.CallExpression, file: string): void {
    const path = getRequirePath(node);
    const [argument] = node.arguments;
    if (path !== undefined && argument) this.visitImportPath(argument, file);
  }

  private visitImportPath(path: ts.Expression, file: string): void {
    if (!isStringLiteralLike(path) || !this.project.resolver.isSdk(path.text, file)) return;
    this.add(path, { owner: "MGOBE", name: "" }, { kind: "import" }, true);
  }

  private visitImportEquals(node: ts.ImportEqualsDeclaration, file: string): void {
    const { moduleReference } = node;
    if (isExternalModuleReference(moduleReference))
      return this.visitImportPath(moduleReference.expression, file);
    const value = this.getEntityValue(moduleReference);
    if (value) this.add(moduleReference, { owner: getOwner(value), name: "" }, { kind: "alias" }, true);
  }

  private getEntityValue(name: ts.EntityName): SdkValue | undefined {
    if (isIdentifier(name)) {
      return this.flow.names.has(name.text) ? this.flow.evaluator.getValue(name) : undefined;
    }
    const owner = this.getEntityValue(name.left);
    return owner && getMember(owner, name.right.text)?.value;
  }

  private visitType(name: ts.EntityName): void {
    const parts = isIdentifier(name) ? [name] : getParts(name);
    const [first] = parts;
    if (!first || !this.flow.names.has(first.text)) return;
    let value = this.flow.evaluator.getValue(first);
    if (!value || getClass(value)) return;
    let member = "";
    for (const part of parts.slice(1)) {
      const next = getMember(value, part.text);
      if (next?.value) value = next.value;
      else {
        member = part.text;
        break;
      }
    }
    const owner = value.startsWith("enum:") ? "types" : getOwner(value);
    if (value.startsWith("enum:")) member ||= value.slice("enum:".length);
    this.add(name, { owner, name: member, api: getMember("MGOBE", owner)?.api }, { kind: "type" }, true);
  }

  /** `const { Room, Listener } = MGOBE`, `const { roomInfo } = room`. */
  private visitPattern(node: ts.VariableDeclaration): void {
    if (!isObjectBindingPattern(node.name) || !node.initializer) return;
    const tail = getTailName(node.initializer);
    if (!tail || !(this.flow.names.has(tail) || tail === "require")) return;
    const owner = this.evaluate(node.initializer);
    if (typeof owner !== "object") return;
    this.consume(unwrap(node.initializer));
    this.addPattern(node.name, owner);
  }

  private addPattern(pattern: ts.ObjectBindingPattern, owner: Known): void {
    for (const element of pattern.elements) {
      const name = getNameText(element.propertyName ?? element.name);
      const member = name === undefined ? undefined : getMember(owner.value, name);
      if (!member) continue;
      this.add(element, member, { kind: member.value ? "alias" : "read" }, owner.proven);
      if (member.value !== undefined && isObjectBindingPattern(element.name))
        this.addPattern(element.name, { ...owner, value: member.value });
    }
  }

  private add(node: ts.Node, member: SdkMember, context: UseContext, proven: boolean, access?: Access): void {
    const api = member.name === "constructor" ? `${member.owner}.constructor` : member.api?.id;
    this.findings.push({
      ...getNodePlace(node),
      certainty: proven ? "proven" : "guessed",
      owner: member.owner,
      member: member.name,
      ...(api === undefined ? {} : { api }),
      node,
      ...(access ? { access } : {}),
      ...context,
    });
  }
}

function getParts(name: ts.EntityName): ts.Identifier[] {
  return isIdentifier(name) ? [name] : [...getParts(name.left), name.right];
}
