import {
  type Channel,
  type ChannelListener,
  closeMgobe,
  type Connection,
  type ConnectionError,
  createMgobeOver,
  type LoginRequest,
  type LoginResult,
  type Mgobe,
} from "../../client";
import { ErrCode, type ResponseEvent, type RoomInfo } from "../../contract";
import { chooseConnection } from "../choose-connection";
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

type Room = InstanceType<Mgobe["Room"]>;
type Answer = ResponseEvent<unknown>;
type Call = (done: (event: Answer) => void) => void;

/** Who hears what becomes of the connections below a library that keeps such things to itself. */
interface Watcher {
  onRoomOpen(): void;
  onRoomFailure(error: ConnectionError): void;
  onLoss(what: "session" | "room", end: string): void;
}

/** The library's own way to the server, seen by somebody. */
class WatchedConnection implements Connection {
  constructor(
    private readonly inner: Connection,
    private readonly watcher: Watcher,
  ) {}

  openSession(
    login: LoginRequest,
    listener: ChannelListener,
  ): Promise<{ readonly channel: Channel; readonly login: LoginResult }> {
    return this.inner.openSession(login, this.watch("session", listener));
  }

  async openRoom(roomId: string, token: string, listener: ChannelListener): Promise<Channel> {
    try {
      const channel = await this.inner.openRoom(roomId, token, this.watch("room", listener));
      // Requests that follow at once have to find the library's line open.
      setTimeout(() => this.watcher.onRoomOpen(), 0);
      return channel;
    } catch (error) {
      this.watcher.onRoomFailure(error as ConnectionError);
      throw error;
    }
  }

  private watch(what: "session" | "room", listener: ChannelListener): ChannelListener {
    return {
      onEvent: (name, message) => listener.onEvent(name, message),
      onClose: (end) => {
        this.watcher.onLoss(what, end);
        listener.onClose(end);
      },
    };
  }
}

/** A player with the drop-in client library. */
export class DropInBot implements Bot, Watcher {
  private readonly mgobe: Mgobe;
  private readonly room: Room;
  private isPlaying = false;
  private isEnding = false;
  private inputs = 0;
  private enter: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined;

  constructor(
    private readonly target: BotTarget,
    private readonly name: string,
    private readonly listener: BotListener,
  ) {
    const connect = chooseConnection(target.endpoint, target.backend);
    this.mgobe = createMgobeOver({ connect: () => new WatchedConnection(connect(), this) });
    this.room = new this.mgobe.Room();
  }

  async login(): Promise<void> {
    const { gameId, secretKey } = this.target;
    const who = { gameId, openId: this.name, ...(secretKey !== undefined && { secretKey }) };
    // The address is the connection's own; a url without one would be none.
    const config = { url: this.target.endpoint.hostname };
    await this.step("login", (done) => this.mgobe.Listener.init(who, config, done));
    this.mgobe.Listener.add(this.room);
    this.listenToRoom();
  }

  createRoom(maxPlayers: number): Promise<BotRoom> {
    const para = {
      roomName: "bench",
      roomType: "bench",
      maxPlayers,
      isPrivate: true,
      customProperties: "",
      playerInfo: this.playerInfo,
    };
    return this.comeIn("createRoom", (done) => this.room.createRoom(para, done));
  }

  joinRoom(id: string): Promise<BotRoom> {
    this.room.initRoom({ id } as RoomInfo);
    return this.comeIn("joinRoom", (done) => this.room.joinRoom({ playerInfo: this.playerInfo }, done));
  }

  async startFrames(): Promise<void> {
    await this.step("startFrameSync", (done) => this.room.startFrameSync({}, done));
  }

  sendFrame(onAnswer: (code: number, message: string) => void): void {
    const data = makeInput(this.inputs++);
    this.room.sendFrame({ data }, ({ code, msg }) => onAnswer(code, msg));
  }

  async dismissRoom(): Promise<void> {
    this.isEnding = true;
    await waitForStep(
      "drop-in",
      "enterRoom",
      new Promise<void>((resolve) => this.room.dismissRoom({}, () => resolve())),
    ).catch(() => undefined);
  }

  close(): void {
    this.isEnding = true;
    closeMgobe(this.mgobe);
  }

  onRoomOpen(): void {
    this.enter?.resolve();
    this.setPresence(true);
  }

  onRoomFailure(error: ConnectionError): void {
    this.enter?.reject(this.refused("enterRoom", error.code, error.message));
  }

  onLoss(what: "session" | "room", end: string): void {
    if (this.isEnding) return;
    this.listener.onTrouble({ kind: "lost", detail: `${what}, ${end}` });
    if (what === "room") this.setPresence(false);
  }

  private get playerInfo() {
    return { name: this.name.slice(-32), customPlayerStatus: 0, customProfile: "" };
  }

  /** In a room one is when the room's own connection is open, too. */
  private async comeIn(step: BotStep, call: Call): Promise<BotRoom> {
    const entered = new Promise<void>((resolve, reject) => (this.enter = { resolve, reject }));
    entered.catch(() => undefined);
    await this.step(step, call);
    await waitForStep("drop-in", "enterRoom", entered);
    this.isPlaying = true;
    const { id, frameRate } = this.room.roomInfo;
    return { id, frameRate };
  }

  private async step(step: BotStep, call: Call): Promise<void> {
    const { code, msg } = await waitForStep("drop-in", step, new Promise<Answer>(call));
    if (code !== ErrCode.EC_OK) throw this.refused(step, code, msg);
  }

  private refused(step: BotStep, code: number, message: string): BotRefused {
    return new BotRefused({ kind: "drop-in", step, code, message });
  }

  private listenToRoom(): void {
    const { room, listener } = this;
    room.onRecvFrame = () => listener.onFrame();
    room.onDismissRoom = () => this.leave("dismissed");
    room.onStopFrameSync = () => this.report("stopped");
    room.onRemovePlayer = ({ data }) => {
      if (data.removePlayerId === this.mgobe.Player.id) this.leave("removed");
    };
  }

  private leave(kind: "dismissed" | "removed"): void {
    this.report(kind);
    this.setPresence(false);
  }

  private report(kind: "dismissed" | "removed" | "stopped"): void {
    if (!this.isEnding) this.listener.onTrouble({ kind, detail: "" });
  }

  private setPresence(isPresent: boolean): void {
    if (!this.isEnding && (isPresent || this.isPlaying)) this.listener.onPresence(isPresent);
  }
}
