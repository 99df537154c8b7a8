import { WireCodec } from "../../../adapters/wire/codec/envelope";
import { WireGateway } from "../../../adapters/wire/gateway/wire-gateway";
import { WireCommand } from "../../../adapters/wire/schema/wire-command";
import {
  type ClientEventName,
  ErrCode,
  type EventMessage,
  type MethodName,
  type MethodResponse,
  type ResponseEvent,
  type RoomInfo,
} from "../../../src/contract";
import { type ReceivedPush, WireClient } from "../../support/wire-client";
import { type MemorySocket, openInMemory } from "../../support/wire-memory";
import { toAnswerData, toEvent, toRequest } from "../../support/wire-methods";
import { type CompatDriver, type CompatGame, type CompatPlayer, type GameSetup } from "../driver";
import { Mailbox } from "../mailbox";
import { EngineGame } from "./engine-driver";

/** Simulated time that `next` waits for an event, and the steps in which it lets it pass, ms. */
const patience = 5000;
const step = 5;

const codec = new WireCodec();
const turnOfEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A client of MGOBE's wire protocol, which does what the original library does between its API and the wire. */
class WirePlayer implements CompatPlayer {
  private readonly mailbox = new Mailbox();
  private room: RoomInfo | undefined;

  constructor(
    private readonly client: WireClient,
    private readonly owner: WireGame,
  ) {
    client.onPush((push) => this.receive(push));
  }

  get id(): string {
    return this.client.playerId;
  }

  get timeline(): readonly string[] {
    return this.mailbox.timeline;
  }

  async call<M extends MethodName>(method: M, para?: unknown): Promise<MethodResponse<M>> {
    const answer = await this.perform(method, (para ?? {}) as object);
    return answer as MethodResponse<M>;
  }

  async next<E extends ClientEventName>(
    name: E,
    fits: (message: EventMessage<E>) => boolean = () => true,
  ): Promise<EventMessage<E>> {
    for (let waited = 0; waited < patience; waited += step) {
      for (let turn = 0; turn < 3; turn++) {
        const message = this.mailbox.take(name, fits);
        if (message) return message;
        await turnOfEventLoop();
      }
      this.owner.clock.advance(step);
    }
    throw this.mailbox.describeMiss(name);
  }

  received<E extends ClientEventName>(name: E): EventMessage<E>[] {
    return this.mailbox.all(name);
  }

  drop(): Promise<void> {
    for (const socket of [this.client.common, this.client.relay])
      (socket as MemorySocket | undefined)?.terminate();
    return Promise.resolve();
  }

  async comeBack(): Promise<void> {
    await this.client.init();
    await this.reachRoom();
  }

  private async perform(method: MethodName, para: object): Promise<ResponseEvent<unknown>> {
    const { cmd, fields, over } = toRequest(method, para, this.room, this.id);
    if (over === "relay" && !this.client.relay) return { code: ErrCode.EC_SDK_NO_ROOM, msg: "", seq: "" };
    const noted = this.client.request(cmd, fields, over, undefined, () => this.mailbox.noteAnswer());
    const { code, msg, seq, data } = await noted;
    if (code !== ErrCode.EC_OK) return { code, msg, seq };
    if (method === "dismissRoom" || method === "leaveRoom") this.room = undefined;
    await this.reachRoom();
    return { code, msg, seq, data: toAnswerData(method, data) };
  }

  /** Opens the relay socket once there is a room, or checks it for another one. */
  private async reachRoom(): Promise<void> {
    const { data } = await this.client.request(WireCommand.GET_ROOM_BY_ROOM_ID);
    const room = data.roomInfo as RoomInfo | null;
    if (room && (room.routeId !== this.room?.routeId || !this.client.relay)) {
      await this.client.checkLogin(room.routeId);
    }
    this.room = room ?? undefined;
  }

  private receive(push: ReceivedPush): void {
    const put = (name: ClientEventName, data: object): void => {
      this.mailbox.put(name, { data, seq: push.seq } as EventMessage<ClientEventName>);
    };
    const { roomInfo } = push.data;
    if (roomInfo && roomInfo.id === this.room?.id) this.room = roomInfo;
    const groupIds: string[] = push.data.groupIdList ?? [];
    for (const groupId of groupIds) void this.tellOfGroup(groupId, push, put);
    if (groupIds.length > 0 && !roomInfo) return;
    const { name, data } = toEvent(push, this.room?.id ?? "");
    put(name, data);
  }

  /** The push carries only the id of the group; the library asks for the rest. */
  private async tellOfGroup(
    groupId: string,
    push: ReceivedPush,
    put: (name: ClientEventName, data: object) => void,
  ): Promise<void> {
    const { data } = await this.client.request(WireCommand.GET_GROUP_BY_GROUP_ID, { groupId });
    const { changePlayerId, networkState } = push.data;
    put("onChangeGroupPlayerNetworkState", { groupInfo: data.groupInfo, changePlayerId, networkState });
  }
}

class WireGame extends EngineGame {
  private readonly gateway: WireGateway;

  constructor(setup: GameSetup) {
    super(setup);
    const log = (line: (typeof this.log)[number]): void => void this.log.push(line);
    // These clients send no heartbeats, so silence means nothing.
    const limits = {
      offlineSeconds: Infinity,
      idleSeconds: Infinity,
      messagesPerSecond: 1e6,
      messageBurst: 1e6,
    };
    this.gateway = new WireGateway({ game: this.game, clock: this.clock, log, codec, limits });
  }

  override async login(openId: string): Promise<CompatPlayer> {
    const client = new WireClient({ open: openInMemory(this.gateway), openId, gameId: "compat" });
    const answer = await client.init();
    if (answer.code !== ErrCode.EC_OK) throw new Error(`login: ${answer.code} ${answer.msg}`);
    return new WirePlayer(client, this);
  }

  override async stop(): Promise<void> {
    await super.stop();
    this.gateway.close();
  }
}

/** Clients of MGOBE's wire protocol before a gateway, without a network and with the clock in the driver's hand. */
export class WireDriver implements CompatDriver {
  readonly name = "wire";

  setUp(): Promise<void> {
    return Promise.resolve();
  }

  startGame(setup: GameSetup): Promise<CompatGame> {
    return new WireGame(setup).start();
  }

  tearDown(): Promise<void> {
    return Promise.resolve();
  }
}
