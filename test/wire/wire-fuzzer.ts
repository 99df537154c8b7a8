import { type Field, type Namespace, parse, Type } from "protobufjs";
import { encodePacket } from "../../adapters/wire/codec/packet";
import { mgobeProto } from "../../adapters/wire/schema/mgobe-proto";
import { WireCommand, WirePush } from "../../adapters/wire/schema/wire-command";
import { type WireClient } from "./wire-client";
import { makeWireWorld, type WireWorld } from "./wire-game";
import { type FuzzSequence, type FuzzStep, renewIds } from "./wire-fuzz-corpus";
import { makePair, type MemorySocket, openInMemory } from "./wire-memory";

const root = parse(mgobeProto, { keepCase: true }).root;
root.resolveAll();
const namespace = root.lookup("mgobe") as Namespace;
const commands = Object.values(WireCommand).filter(
  (value): value is WireCommand => typeof value === "number",
);
const requestTypes = namespace.nestedArray.filter(
  (type): type is Type => type instanceof Type && type.name.endsWith("Req"),
);
const versions = ["1.3.9", "1.3.0", "1.2.7", "1.0.3", "", "99.99", "x".repeat(200)];
/** Two players of any kind. */
const duel = {
  version: "V1.0",
  teams: [{ name: "all", maxPlayers: 2, minPlayers: 2, number: 1 }],
  playerAttributes: [],
  rules: [],
  timeout: 5,
};
const texts = [
  "match",
  "",
  "0",
  "{}",
  '{"a":[1,2,{"b":null}]}',
  "not json",
  "\u0000",
  "😀",
  "__proto__",
  "constructor",
  "t",
  "x".repeat(300),
];
const numbers = [
  0,
  1,
  2,
  3,
  4,
  7,
  15,
  100,
  255,
  2000,
  99999,
  2 ** 31 - 1,
  2 ** 32 - 1,
  2 ** 53,
  -1,
  -(2 ** 31),
  0.5,
];

/** What a run came across; the last three must stay at 0 whatever is sent. */
export interface FuzzResult {
  cases: number;
  /** Packets that the attackers got back. */
  received: number;
  /** Sockets that the gateway closed, and attackers opened again. */
  closed: number;
  /** Lines that gateway or game wrote about failures of their own. */
  failures: string[];
  /** Things that went wrong for players who had nothing to do with it. */
  harm: string[];
  /** What is still there after all have gone. */
  leftovers: string[];
}

/** What guides the choice of packets. */
export interface FuzzGuide {
  /** Sequences that got somewhere in earlier runs. */
  readonly corpus: FuzzSequence[];
  /** Whether anything has run since it was asked last that had never run before; nothing ever has when left out. */
  readonly foundNews?: () => boolean;
}

/** Steps of a sequence, and steps after which the guide is asked: more and more while there is nothing new. */
const sequenceLength = 16;
const longestBatch = 512;

interface Attacker {
  common: MemorySocket;
  relay: MemorySocket;
  token: string;
  playerId: string;
}

/**
 * Throws packets at a gateway that know what they imitate: random, cut, lengthened, of wrong tags, of real messages with
 * odd values, replayed, out of order, over the wrong socket. Two other players meanwhile play on and check that they
 * do not notice.
 */
export class WireFuzzer {
  private readonly world: WireWorld;
  private readonly attackers: Attacker[] = [];
  private readonly recent: Buffer[] = [];
  private readonly ids: string[] = [];
  private readonly result: FuzzResult = {
    cases: 0,
    received: 0,
    closed: 0,
    failures: [],
    harm: [],
    leftovers: [],
  };
  private players: WireClient[] = [];
  private room: any;
  private state: number;

  private readonly guide: FuzzGuide;
  private steps: FuzzStep[] = [];
  private batch = sequenceLength;

  constructor(seed: number, guide: FuzzGuide = { corpus: [] }) {
    this.guide = guide;
    this.state = (seed % 2147483646) + 1;
    this.world = makeWireWorld({
      settings: { frameRate: 60, limits: { rooms: 100 }, matchRules: { match: duel } },
      limits: { messagesPerSecond: 1e9, messageBurst: 1e9, connectsPerMinute: 1e9, socketsPerAddress: 1e9 },
    });
  }

  /** Runs a number of cases; may be called again to go on. */
  async run(cases: number): Promise<FuzzResult> {
    if (this.attackers.length === 0) await this.prepare();
    for (let i = 1; i <= cases; i++) {
      this.attack();
      this.result.cases += 1;
      if (this.steps.length >= this.batch) this.askGuide();
      if (i % 256 === 0) await new Promise((resolve) => setImmediate(resolve));
      if (i % 2048 === 0) await this.checkPlayers();
    }
    await this.checkPlayers();
    // Refusals and logins leave lines too; only errors are failures.
    const errors = this.world.log.splice(0).filter(({ level }) => level === "error");
    this.result.failures.push(...errors.map(({ message }) => message));
    return this.result;
  }

  /**
   * Sends sequences as they are, with the ids of this run.
   *
   * @param onDone called after each, to see what it did
   */
  async replay(
    corpus: readonly FuzzSequence[],
    onDone?: (sequence: FuzzSequence) => void,
  ): Promise<FuzzResult> {
    if (this.attackers.length === 0) await this.prepare();
    for (const sequence of corpus) {
      for (const step of sequence) this.repeatStep(step, 0);
      this.result.cases += sequence.length;
      await new Promise((resolve) => setImmediate(resolve));
      onDone?.(sequence);
    }
    return this.run(0);
  }

  /** Lets everyone go and counts what stays. */
  async finish(): Promise<FuzzResult> {
    for (const { common, relay } of this.attackers) for (const socket of [common, relay]) socket.terminate();
    for (const client of this.players) client.close();
    await new Promise((resolve) => setImmediate(resolve));
    this.world.clock.advance(1_000_000);
    const { gateway, game } = this.world;
    const rooms = game.rooms.list().map((room) => `room ${JSON.stringify(room.getInfo())}`);
    this.result.leftovers.push(...rooms);
    for (const [what, count] of Object.entries({ sockets: gateway.size, players: gateway.players })) {
      if (count > 0) this.result.leftovers.push(`${count} ${what}`);
    }
    return this.result;
  }

  private async prepare(): Promise<void> {
    const { world } = this;
    for (const name of ["bystander", "friend"]) this.players.push(await world.login(name));
    const [first, second] = this.players as [WireClient, WireClient];
    this.room = await first.enter(WireCommand.CREATE_ROOM, {
      maxPlayers: 2,
      isPrivate: true,
      playerInfo: {},
    });
    await second.enter(WireCommand.JOIN_ROOM, { roomId: this.room.id, playerInfo: {} });
    await first.request(WireCommand.CHANGE_ROOM, { isForbidJoin: true, changeRoomOptionList: [6] });
    await first.request(WireCommand.START_FRAME_SYNC);
    this.ids.push(this.room.id, this.room.routeId, first.playerId, second.playerId, first.token);
    for (let i = 0; i < 4; i++) {
      const { token, playerId } = await world.login(`attacker-${i}`);
      this.ids.push(token, playerId);
      const [common, relay] = [await this.open("/mgobe"), await this.open("/mgobe:5443")];
      this.attackers.push({ common, relay, token, playerId });
    }
  }

  private async open(path: string): Promise<MemorySocket> {
    const socket = await openInMemory(this.world.gateway, "192.0.2.66")(path);
    this.listen(socket);
    return socket;
  }

  private listen(socket: MemorySocket): void {
    socket.onMessage((bytes: Buffer) => {
      this.result.received += 1;
      if (this.chance(0.01)) this.learn(bytes);
    });
  }

  /** Ids in answers are worth trying on others. */
  private learn(bytes: Buffer): void {
    const text = bytes.toString("latin1").match(/[A-Za-z0-9_-]{8,40}/)?.[0];
    if (text) this.ids[12 + Math.floor(this.random() * 20)] = text;
  }

  /** What led to something new is worth varying. */
  private askGuide(): void {
    const { corpus, foundNews } = this.guide;
    const hasNews = foundNews?.() === true;
    if (hasNews) {
      for (let at = 0; at < this.steps.length; at += sequenceLength) {
        corpus.push(this.steps.slice(at, at + sequenceLength));
      }
    }
    this.batch = hasNews ? sequenceLength : Math.min(longestBatch, this.batch * 2);
    this.steps = [];
  }

  private attack(): void {
    const attacker = this.pick(this.attackers);
    const kind = this.random();
    if (this.guide.corpus.length > 0 && this.chance(0.02)) return this.repeat(this.pick(this.guide.corpus));
    if (kind < 0.08) this.send(attacker, this.randomBytes(200));
    else if (kind < 0.3 && this.recent.length > 0) this.send(attacker, this.mutate(this.pick(this.recent)));
    else if (kind < 0.38 && this.recent.length > 0) this.send(attacker, this.pick(this.recent));
    else if (kind < 0.385) this.send(attacker, Buffer.alloc(64 * 1024 + 1, 2));
    else if (kind < 0.39) this.sendText(attacker);
    else if (kind < 0.4) this.pick([attacker.common, attacker.relay]).terminate();
    else if (kind < 0.41) this.world.clock.advance(this.random() * 50);
    else this.sendRequest(attacker);
  }

  /** Sends a sequence again, with some of its steps changed, left out or doubled. */
  private repeat(sequence: FuzzSequence): void {
    for (const step of sequence) {
      if (this.chance(0.05)) continue;
      for (let times = this.chance(0.05) ? 2 : 1; times > 0; times--) this.repeatStep(step, 0.15);
    }
  }

  /** @param changes probability that the bytes are changed */
  private repeatStep({ attacker: index, isRelay, cmd, bytes }: FuzzStep, changes: number): void {
    const attacker = this.attackers[index % this.attackers.length] as Attacker;
    const renewed = this.chance(0.9)
      ? renewIds(bytes, this.ids, (ids) => (ids.length > 0 ? this.pick(ids) : undefined))
      : bytes;
    const changed = this.chance(changes) && renewed.length > 0 ? this.mutate(renewed) : renewed;
    if (cmd === undefined) this.send(attacker, changed, isRelay);
    else this.sendCommand(attacker, cmd, changed, isRelay);
  }

  private sendRequest(attacker: Attacker): void {
    const cmd = this.chance(0.03)
      ? this.number()
      : this.chance(0.1)
        ? WireCommand.LOGIN
        : this.pick(commands);
    const name = WireCommand[cmd]?.replace(/_V2$/, "").toLowerCase().replaceAll("_", "");
    const own = requestTypes.find((type) => type.name.toLowerCase() === `${name}req`);
    const type = own && !this.chance(0.02) ? own : this.pick(requestTypes);
    const body = this.chance(0.02) ? this.randomBytes(60) : this.encode(type);
    this.sendCommand(attacker, cmd, body);
  }

  private sendCommand(attacker: Attacker, cmd: number, body: Buffer, isRelay = this.chance(0.4)): void {
    const envelope = {
      version: this.pick(versions),
      seq: this.chance(0.05) ? this.text() : `s${Math.floor(this.random() * 1e6)}`,
      cmd: "comm_cmd",
      authKey: this.chance(0.05) ? this.text() : attacker.token,
      gameId: "obg-test",
      playerId: this.chance(0.05) ? this.text() : attacker.playerId,
      body: this.lookup("ClientSendServerReqWrap2").encode({ cmd, body }).finish(),
    };
    const packet = encodePacket("request", this.lookup("ClientSendServerReqWrap1").encode(envelope).finish());
    this.recent[Math.floor(this.random() * 256) % (this.recent.length + 1)] = packet;
    this.steps.push({ attacker: this.attackers.indexOf(attacker), isRelay, cmd, bytes: body });
    this.transmit(attacker, packet, isRelay);
  }

  private send(attacker: Attacker, bytes: Buffer, isRelay = this.chance(0.4)): void {
    // What is too large ends a connection at once; there is nothing to vary.
    if (bytes.length < 4096) this.steps.push({ attacker: this.attackers.indexOf(attacker), isRelay, bytes });
    this.transmit(attacker, bytes, isRelay);
  }

  private transmit(attacker: Attacker, bytes: Buffer, isRelay: boolean): void {
    const socket = isRelay ? attacker.relay : attacker.common;
    (socket.isOpen ? socket : this.reopen(attacker, socket)).send(bytes);
  }

  private sendText(attacker: Attacker): void {
    const socket = attacker.common.isOpen ? attacker.common : this.reopen(attacker, attacker.common);
    socket.send(this.text());
  }

  private reopen(attacker: Attacker, old: MemorySocket): MemorySocket {
    const side = old === attacker.relay ? "relay" : "common";
    this.result.closed += 1;
    const { socket, server } = makePair();
    this.world.gateway.accept(server, side === "relay" ? "/mgobe:5443" : "/mgobe", { address: "192.0.2.66" });
    this.listen(socket);
    attacker[side] = socket;
    return socket;
  }

  /** The bystanders play a little and must find everything as it should be. */
  private async checkPlayers(): Promise<void> {
    const [first, second] = this.players as [WireClient, WireClient];
    const mark = `mark-${this.result.cases}`;
    first.pushes.length = 0;
    second.pushes.length = 0;
    const item = { data: JSON.stringify({ mark }), timestamp: 1 };
    const fields = { roomId: this.room.id, recvPlayerList: [second.playerId], msg: mark };
    const codes = [
      (await first.request(WireCommand.SEND_FRAME, { item }, "relay")).code,
      (await first.request(WireCommand.SEND_TO_CLIENT, fields)).code,
      (await second.request(WireCommand.HEART_BEAT)).code,
      (await second.request(WireCommand.HEART_BEAT, { conType: 1 }, "relay")).code,
    ];
    this.world.clock.advance(100);
    const { data } = await second.request(WireCommand.GET_ROOM_BY_ROOM_ID);
    const framed = second.pushesOf(WirePush.RECV_FRAME).flatMap((push) => push.data.frame.items);
    const checks: [string, boolean][] = [
      ["answers", codes.every((code) => code === 0)],
      ["frame", framed.length === 1 && framed[0].data === item.data && framed[0].playerId === first.playerId],
      [
        "chat",
        second
          .pushesOf(WirePush.RECV_FROM_CLIENT)
          .map((push) => push.data.msg)
          .join() === mark,
      ],
      ["room", data.roomInfo?.playerList.length === 2 && data.roomInfo.isForbidJoin === true],
      ["no errors", first.errors.length + second.errors.length === 0],
    ];
    for (const [what, isRight] of checks) {
      if (!isRight) this.result.harm.push(`${what} after ${this.result.cases} cases (codes ${codes.join()})`);
    }
  }

  private lookup(name: string): Type {
    return namespace.lookupType(name);
  }

  private encode(type: Type, depth = 0): Buffer {
    return Buffer.from(type.encode(this.fields(type, depth)).finish());
  }

  private fields(type: Type, depth: number): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    for (const field of type.fieldsArray) {
      if (this.chance(0.25)) continue;
      fields[field.name] = field.repeated
        ? Array.from({ length: Math.floor(this.random() ** 3 * 12) }, () => this.value(field, depth))
        : this.value(field, depth);
    }
    return fields;
  }

  private value(field: Field, depth: number): unknown {
    if (field.resolvedType instanceof Type)
      return depth > 4 ? {} : this.fields(field.resolvedType, depth + 1);
    if (field.name === "matchCode" && this.chance(0.5)) return "match";
    if (field.type === "string") return this.text();
    if (field.type === "bool") return this.chance(0.5);
    if (field.type === "bytes") return this.randomBytes(20);
    // Small numbers get further than odd ones.
    return this.chance(0.5) ? 1 + Math.floor(this.random() * 8) : Math.abs(this.number());
  }

  private mutate(packet: Buffer): Buffer {
    const copy = Buffer.from(packet);
    const at = Math.floor(this.random() * copy.length);
    switch (Math.floor(this.random() * 7)) {
      case 0:
        return copy.subarray(0, at);
      case 1:
        return Buffer.concat([copy, this.randomBytes(30)]);
      case 2:
        return Buffer.concat([copy.subarray(0, at), this.randomBytes(8), copy.subarray(at)]);
      case 3:
        copy[0] = this.pick([0x02, 0x03, 0x28, 0x29]);
        return copy;
      case 4:
        return copy.length < 6 ? copy : withRightLength(copy, at, this.randomBytes(6));
      case 5:
        return copy.length < 6
          ? copy
          : withRightLength(copy, at, Buffer.alloc(1 + Math.floor(this.random() * 400), 0x0b));
      default:
        for (let i = 0; i < 3; i++)
          copy[Math.floor(this.random() * copy.length)] = Math.floor(this.random() * 256);
        return copy;
    }
  }

  private text(): string {
    const id = this.chance(0.5) ? this.pick(this.ids) : undefined;
    return id ?? this.pick(texts);
  }

  private number(): number {
    return this.pick(numbers);
  }

  private randomBytes(max: number): Buffer {
    const bytes = Buffer.alloc(Math.floor(this.random() * max));
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(this.random() * 256);
    return bytes;
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  private chance(probability: number): boolean {
    return this.random() < probability;
  }

  private random(): number {
    this.state = (this.state * 48271) % 2147483647;
    return (this.state - 1) / 2147483646;
  }
}

/** Puts bytes into a packet and corrects its length, so that they get past the packet to what is inside. */
function withRightLength(packet: Buffer, at: number, bytes: Buffer): Buffer {
  const place = Math.max(5, Math.min(at, packet.length - 1));
  const longer = Buffer.concat([packet.subarray(0, place), bytes, packet.subarray(place)]);
  longer.writeUInt32BE(longer.length, 1);
  return longer;
}
