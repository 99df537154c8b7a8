import { ErrCode } from "../../../src/contract";
import { type Clock } from "../../../src/engine/clock/clock";
import { type GameApi, type LoginData } from "../../../src/engine/game/game-api";
import { refuse } from "../../../src/engine/room/answer";
import { getEncodingVariant } from "../codec/client-version";
import { type WireCodec, type WireRequest } from "../codec/envelope";
import { type PlayerLink } from "./player-link";
import { type RouteCheck } from "./route-check";
import { policyViolation, type WireConnection } from "./wire-connection";
import { type WireLimits } from "./wire-limits";

interface LoginReq {
  gameId: string;
  openId: string;
  nonce: number;
  timestamp: number;
  sign: string;
}

/** What logins need of the gateway. */
export interface LoginsOptions {
  readonly game: GameApi;
  readonly codec: WireCodec;
  readonly limits: WireLimits;
  readonly clock: Clock;
  /** The player's link, made when it has none. */
  readonly openLink: (playerId: string) => PlayerLink;
  /** Takes a socket from a player that it does not belong to any more. */
  readonly unbind: (link: PlayerLink, connection: WireConnection) => void;
  readonly routes: RouteCheck;
}

/** Clients swallow these as an answer to a login, which then never ends (spec mgobe-wire §0.7). */
const swallowedCodes: readonly ErrCode[] = [
  ErrCode.EC_ACCESS_CMD_GET_TOKEN_ERR,
  ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE,
  ErrCode.EC_ACCESS_CMD_INVALID_TOKEN,
  ErrCode.EC_ACCESS_GET_COMM_CONNECT_ERR,
];

/** Interval and size that keep clients from sending statistics, which nobody would read. */
const reportInterval = 10_000;
const minReportSize = 1_000_000;

/** Logs players in: the common socket by signature, the relay socket by token (spec mgobe-wire §3). */
export class Logins {
  constructor(private readonly options: LoginsOptions) {}

  /** Command 1000 on the common socket. */
  login(connection: WireConnection, request: WireRequest): void {
    const { codec, game } = this.options;
    const body = codec.decodeBody<LoginReq>("LoginReq", request.body);
    if (!body) return this.refuseLogin(connection, request, ErrCode.EC_REQ_BAD_PKG);
    const { gameId, openId, sign, nonce, timestamp } = body;
    // The envelope of a login after a lost connection has the token of the former one (spec mgobe-wire §1.5).
    const token = request.authKey;
    const answer = game.login({ gameId, openId, sign: sign || undefined, nonce, timestamp, token });
    if (answer.code !== ErrCode.EC_OK || !answer.data) {
      return this.refuseLogin(connection, request, answer.code, answer.msg);
    }
    connection.refusedLogins = 0;
    const link = this.options.openLink(answer.data.playerId);
    for (const former of [connection.session, connection.relayOf]) {
      if (former && former !== link) this.options.unbind(former, connection);
    }
    if (connection.relayOf !== link) connection.relayOf = undefined;
    connection.send(this.encodeLogin(request, answer.data));
    link.bindSession(connection, request.version);
  }

  /**
   * Command 101 on the relay socket. The token of the envelope counts; the one in the body may be from an earlier login
   * of the same player (spec mgobe-wire §3.4).
   */
  checkLogin(connection: WireConnection, request: WireRequest): void {
    const { codec, game } = this.options;
    const send = (code: ErrCode): void => {
      connection.send(codec.encodeResponse(request.seq, code, code === 0 ? "" : refuse(code).msg));
    };
    const body = codec.decodeBody<{ token: string; routeId: string }>("CheckLoginReq", request.body);
    if (!body) return send(ErrCode.EC_REQ_BAD_PKG);
    const playerId = game.getPlayerByToken(request.authKey);
    const owners = [request.playerId, game.getPlayerByToken(body.token), connection.player?.playerId];
    if (playerId === undefined || owners.some((owner) => owner && owner !== playerId)) {
      return send(ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE);
    }
    if (connection.isReplaced) return send(ErrCode.EC_ACCESS_PLAYER_DUPLICATE_LOGIN);
    const bind = (): void => {
      if (connection.isClosed) return;
      send(ErrCode.EC_OK);
      const link = this.options.openLink(playerId);
      link.bindRelay(connection, request.version, body.routeId);
      this.options.routes.check(link);
    };
    const locating = game.locate?.(playerId);
    if (locating) void locating.then(bind);
    else bind();
  }

  private encodeLogin(request: WireRequest, { token, playerId, serverTime }: LoginData): Uint8Array {
    const { codec, limits } = this.options;
    const sdkConfig = {
      pingInterval: limits.pingInterval,
      reportInterval,
      serverTime,
      disableReport: true,
      disableReqReport: true,
      disableFrameReport: true,
      minReportSize,
    };
    const variant = getEncodingVariant(request.version);
    const body = codec.encodeBody(variant, "LoginRsp", { token, playerId, sdkConfig });
    return codec.encodeResponse(request.seq, ErrCode.EC_OK, "", body);
  }

  /**
   * The socket stays open: a client whose socket is closed after it opened connects again without end. After a refused
   * *re*-login it is closed some time later, because the client waits on it forever otherwise (spec mgobe-wire §1.5).
   */
  private refuseLogin(connection: WireConnection, request: WireRequest, code: ErrCode, msg?: string): void {
    const { codec, clock, limits } = this.options;
    const shown = swallowedCodes.includes(code) ? ErrCode.EC_INNER_ERROR : code;
    connection.send(codec.encodeResponse(request.seq, shown, msg ?? refuse(shown).msg));
    connection.refusedLogins += 1;
    if (connection.refusedLogins >= limits.refusedLogins) {
      connection.cutOff("too many refused logins");
      return;
    }
    if (request.authKey === "") return;
    clock.setTimeout(
      () => connection.close(policyViolation, "login refused"),
      limits.retryLoginSeconds * 1000,
    );
  }
}
