import { ts } from "ts-morph";
import { roomEventNames } from "../../../src/contract";
import { getRoomNames, type Finding } from "../../finder";
import { type Evaluator } from "../../finder/evaluator";
import { FlowAnalysis } from "../../finder/flow-analysis";
import { type Access, getAccessName, getContainingFunction, isTypeScript, wrap } from "../../finder/syntax";
import { getIgnore } from "../../markers/marker";
import { type CodeProject } from "../../project/code-project";
import { listUnread } from "../../project/unread-files";
import { findProperty, resolveLiteral } from "../literals";
import { findTableKeys } from "../table-keys";
import { type RuleOptions } from "../rule";
import { isRead, listFrameFields } from "./frame-fields";
import { InRoom } from "./in-room";
import { getOwnStatement, readRoomMember, type SiteSink } from "./member-reader";
import { getSiteNode, type NativeOutcome, type NativeSite } from "./plan";
import { chooseNames, collectIdentifiers } from "./names";
import { isConnection } from "./connection";
import { Reach } from "./reach";
import { type NativeReason } from "../../targets/native-target";
import { type Reason } from "./reasons";
import { findRoomHolder, type RoomHolder } from "./room-holder";
import { walkRoomUses } from "./room-uses";

/** What needs no rewrite because the drop-in client goes on supplying it, and costs nothing. */
const kept = /^(ErrCode|ENUM|types|RandomUtil)(\.|$)/;
/** Members of the namespace that may be looked at as a whole. */
const harmless = /^(ErrCode|ENUM|types|RandomUtil|Player|Adapter|MGOBE|default|)$/;
/** Members that Colyseus has nothing for, whatever the receiver. */
const foreign =
  /^(Listener\.(remove|clear)|Room\.(matchPlayers|matchGroup|cancelPlayerMatch|onMatch|onCancelMatch))$/;
const queries: Readonly<Record<string, string>> = {
  "Room.getRoomList": "getRoomList",
  "Room.getRoomByRoomId": "getRoomByRoomId",
};
const roomEvents: ReadonlySet<string> = new Set(roomEventNames);
const schemed = /^(wss?|https?):\/\//i;

/** What the analysis of one game looks at. */
export interface NativeOptions extends RuleOptions {
  /** Paths of the game's files. */
  readonly files: ReadonlySet<string>;
  /** Rules whose `ignore` comments keep a site as it is, and with it the game. */
  readonly takenOver: readonly string[];
}

/**
 * Tells whether a whole game can be written for the target itself, without the drop-in client: all of its uses of the
 * connection and of the room, or none, as a room that is half the one and half the other cannot run.
 */
export function analyseNative(
  project: CodeProject,
  findings: readonly Finding[],
  options: NativeOptions,
): NativeOutcome {
  const [construct, ...moreRooms] = findings.filter(({ api }) => api === "Room.constructor");
  const [init, ...moreInits] = findings.filter(({ api }) => api === "Listener.init");
  const first = findings.find((each) => each.certainty === "proven" && isConnection(each));
  if (!construct || !init) {
    return { reasons: first ? [{ node: first.node, name: construct ? "noInit" : "noRoom" }] : [] };
  }
  const analysis = new NativeAnalysis(project, findings, options);
  for (const { node } of moreRooms) analysis.refuse(node, "manyRooms");
  for (const { node } of moreInits) analysis.refuse(node, "manyInits");
  return analysis.run(construct, init);
}

class NativeAnalysis implements SiteSink {
  private readonly sites: NativeSite[] = [];
  private readonly found: Reason[] = [];
  private readonly evaluator: Evaluator;
  /** Accesses that the walk over the room's mentions has dealt with. */
  private readonly dealtWith = new Set<ts.Node>();
  private readonly inRoom: InRoom;
  /** Mentions of the room that are no sites. */
  private readonly mentions: ts.Expression[] = [];

  constructor(
    private readonly project: CodeProject,
    private readonly findings: readonly Finding[],
    private readonly options: NativeOptions,
  ) {
    const flow = new FlowAnalysis(project);
    flow.run();
    this.evaluator = flow.evaluator;
    this.inRoom = new InRoom(project);
  }

  run(construct: Finding, init: Finding): NativeOutcome {
    const unread = listUnread(this.project, getRoomNames(this.findings));
    if (unread.length > 0) this.refuse(construct.node, "unread");
    const holder = this.readHolder(construct);
    if (holder) this.readRoom(holder);
    const hasSecret = this.readInit(init);
    for (const finding of this.findings) this.readFinding(finding, holder);
    this.checkFiles();
    this.checkRoomInfo();
    this.checkAnswers();
    this.checkNesting();
    this.checkIgnored();
    const reach = holder && this.checkReach(holder);
    const names = chooseNames(collectIdentifiers(this.project));
    if (!names) this.refuse(construct.node, "names");
    if (!holder || !reach || !names || this.found.length > 0) return { reasons: this.found };
    const match = this.sites.some(({ kind }) => kind === "match");
    const uses = { match, session: match || this.sites.some(({ kind }) => kind === "query") };
    const isInside = (node: ts.Node): boolean => this.inRoom.isInside(node);
    return { plan: { holder, sites: this.sites, uses, hasSecret, reach, names, isInside } };
  }

  add(site: NativeSite): void {
    this.sites.push(site);
  }

  refuse(node: ts.Node, name: NativeReason): void {
    this.found.push({ node, name });
  }

  setsEvents(access: Access): boolean {
    const keys = findTableKeys(this.project, access);
    return !!keys && [...keys.names].every((name) => roomEvents.has(name));
  }

  getKeys(object: ts.Expression): readonly string[] {
    return this.evaluator.places
      .getType(object)
      .getProperties()
      .map(({ name }) => name);
  }

  private readHolder(construct: Finding): RoomHolder | undefined {
    const node = construct.node as ts.NewExpression;
    if (construct.certainty === "guessed") this.refuse(node, "guess");
    if (node.arguments && node.arguments.length > 0) this.refuse(node, "roomArgument");
    const holder = findRoomHolder(this.project, this.evaluator.places, construct);
    if (!holder) this.refuse(node, "holder");
    return holder;
  }

  private readRoom(holder: RoomHolder): void {
    walkRoomUses(this.project, this.evaluator, holder, {
      visitMember: (access) => {
        this.dealtWith.add(access);
        readRoomMember(access, this);
      },
      visitArgument: (call, room) => this.readArgument(call, room),
      refuse: (node, reason) => this.refuse(node, reason),
    });
    for (const site of this.sites) {
      if (site.kind === "handler") {
        const name = getAccessName(site.access);
        const { right } = wrap(site.access).parent as ts.BinaryExpression;
        if (name !== undefined && name !== "onDismissRoom") this.inRoom.addHandler(right);
      } else if (site.kind === "listen" && !isEvent(site.event, "onDismissRoom")) {
        this.inRoom.addHandler(site.handler);
      } else if (site.kind === "send" && site.callback && !/^(leave|dismiss)Room$/.test(site.method)) {
        this.inRoom.addCallback(site.callback);
      } else if (site.kind === "enter" || site.kind === "match") {
        const callback = site.call.arguments[1];
        if (callback) this.inRoom.addCallback(callback);
      }
    }
  }

  /** `Listener.add(room)`, and the helper of an earlier run: `set(room, "onEvent", handler)`. */
  private readArgument(call: ts.CallExpression, room: ts.Expression): boolean {
    const finding = this.findings.find((each) => each.call === call && each.api === "Listener.add");
    if (finding) {
      this.mentions.push(room);
      return true;
    }
    const [receiver, event, handler] = call.arguments;
    const isSetter = ts.isIdentifier(call.expression) && /^setMessageHandler/.test(call.expression.text);
    if (!isSetter || receiver !== room || !event || !handler) return false;
    if (!ts.isExpressionStatement(call.parent)) return false;
    this.add({ kind: "listen", call, receiver, event, handler });
    return true;
  }

  /** @returns whether the login had a secret key, or may have one */
  private readInit({ node, call, certainty }: Finding): boolean {
    const [gameInfo, config] = call?.arguments ?? [];
    if (certainty === "guessed") this.refuse(node, "guess");
    if (!call || !gameInfo || !config || call.arguments.length > 3) {
      this.refuse(node, "init");
      return true;
    }
    this.add({ kind: "init", call });
    this.checkAddress(config);
    this.checkFrames(config);
    const info = resolveLiteral(this.project, gameInfo);
    const keys = info && ts.isObjectLiteralExpression(info) ? info.properties : undefined;
    const getKey = (name: string): ts.Node | undefined =>
      keys?.find((each) => each.name && ts.isIdentifier(each.name) && each.name.text === name);
    const signature = getKey("createSignature");
    if (signature) this.refuse(signature, "signature");
    return !keys || keys.some(ts.isSpreadAssignment) || getKey("secretKey") !== undefined;
  }

  private checkAddress(config: ts.Expression): void {
    const url = findProperty(this.project, config, "url");
    const address = url && (this.options.endpoint ?? url.text);
    if (address === undefined || !schemed.test(address)) this.refuse(url ?? config, "address");
  }

  private checkFrames(config: ts.Expression): void {
    const frames = this.findings.find(({ api }) => api === "Room.onRecvFrame");
    if (!frames && !this.sites.some((site) => site.kind === "listen" && isEvent(site.event, "onRecvFrame")))
      return;
    const literal = resolveLiteral(this.project, config);
    if (!literal || !ts.isObjectLiteralExpression(literal)) return this.refuse(config, "frames");
    for (const property of literal.properties) {
      if (ts.isSpreadAssignment(property)) return this.refuse(property, "frames");
      if (!/^["']?(isA|a)utoRequestFrame["']?$/.test(property.name.getText())) continue;
      const value = ts.isPropertyAssignment(property) ? property.initializer : property;
      if (value.kind !== ts.SyntaxKind.FalseKeyword) this.refuse(property, "frames");
    }
    for (const node of listFrameFields(this.getSources(), this.project, this.evaluator))
      this.refuse(node, "frameFields");
  }

  private readFinding(finding: Finding, holder: RoomHolder | undefined): void {
    const { api = "", owner, node, kind, certainty } = finding;
    if (kind === "type") return this.readType(finding, holder);
    if (/^(import|alias|table-entry)$/.test(kind) || kept.test(api) || kept.test(owner)) return;
    if (owner === "MGOBE" && harmless.test(finding.member)) return;
    if (/^(Room\.constructor|Listener\.init)$/.test(api) || this.dealtWith.has(node)) return;
    if (certainty === "guessed") return this.refuse(node, "guess");
    if (api === "Player.id" && kind === "read") return this.add({ kind: "player-id", node });
    if (api === "Listener.add") return this.readAdd(finding);
    if (owner === "DebuggerLog") return this.readDebuggerLog(finding);
    const method = queries[api];
    if (method && finding.call) return this.readQuery(finding.call, method);
    if (kind === "read" && finding.member === "" && /^(Player|Room|Listener|DebuggerLog)$/.test(owner)) {
      // `!!MGOBE.Player`: the object is there, as the drop-in client's enums are.
      return owner === "Player" ? undefined : this.refuse(node, "api");
    }
    // A room that does not come from the one place: a parameter, a variable of a function.
    if (owner === "Group") return this.refuse(node, "groups");
    const isRoom = owner === "Room" && !!finding.access && !foreign.test(api);
    if (isRoom && this.hasToldOfRoom(holder)) return;
    this.refuse(node, isRoom ? "alias" : "api");
  }

  private readType({ owner, member, node }: Finding, holder: RoomHolder | undefined): void {
    if (owner === "Group") return this.refuse(node, "groups");
    if (owner !== "Room" || this.hasToldOfRoom(holder)) return;
    const declaration = holder?.declaration;
    let each: ts.Node = node.parent;
    while (ts.isTypeNode(each) || ts.isAsExpression(each)) each = each.parent;
    const isHolder = member === "" && !!declaration && each === declaration;
    if (!isHolder || ts.isTypeQueryNode(node.parent)) return this.refuse(node, "alias");
    // Declared and made in one statement, the type goes with the rest of it.
    if (!holder.isVariable || holder.assignment) this.add({ kind: "type", node });
  }

  /** Whether there is no one place for the room: that is told where it is made, and not at each use again. */
  private hasToldOfRoom(holder: RoomHolder | undefined): boolean {
    return !holder || this.found.some(({ name }) => name === "manyRooms");
  }

  private readAdd({ call, node }: Finding): void {
    const statement = call && getOwnStatement(call);
    if (statement) this.add({ kind: "removed", statement });
    else if (call && ts.isArrowFunction(call.parent) && call.parent.body === call)
      this.add({ kind: "emptied", call });
    else this.refuse(node, "statement");
  }

  /** Settings of the log: a Colyseus client has none. */
  private readDebuggerLog({ assignment, node }: Finding): void {
    const statement = assignment && getOwnStatement(assignment);
    if (statement) this.add({ kind: "removed", statement });
    else this.refuse(node, "statement");
  }

  private readQuery(call: ts.CallExpression, method: string): void {
    if (call.arguments.length > 2 || call.arguments.some(ts.isSpreadElement))
      return this.refuse(call, "arguments");
    this.add({ kind: "query", call, method });
  }

  /** What is read of the room's state has to be read while there is one. */
  private checkRoomInfo(): void {
    for (const site of this.sites) {
      if (site.kind === "room-info" && !this.inRoom.isInside(site.access))
        this.refuse(site.access, "roomInfo");
    }
  }

  /** Code that waits for something which a Colyseus server does not say. */
  private checkAnswers(): void {
    const joins = this.sites.some((site) => site.kind === "enter" && site.roomId !== undefined);
    for (const source of this.getSources()) {
      const visit = (node: ts.Node): void => {
        const isCode =
          (ts.isNumericLiteral(node) && node.text === "20010") ||
          (ts.isIdentifier(node) && node.text === "EC_ROOM_PLAYER_ALREADY_IN_ROOM");
        if (isCode && joins) this.refuse(node, "alreadyInRoom");
        if (ts.isIdentifier(node) && node.text === "relayNetworkState" && isRead(node))
          this.refuse(node, "online");
        ts.forEachChild(node, visit);
      };
      if (!isGameServerFile(source.fileName)) visit(source);
    }
  }

  /** A statement that goes away must not hold anything else that changes. */
  private checkNesting(): void {
    for (const removed of this.sites) {
      if (removed.kind !== "removed") continue;
      const { statement } = removed;
      for (const site of this.sites) {
        const node = getSiteNode(site);
        const isNested = statement.getSourceFile() === node.getSourceFile() && statement.pos <= node.pos;
        if (site !== removed && isNested && node.end <= statement.end) this.refuse(node, "statement");
      }
    }
  }

  private getSources(): readonly ts.SourceFile[] {
    const own = this.project.units.filter(({ file }) => this.options.files.has(file.path));
    return own.map(({ source }) => source);
  }

  /** A room that another game uses, too, belongs to both. */
  private checkFiles(): void {
    for (const site of this.sites) {
      const node = getSiteNode(site);
      if (!this.options.files.has(node.getSourceFile().fileName)) this.refuse(node, "escape");
    }
  }

  private checkIgnored(): void {
    for (const site of this.sites) {
      const node = getSiteNode(site);
      if (this.options.takenOver.some((rule) => getIgnore(node, rule))) this.refuse(node, "ignored");
    }
  }

  /** Everything beside the room has to be reached wherever it is needed. */
  private checkReach(holder: RoomHolder): Reach {
    const reach = new Reach(this.project, holder);
    if (holder.assignment) reach.addMention(holder.assignment.left);
    for (const site of this.sites) {
      const room = getRoomOf(site);
      if (room) reach.addMention(room);
    }
    for (const room of this.mentions) reach.addMention(room);
    for (const site of this.sites) {
      const room = getRoomOf(site);
      const node = getSiteNode(site);
      if (/^(send|room-info|removed|emptied|type)$/.test(site.kind)) continue;
      const owner = room ? reach.getOwner(room) : reach.findOwner(node);
      if (owner === undefined) this.refuse(node, "reach");
    }
    this.checkModules(holder);
    this.checkOrder(holder);
    return reach;
  }

  private checkModules(holder: RoomHolder): void {
    const nodes = [holder.construct, ...this.sites.filter(({ kind }) => kind !== "removed").map(getSiteNode)];
    const seen = new Set<ts.SourceFile>();
    for (const node of nodes) {
      const source = node.getSourceFile();
      if (seen.has(source) || ts.isExternalModule(source) || !isTypeScript(source)) continue;
      seen.add(source);
      this.refuse(node, "module");
    }
  }

  /** At the top level of a file nothing may use the room's variables before they are declared. */
  private checkOrder(holder: RoomHolder): void {
    if (!holder.isVariable || !holder.declaration) return;
    const { declaration } = holder;
    const early = this.sites.find((site) => {
      const node = getSiteNode(site);
      const isSame = node.getSourceFile() === declaration.getSourceFile();
      if (/^(removed|emptied|type)$/.test(site.kind)) return false;
      return isSame && node.pos < declaration.pos && !getContainingFunction(node);
    });
    if (early) this.refuse(getSiteNode(early), "order");
  }
}

function isEvent(name: ts.Expression, event: string): boolean {
  return ts.isStringLiteralLike(name) && name.text === event;
}

/** The room that a site mentions. */
function getRoomOf(site: NativeSite): ts.Expression | undefined {
  if (site.kind === "listen") return site.receiver;
  return "access" in site ? site.access.expression : undefined;
}

/** A game server package often lies beside the client; it has the same fields, and keeps its meaning of them. */
function isGameServerFile(path: string): boolean {
  return /[\\/]mgobexs[\\/]/.test(path);
}
