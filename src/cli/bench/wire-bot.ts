import { openOverNetwork, type SocketEnd } from "../../../adapters/wire/client/client-socket";
import {
  type SocketName,
  type WireAnswer,
  WireClient,
  type WireMessages,
  type WirePushMessage,
} from "../../../adapters/wire/client/wire-client";
import { WireCommand, WirePush } from "../../../adapters/wire/schema/wire-command";
import { ErrCode } from "../../contract";
import {
  type Bot,
  type BotListener,
  BotRefused,
  type BotRoom,
  type BotStep,
  type BotTarget,
  makeInput,
  waitForStep,
} from "./bot";

/** As the gateway asks of its clients; one that is silent for three times as long counts as offline. */
const heartbeatMs = 5000;

/** A client whose odd packets are told, not thrown. */
class BotClient extends WireClient {
  onUnreadable: (detail: string) => void = () => undefined;

  protected override onBadPacket(error: unknown): void {
    this.onUnreadable(error instanceof Error ? error.message : String(error));
  }
}

/** A player with the wire protocol of the original library. One that is cut off stays out, unlike the library's. */
export class WireBot implements Bot {
  private readonly client: BotClient;
  private heartbeat: NodeJS.Timeout | undefined;
  private isEnding = false;
  private isPlaying = false;
  private inputs = 0;
  private roomId = "";

  constructor(
    target: BotTarget,
    private readonly name: string,
    private readonly listener: BotListener,
    messages: WireMessages,
  ) {
    const { gameId, secretKey, endpoint } = target;
    const open = openOverNetwork(getOrigin(endpoint));
    const path = getWirePath(endpoint.pathname);
    this.client = new BotClient({ open, path, gameId, openId: name, secretKey, messages });
    this.client.onUnreadable = (detail) => this.listener.onTrouble({ kind: "unreadable", detail });
    this.client.onPush((push) => this.receive(push));
    this.client.onEnd((over, end) => this.handleEnd(over, end));
  }

  async login(): Promise<void> {
    await this.step("login", () => this.client.init());
    this.heartbeat = setInterval(() => this.beat(), heartbeatMs);
  }

  createRoom(maxPlayers: number): Promise<BotRoom> {
    const room = { roomName: "bench", roomType: "bench", maxPlayers, isPrivate: true };
    return this.comeIn("createRoom", WireCommand.CREATE_ROOM, { ...room, playerInfo: this.playerInfo });
  }

  joinRoom(roomId: string): Promise<BotRoom> {
    return this.comeIn("joinRoom", WireCommand.JOIN_ROOM, { roomId, playerInfo: this.playerInfo });
  }

  async startFrames(): Promise<void> {
    await this.step("startFrameSync", () => this.client.request(WireCommand.START_FRAME_SYNC));
  }

  sendFrame(onAnswer: (code: number, message: string) => void): void {
    if (!this.client.relay) return;
    const item = { data: JSON.stringify(makeInput(this.inputs++)), timestamp: Date.now() };
    const fields = { roomId: this.roomId, item };
    void this.client.request(WireCommand.SEND_FRAME, fields, "relay", undefined, ({ code, msg }) =>
      onAnswer(code, msg),
    );
  }

  async dismissRoom(): Promise<void> {
    this.isEnding = true;
    await this.step("enterRoom", () => this.client.request(WireCommand.DISMISS_ROOM)).catch(() => undefined);
  }

  close(): void {
    this.isEnding = true;
    clearInterval(this.heartbeat);
    this.client.close();
  }

  private get playerInfo(): object {
    return { name: this.name.slice(-32), customPlayerStatus: 0, customProfile: "" };
  }

  private async comeIn(step: BotStep, cmd: WireCommand, fields: object): Promise<BotRoom> {
    const { data } = await this.step(step, () => this.client.request(cmd, fields));
    const { id, routeId, frameRate } = data.roomInfo as { id: string; routeId: string; frameRate: number };
    await this.step("enterRoom", () => this.client.checkLogin(routeId));
    this.roomId = id;
    this.isPlaying = true;
    this.listener.onPresence(true);
    return { id, frameRate: Number(frameRate) };
  }

  private async step(step: BotStep, call: () => Promise<WireAnswer>): Promise<WireAnswer> {
    const refuse = (code: number, message: string): BotRefused =>
      new BotRefused({ kind: "wire", step, code, message });
    const work = call().catch((error: Error) => {
      throw refuse(ErrCode.EC_SDK_SOCKET_ERROR, error.message);
    });
    const answer = await waitForStep("wire", step, work);
    if (answer.code !== ErrCode.EC_OK) throw refuse(answer.code, answer.msg);
    return answer;
  }

  private beat(): void {
    const { client } = this;
    if (client.common) void client.request(WireCommand.HEART_BEAT, { conType: 0 });
    if (client.relay) void client.request(WireCommand.HEART_BEAT, { conType: 1 }, "relay");
  }

  /** Frames are not read: there are many, and only when they came is of interest. */
  private receive(push: WirePushMessage): void {
    const { type } = push;
    if (type === WirePush.RECV_FRAME) this.listener.onFrame();
    else if (type === WirePush.DISMISS_ROOM) this.leave("dismissed");
    else if (type === WirePush.STOP_FRAME_SYNC) this.report("stopped");
    else if (type === WirePush.REMOVE_PLAYER && push.data.removePlayerId === this.client.playerId)
      this.leave("removed");
  }

  private handleEnd(over: SocketName, end: SocketEnd | undefined): void {
    if (this.isEnding) return;
    const why = end && `${end.code}${end.reason === "" ? "" : ` ${end.reason}`}`;
    this.listener.onTrouble({ kind: "lost", detail: [over, why].filter(Boolean).join(", ") });
    if (this.isPlaying) this.listener.onPresence(false);
  }

  private leave(kind: "dismissed" | "removed"): void {
    this.report(kind);
    if (!this.isEnding) this.listener.onPresence(false);
  }

  private report(kind: "dismissed" | "removed" | "stopped"): void {
    if (!this.isEnding) this.listener.onTrouble({ kind, detail: "" });
  }
}

/** Scheme, host and port of a server, for WebSockets. */
export function getOrigin({ secure, hostname, port }: BotTarget["endpoint"]): string {
  return `${secure ? "wss" : "ws"}://${hostname}:${port}`;
}

/** Where the gateway is when the url has no path. */
export function getWirePath(pathname: string): string {
  return pathname === "" ? "/mgobe" : pathname;
}
