import { WireCommand } from "../../../adapters/wire/schema/wire-command";
import { encodeParameters } from "../../../src/client/calls/parameters";
import {
  type ClientEventName,
  ErrCode,
  type EventMessage,
  type MethodName,
  type MethodResponse,
  type ResponseEvent,
  type RoomInfo,
} from "../../../src/contract";
import { waitUntil } from "../../wait-until";
import { type ReceivedPush, WireClient } from "../../wire/wire-client";
import { toAnswerData, toEvent, toRequest } from "../../wire/wire-methods";
import { openOverNetwork, type OpenSocket } from "../../../adapters/wire/client/client-socket";
import { type CompatDriver, type CompatGame, type GameSetup } from "../driver";
import { MailPlayer } from "./mail-player";
import { GameServer, type GamesServer, type PlayerAccess, type ServerPlayer } from "./server-game";

/** Methods whose parameter the original library does not look at. */
const withoutPara: ReadonlySet<MethodName> = new Set<MethodName>([
  "leaveRoom",
  "dismissRoom",
  "getRoomDetail",
  "startFrameSync",
  "stopFrameSync",
  "getMyGroups",
]);

/**
 * What the original library answers without asking the server: 90009 for a type that protobuf cannot carry, 3 for teams
 * that cannot be equal (spec mgobe-client §2.4, §3.2).
 */
function getLocalRefusal(method: MethodName, fields: Record<string, any> | undefined): ErrCode | undefined {
  if (!fields) return ErrCode.EC_SDK_ENCODE_PARAM_FAIL;
  if (method !== "createTeamRoom") return undefined;
  const { teamNumber, maxPlayers } = fields;
  const isSplit = teamNumber >= 1 && maxPlayers >= teamNumber && maxPlayers % teamNumber === 0;
  return isSplit ? undefined : ErrCode.EC_PARAMS_INVALID;
}

/** A player who speaks the wire protocol as MGOBE.js 1.3.9 does, over two sockets. */
class WirePlayer extends MailPlayer implements ServerPlayer {
  private readonly client: WireClient;
  private room: RoomInfo | undefined;

  constructor(
    openId: string,
    private readonly access: PlayerAccess,
  ) {
    super();
    const { cable, wirePath, gameId } = access;
    // Each socket may come to another server.
    const open: OpenSocket = (path) => openOverNetwork(`ws://${cable.address}`)(path);
    this.client = new WireClient({ open, path: wirePath, openId, gameId, version: "1.3.9" });
    this.client.onPush((push) => this.receive(push));
  }

  async logIn(): Promise<this> {
    const { code, msg } = await this.client.init();
    if (code !== ErrCode.EC_OK) throw new Error(`login: ${code} ${msg}`);
    return this;
  }

  get id(): string {
    return this.client.playerId;
  }

  async call<M extends MethodName>(method: M, para?: unknown): Promise<MethodResponse<M>> {
    return (await this.perform(method, para)) as MethodResponse<M>;
  }

  async drop(): Promise<void> {
    this.access.cable.cut();
    await waitUntil(() => !this.client.common && !this.client.relay, "the sockets close");
  }

  async comeBack(): Promise<void> {
    this.access.cable.mend();
    await this.logIn();
    await this.reachRoom();
  }

  async roundTrip(): Promise<void> {
    const { common, relay } = this.client;
    if (common) await this.client.request(WireCommand.HEART_BEAT, { conType: 0 });
    if (relay) await this.client.request(WireCommand.HEART_BEAT, { conType: 1 }, "relay");
    if (this.client.errors.length > 0) throw this.client.errors[0];
  }

  close(): void {
    this.client.close();
  }

  private async perform(method: MethodName, para: unknown): Promise<ResponseEvent<unknown>> {
    const fields = encodeParameters(method, withoutPara.has(method) ? {} : para);
    const refusal = getLocalRefusal(method, fields);
    if (!fields || refusal !== undefined) return { code: refusal ?? 0, msg: "refused locally", seq: "" };
    const request = toRequest(method, fields, this.room, this.id);
    // Without a relay socket the original would not ask at all; here the gateway has to refuse it.
    const over = this.client.relay ? request.over : "common";
    const answer = await this.client.request(request.cmd, request.fields, over, undefined, () =>
      this.mailbox.noteAnswer(),
    );
    const { code, msg, seq } = answer;
    if (code !== ErrCode.EC_OK) return { code, msg, seq, data: answer.data };
    if (method === "dismissRoom" || method === "leaveRoom") this.forgetRoom();
    await this.reachRoom();
    return { code, msg, seq, data: toAnswerData(method, answer.data) };
  }

  /** Learns of the room, as the original does after events, and opens its relay socket. */
  private async reachRoom(): Promise<void> {
    const { data } = await this.client.request(WireCommand.GET_ROOM_BY_ROOM_ID);
    const room = data.roomInfo as RoomInfo | null;
    if (!room) return this.forgetRoom();
    if (room.routeId !== this.room?.routeId || !this.client.relay) await this.checkLogin(room.routeId);
    this.room = room;
  }

  private async checkLogin(routeId: string): Promise<void> {
    const { code, msg } = await this.client.checkLogin(routeId);
    if (code !== ErrCode.EC_OK) throw new Error(`check-login: ${code} ${msg}`);
  }

  private forgetRoom(): void {
    this.room = undefined;
    this.client.relay?.close();
    // What comes next opens a socket of its own, though this one has not ended yet.
    this.client.relay = undefined;
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

/** The gateway for unmodified `MGOBE.js` clients, over real sockets to a server with `registerMgobe`. */
export class WireDriver implements CompatDriver {
  readonly name = "wire";
  private server!: GamesServer;

  constructor(private readonly start: () => Promise<GamesServer> = () => GameServer.start()) {}

  async setUp(): Promise<void> {
    this.server = await this.start();
  }

  startGame(setup: GameSetup, caseName: string): Promise<CompatGame> {
    return this.server.add(setup, (openId, access) => new WirePlayer(openId, access).logIn(), caseName);
  }

  tearDown(): Promise<void> {
    return this.server.stop();
  }
}
