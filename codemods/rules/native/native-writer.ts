import { ts } from "ts-morph";
import { type CodeStyle } from "../../edits/code-style";
import { type Finding } from "../../finder";
import { isAccess, unwrap, wrap } from "../../finder/syntax";
import { type NativeHelper, type NativeNames, type NativeTarget } from "../../targets/native-target";
import { type RuleContext } from "../rule";
import { HolderWriter } from "./holder-writer";
import { NativeModules } from "./native-modules";
import { getUseNode, type NativePlan, type NativeSite } from "./plan";
import { removeStatement } from "./remove-statement";

type SiteOf<K extends NativeSite["kind"]> = Extract<NativeSite, { readonly kind: K }>;

/** Writes a plan into the code. */
export class NativeWriter {
  private readonly modules: NativeModules;
  private readonly names: NativeNames;
  /** The finding that is written at the moment. */
  private current: Finding;

  /** @param room the making of the room: what is added beside the sites serves it */
  constructor(
    private readonly context: RuleContext,
    private readonly target: NativeTarget,
    private readonly plan: NativePlan,
    private readonly room: Finding,
  ) {
    this.current = room;
    this.names = plan.names;
    this.modules = new NativeModules(context, target, plan.names, plan, room);
  }

  /** Edits all of the plan: each site, the holder, then what files need besides. */
  write(): void {
    for (const site of this.plan.sites) {
      this.current = this.context.findUse(getUseNode(site)) ?? this.room;
      this.writeSite(site);
    }
    new HolderWriter(this.context, this.target, this.names, this.plan, this.modules, this.room).write();
    this.modules.write();
  }

  private writeSite(site: NativeSite): void {
    switch (site.kind) {
      case "handler":
        return this.replace(site.access.expression, this.place(this.names.handlers, site.access.expression));
      case "listen":
        return this.writeListen(site);
      case "send":
        return this.writeSend(site);
      case "enter":
        return this.writeEnter(site);
      case "match":
        return this.writeMatch(site);
      case "removed":
        return removeStatement(this.context, this.current, site.statement);
      case "emptied":
        return this.replace(site.call, "{}");
      case "room-info":
        return this.writeRoomInfo(site);
      case "player-id":
        return this.replace(site.node, this.target.playerId(this.login(site.node)));
      case "query":
        return this.writeQuery(site);
      case "init":
        return this.writeInit(site);
      case "type":
        return this.replace(site.node, this.modules.getClasses(site.node).room);
    }
  }

  private replace(node: ts.Node, text: string): void {
    this.context.edit(this.current, node.getSourceFile().fileName, node.getStart(), node.end, text);
  }

  private edit(node: ts.Node, start: number, end: number, text: string): void {
    this.context.edit(this.current, node.getSourceFile().fileName, start, end, text);
  }

  private getStyle(node: ts.Node): CodeStyle {
    return this.context.getStyle(node.getSourceFile().fileName);
  }

  private use(helper: NativeHelper, node: ts.Node): string {
    this.modules.use(helper, node);
    return this.names[helper];
  }

  /** Something that is kept beside a mentioned room. */
  private place(name: string, room: ts.Expression): string {
    const owner = this.plan.reach.getOwner(room);
    return owner ? `${owner}.${name}` : name;
  }

  private findPlace(name: string, node: ts.Node): string {
    const owner = this.plan.reach.findOwner(node);
    return owner ? `${owner}.${name}` : name;
  }

  private login(node: ts.Node): string {
    const login = this.findPlace(this.names.login, node);
    // Nothing declares the property, so there is none before the login.
    return this.plan.holder.declaration ? login : `${login}?`;
  }

  private writeListen({ call, receiver, event, handler }: SiteOf<"listen">): void {
    const place = this.place(this.names.handlers, receiver);
    const name = ts.isStringLiteralLike(event) ? `.${event.text}` : `[${event.getText()}]`;
    this.edit(call, call.getStart(), handler.getStart(), `${place}${name} = `);
    this.edit(call, handler.end, call.end, "");
  }

  private writeSend(site: SiteOf<"send">): void {
    const { access, call, method, para, callback } = site;
    const room = unwrap(access.expression).getText();
    if (callback) return this.writeRequest(site, room);
    const isInside = this.plan.isInside(call);
    const receiver = isInside && !hasQuestion(access) ? access.expression.getText() : `${room}?`;
    if (method === "leaveRoom" && (!para || isEmptyLiteral(para)))
      return this.replace(call, this.target.leaveRoom(receiver));
    const shape = this.context.target.sendCall(method, this.getStyle(call));
    const before = `${receiver}.${shape.member}(${shape.leading}`;
    this.writeArguments(site, before);
  }

  private writeRequest(site: SiteOf<"send">, room: string): void {
    const { leading } = this.context.target.sendCall(site.method, this.getStyle(site.call));
    this.writeArguments(site, `${this.use("sendRequest", site.call)}(${room}, ${leading}`);
  }

  /** Puts new text before the parameters, which stay as they are; `{}` where there were none. */
  private writeArguments({ call, para, callback }: SiteOf<"send">, before: string): void {
    const first = para ?? callback;
    const { text } = call.getSourceFile();
    if (!first) return this.edit(call, call.getStart(), call.end, `${before}, {})`);
    const empty = para ? "" : " {},";
    const gap = text.slice(call.arguments.pos, first.getStart());
    const isSent = call.arguments.indexOf(first) > 0 || /^\s/.test(gap) ? "" : " ";
    const from = call.arguments.indexOf(first) > 0 ? (call.arguments[0]?.end ?? 0) + 1 : call.arguments.pos;
    this.edit(call, call.getStart(), from, `${before},${empty}${isSent}`);
  }

  private writeEnter({ access, call, para, roomId }: SiteOf<"enter">): void {
    const style = this.getStyle(call);
    const client = this.place(this.names.client, access.expression);
    const owner = this.plan.reach.getOwner(access.expression);
    const around =
      roomId === undefined
        ? this.target.createRoom(client, style)
        : this.target.joinRoom(client, roomId, style);
    const holder = owner ? `${owner}, ` : "";
    const gap = call.getSourceFile().text.slice(call.arguments.pos, para.getStart());
    // Where the parameters have a line of their own, so has what is put before them.
    const isBroken = /^[ \t]*\r?\n[ \t]*$/.test(gap) && holder !== "";
    const before = `${isBroken ? "" : holder}${around.before}`;
    const first = isBroken ? `${gap}${owner},` : "";
    this.edit(call, call.getStart(), call.arguments.pos, `${this.use("enterRoom", call)}(${first}`);
    const identity = this.target.identity(this.place(this.names.login, access.expression));
    const literal = unwrap(para);
    if (!ts.isObjectLiteralExpression(literal)) {
      this.edit(call, para.getStart(), para.getStart(), `${before}{ ...`);
      this.edit(call, para.end, para.end, `, ${identity} }${around.after}`);
      return;
    }
    this.edit(call, para.getStart(), para.getStart(), before);
    this.writeIdentity(literal, identity);
    this.edit(call, para.end, para.end, around.after);
  }

  private writeMatch({ access, call }: SiteOf<"match">): void {
    const owner = this.plan.reach.getOwner(access.expression);
    const holder = owner ? `${owner}, ` : "";
    this.edit(call, call.getStart(), call.arguments.pos, `${this.use("quickMatch", call)}(${holder}`);
  }

  /** Adds who the player is as the first property. */
  private writeIdentity(literal: ts.ObjectLiteralExpression, identity: string): void {
    const [first] = literal.properties;
    if (!first) return this.replace(literal, `{ ${identity} }`);
    const open = literal.getStart() + 1;
    const gap = literal.getSourceFile().text.slice(open, first.getStart());
    const space = /^\s*/.exec(gap)?.[0] ?? "";
    this.edit(literal, open, open, space === "" ? `${identity}, ` : `${space}${identity},`);
  }

  private writeRoomInfo({ access }: SiteOf<"room-info">): void {
    const outer = wrap(access);
    const { parent } = outer;
    const room = access.expression.getText();
    const isField = isAccess(parent) && parent.expression === outer && ts.isPropertyAccessExpression(parent);
    if (!isField) return this.replace(access, this.target.roomInfo(room, undefined, undefined));
    const next = wrap(parent).parent;
    const member =
      ts.isPropertyAccessExpression(next) && next.expression === wrap(parent) ? next.name.text : undefined;
    this.replace(parent, this.target.roomInfo(room, parent.name.text, member));
  }

  private writeQuery({ call, method }: SiteOf<"query">): void {
    const { leading } = this.context.target.sendCall(method, this.getStyle(call));
    const session = this.findPlace(this.names.session, call);
    const before = `${this.use("sendRequest", call)}(${session}, ${leading}`;
    const [first] = call.arguments;
    if (!first) return this.edit(call, call.getStart(), call.end, `${before}, {})`);
    this.edit(call, call.getStart(), first.getStart(), `${before}, `);
  }

  private writeInit({ call }: SiteOf<"init">): void {
    const owner = this.plan.reach.findOwner(call);
    const holder = owner ? `${owner}, ` : "";
    this.edit(call, call.getStart(), call.arguments.pos, `${this.use("logIn", call)}(${holder}`);
  }
}

function hasQuestion(access: { readonly questionDotToken?: ts.Node }): boolean {
  return access.questionDotToken !== undefined;
}

function isEmptyLiteral(para: ts.Expression): boolean {
  const literal = unwrap(para);
  return ts.isObjectLiteralExpression(literal) && literal.properties.length === 0;
}
