import { ErrCode, type ResponseEvent } from "../../../src/contract";
import { type GameApi } from "../../../src/engine/game/game-api";
import { type Reply } from "../../../src/engine/game/game-options";
import { getCallCost } from "../../../src/engine/limits/call-cost";
import { getMessageCost } from "../../../src/engine/limits/token-bucket";
import { refuse } from "../../../src/engine/room/answer";
import { type WireCodec, type WireRequest } from "../codec/envelope";
import { getCommand } from "../commands";
import { type CommandEntry, type WireCall } from "../commands/command";
import { WireCommand } from "../schema/wire-command";
import { isFrameSoon } from "./frame-wait";
import { type Logins } from "./logins";
import { type PlayerLink } from "./player-link";
import { finish as finishRequest, finishLater, type Remembered } from "./request-memory";
import { type RouteCheck } from "./route-check";
import { type WireConnection } from "./wire-connection";
import { type WireLimits } from "./wire-limits";

/** What carrying out requests needs of the gateway. */
export interface RequestsOptions {
  readonly game: GameApi;
  readonly codec: WireCodec;
  readonly limits: WireLimits;
  readonly logins: Logins;
  readonly routes: RouteCheck;
  /** Told of a connection that is cut off because it floods. */
  readonly onCutOff: (connection: WireConnection) => void;
  /** Whether the address of a connection may log in once more. */
  readonly mayLogin: (connection: WireConnection) => boolean;
  /** Told of what went wrong in here. */
  readonly onError: (what: string, error: unknown) => void;
}

/** A request that is carried out. */
interface Work {
  readonly connection: WireConnection;
  readonly request: WireRequest;
  readonly link: PlayerLink;
  readonly command: CommandEntry;
  /** Its place in the memory of requests, unless it may be carried out twice. */
  readonly remembered: Remembered | undefined;
}

/** Longest request id; clients use 16 to 36 characters. */
const maxSeqLength = 64;

const isRelayCommand = (cmd: number): boolean =>
  cmd === WireCommand.SEND_FRAME || cmd === WireCommand.REQUEST_FRAME || cmd === WireCommand.SEND_TO_GAME_SVR;

/**
 * Carries out the requests of clients: each becomes one call of the game, and the game's answer one packet. It adds no
 * rule of the game, only what belongs to the connection: who is asking, how often, and whether for the second time.
 */
export class Requests {
  /** The answer to an input that was taken. One function for all: a closure of each would keep what it closes over. */
  private readonly encodeAccepted = (seq: string): Uint8Array =>
    this.options.codec.encodeResponse(seq, ErrCode.EC_OK, "");

  constructor(private readonly options: RequestsOptions) {}

  /** Handles one message of a socket. */
  handle(connection: WireConnection, message: Uint8Array | string): void {
    const pace = connection.rate.take(getMessageCost(message.length));
    if (pace === "flooding") {
      this.options.onCutOff(connection);
      connection.cutOff("too many messages");
      return;
    }
    const request = this.read(connection, message);
    if (!request) return;
    if (request.cmd === WireCommand.HEART_BEAT) {
      this.answerHeartbeat(connection, request);
    } else if (pace === "over") {
      this.refuse(connection, request, ErrCode.EC_SERVER_BUSY, "too many messages");
    } else {
      this.dispatch(connection, request);
    }
  }

  private read(connection: WireConnection, message: Uint8Array | string): WireRequest | undefined {
    if (typeof message === "string") {
      connection.close(1003, "binary messages only");
      return undefined;
    }
    if (message.length > this.options.limits.packetBytes) {
      connection.close(1009, "packet too large");
      return undefined;
    }
    const request = connection.reader.read(message);
    if (request && request.seq !== "" && request.seq.length <= maxSeqLength) return request;
    this.countBad(connection);
    return undefined;
  }

  /** A packet that is none, or a command that no client sends. */
  private countBad(connection: WireConnection): void {
    connection.badPackets += 1;
    if (connection.badPackets >= this.options.limits.badPackets) connection.cutOff("not an MGOBE client");
  }

  private dispatch(connection: WireConnection, request: WireRequest): void {
    switch (request.cmd) {
      case WireCommand.LOGIN:
        if (this.options.mayLogin(connection)) return this.options.logins.login(connection, request);
        return this.refuse(connection, request, ErrCode.EC_SERVER_BUSY, "too many logins");
      case WireCommand.LOGOUT:
        return connection.send(this.options.codec.encodeResponse(request.seq, ErrCode.EC_OK, ""));
      case WireCommand.CHECK_LOGIN:
        return this.options.logins.checkLogin(connection, request);
    }
    const link = this.authenticate(connection, request);
    if (!link) return;
    link.resume(connection);
    if (!link.hasSession && !isRelayCommand(request.cmd)) {
      // Only the relay socket is there. A player without a session would count as online in a room it makes, forever.
      return this.refuse(connection, request, ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE);
    }
    const command = getCommand(request.cmd);
    if (!command) {
      this.refuse(connection, request, ErrCode.EC_CMD_INVALID);
      return this.countBad(connection);
    }
    const remembered = command.changesState ? link.requests.begin(request.seq, connection) : undefined;
    if (command.changesState && !remembered) return;
    this.run({ connection, request, link, command, remembered });
  }

  /** Heartbeats get a 0 whatever they say, as anything else starts a new login (spec mgobe-wire §1.4). */
  private answerHeartbeat(connection: WireConnection, request: WireRequest): void {
    connection.send(this.options.codec.encodeResponse(request.seq, ErrCode.EC_OK, ""));
    const link = connection.player;
    if (connection.isReplaced || !link) return;
    link.resume(connection);
    // Who was silent for long may have been taken for gone, and the room with it.
    this.options.routes.check(link);
  }

  /** The player who asks; undefined when the request was refused (spec mgobe-wire §3.3). */
  private authenticate(connection: WireConnection, request: WireRequest): PlayerLink | undefined {
    const playerId = this.findPlayer(connection, request.authKey);
    const isWhoItSays = request.playerId === "" || request.playerId === playerId;
    const link = connection.player;
    if (playerId === undefined || !isWhoItSays || (link && link.playerId !== playerId)) {
      this.refuse(connection, request, ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE);
    } else if (!link) {
      const isUnchecked = connection.isRelayAddress && isRelayCommand(request.cmd);
      this.refuse(
        connection,
        request,
        isUnchecked ? ErrCode.EC_ACCESS_GET_RELAY_CONNECT_ERR : ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE,
      );
    } else if (connection.isReplaced) {
      this.refuse(connection, request, ErrCode.EC_ACCESS_PLAYER_DUPLICATE_LOGIN);
    } else {
      return link;
    }
    return undefined;
  }

  private findPlayer(connection: WireConnection, token: string): string | undefined {
    if (connection.verifiedToken?.token === token) return connection.verifiedToken.playerId;
    const playerId = this.options.game.getPlayerByToken(token);
    if (playerId !== undefined) connection.verifiedToken = { token, playerId };
    return playerId;
  }

  private get areFramesSoon(): boolean {
    return isFrameSoon(this.options.game.settings.frameRate);
  }

  private run(work: Work): void {
    const { connection, request, link, command } = work;
    const body =
      command.readBody?.(request.body) ??
      this.options.codec.decodeBody<object>(command.requestName, request.body);
    if (!body) return this.finish(work, {}, refuse(ErrCode.EC_REQ_BAD_PKG));
    const call = command.toCall(body, request.version);
    const cost = getCallCost(call.method, this.options.limits.messagesPerSecond);
    if (cost > 0 && connection.rate.take(cost) !== "within")
      return this.finish(work, body, refuse(ErrCode.EC_SERVER_BUSY));
    if (call.roomId && !link.isIn(call.roomId)) {
      return this.finish(work, body, refuse(getStrangerCode(request.cmd), "", "not in this room"));
    }
    if (call.method === "sendFrame") this.sendFrame(work, body, call);
    else this.callGame(work, body, call);
  }

  /** Inputs come a hundred times as often as all else: where the room is here, nothing is made that only a wait would need. */
  private sendFrame(work: Work, body: object, call: WireCall): void {
    const answer = this.options.game.sendFrameHere(work.link.playerId, call.para, work.request.seq);
    if (answer) this.finish(work, body, answer);
    else this.callGame(work, body, call);
  }

  private callGame(work: Work, body: object, call: WireCall): void {
    const { link, request } = work;
    const isParting = call.method === "leaveRoom" || call.method === "dismissRoom";
    const roomBefore = isParting ? this.options.game.getRoomIdOfPlayer(link.playerId) : undefined;
    this.call(link, call, request.seq, (answer) => {
      if (roomBefore !== undefined && answer.code === ErrCode.EC_OK) link.partings.asked(roomBefore);
      this.finish(work, body, answer);
    });
  }

  private finish(work: Work, body: object, answer: ResponseEvent<unknown>): void {
    const { connection, request, link, remembered } = work;
    const isTaken = request.cmd === WireCommand.SEND_FRAME && answer.code === ErrCode.EC_OK;
    const packet = isTaken ? this.encodeAccepted(request.seq) : this.encodeAnswer(work, body, answer);
    if (!remembered) return connection.send(packet);
    // The input itself comes with the next frame, and so may the news that it was taken; a refusal brings no frame.
    if (isTaken && this.areFramesSoon) finishLater(remembered, packet, this.encodeAccepted);
    else finishRequest(remembered, packet);
    // Calls of the relay socket leave everybody where they are.
    if (!isRelayCommand(request.cmd)) link.syncRoom();
  }

  /** Most calls are answered in this very turn; the others keep the session of their player until they are done. */
  private call(link: PlayerLink, { method, para }: WireCall, seq: string, reply: Reply): void {
    let isAnswered = false;
    let done: Promise<unknown> | undefined;
    link.callBegins();
    try {
      done = this.options.game.handle(link.playerId, method, para, seq, (answer) => {
        isAnswered = true;
        reply(answer);
      });
    } finally {
      if (!done || isAnswered) link.callEnds();
    }
    if (isAnswered) return;
    done.finally(() => link.callEnds()).catch((error: unknown) => this.options.onError(method, error));
  }

  private encodeAnswer(
    { request, link, command }: Work,
    body: object,
    answer: ResponseEvent<unknown>,
  ): Uint8Array {
    const { seq } = request;
    const { codec } = this.options;
    try {
      if (answer.code !== ErrCode.EC_OK) return codec.encodeResponse(seq, answer.code, answer.msg);
      const fields = command.toMessage((answer.data ?? {}) as object, body, link.textKind);
      const message = codec.encodeBody(link.encoding, command.responseName, fields);
      return codec.encodeResponse(seq, ErrCode.EC_OK, answer.msg, message);
    } catch (error) {
      this.options.onError(command.name, error);
      return codec.encodeResponse(seq, ErrCode.EC_INNER_ERROR, refuse(ErrCode.EC_INNER_ERROR).msg);
    }
  }

  private refuse(connection: WireConnection, request: WireRequest, code: ErrCode, detail?: string): void {
    connection.send(this.options.codec.encodeResponse(request.seq, code, refuse(code, "", detail).msg));
  }
}

/** What a request for somebody else's room is answered with: the caller is no member there. */
function getStrangerCode(cmd: number): ErrCode {
  return isRelayCommand(cmd) ? ErrCode.EC_RELAY_MEMBER_NOT_EXISTS : ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM;
}
