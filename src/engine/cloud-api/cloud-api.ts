import { ErrCode } from "../../contract";
import { type Clock } from "../clock/clock";
import { type LogSink } from "../logs/log";
import { type Operator } from "../operator/operator";
import { Refusal } from "../room/answer";
import { requireAction } from "./cloud-api-actions";
import { CloudApiError, toCloudApiError } from "./cloud-api-error";
import { requireText } from "./cloud-api-parameters";
import { type CloudApiRequest, largestCloudApiBody, readCloudApiCall } from "./cloud-api-request";
import { type CloudApiKeys, verifyClassic, verifyTc3 } from "./cloud-api-signature";

/** A game that back ends can reach. */
export interface CloudApiGame {
  readonly operator: Operator;
  /** Who may use it; nobody when empty. */
  readonly keys: CloudApiKeys;
  /** The `GameId` that requests must carry; any when left out. */
  readonly gameId?: string;
}

/** What a {@link CloudApi} works with. */
export interface CloudApiOptions {
  /** Games of this server; a request goes to the one that it names and whose key it is signed with. */
  readonly games: readonly CloudApiGame[];
  readonly clock: Clock;
  readonly log: LogSink;
  /** Makes the `RequestId` of each answer, a UUID. */
  readonly newRequestId: () => string;
}

/** Body of an answer; its HTTP status is 200 whatever it says (spec mgobe-cloud-api §1). */
export interface CloudApiAnswer {
  readonly Response: Readonly<Record<string, unknown>> & {
    readonly RequestId: string;
    readonly Error?: { readonly Code: string; readonly Message: string };
  };
}

const offMessage = "the cloud API is off: the server's configuration has no keys in cloudApi";

/**
 * MGOBE's third door: the API by which a team's own back end asks about rooms and players, changes them and dismisses
 * rooms (spec mgobe-cloud-api). It knows no socket; whoever has one hands it requests.
 *
 * @example
 * const games = [{ operator, keys: new Map([["id", "key"]]) }];
 * const api = new CloudApi({ games, clock, log, newRequestId: randomUUID });
 * const { Response } = await api.handle(request);
 */
export class CloudApi {
  constructor(private readonly options: CloudApiOptions) {}

  /** Whether nobody has a key. */
  get isOff(): boolean {
    return this.options.games.every(({ keys }) => keys.size === 0);
  }

  /** Checks and carries out one request. Never rejects. */
  async handle(request: CloudApiRequest): Promise<CloudApiAnswer> {
    const RequestId = this.options.newRequestId();
    let action = "";
    let secretId = "";
    try {
      if (this.isOff) throw new CloudApiError("AuthFailure.SecretIdNotFound", offMessage);
      const call = readCloudApiCall(request);
      action = call.action;
      const { clock } = this.options;
      const keys = new Map(this.options.games.flatMap((game) => [...game.keys]));
      secretId = call.signed
        ? verifyClassic(request, call.signed, keys, clock.now())
        : verifyTc3(request, keys, clock.now());
      const { run } = requireAction(call.action, call.version, call.parameters);
      const game = this.requireGame(requireText(call.parameters, "GameId"), secretId);
      const fields = await run(game.operator, call.parameters);
      this.report("info", action, secretId, "done");
      return { Response: { ...fields, RequestId } };
    } catch (error) {
      const { code, message } = this.toCloudApiError(error);
      this.report("info", action, secretId, `refused, ${code}: ${message}`);
      return { Response: { Error: { Code: code, Message: message }, RequestId } };
    }
  }

  /** The answer to a request whose body was not read, as it is too large. */
  refuseTooLarge(): CloudApiAnswer {
    const Message = `a body may have ${largestCloudApiBody} bytes at the most`;
    this.report("info", "", "", `refused, RequestSizeLimitExceeded: ${Message}`);
    return {
      Response: {
        Error: { Code: "RequestSizeLimitExceeded", Message },
        RequestId: this.options.newRequestId(),
      },
    };
  }

  private requireGame(gameId: string, secretId: string): CloudApiGame {
    const game = this.options.games.find((each) => {
      return (each.gameId === undefined || each.gameId === gameId) && each.keys.has(secretId);
    });
    if (game) return game;
    const detail = `this server hosts no game ${JSON.stringify(gameId)} for this SecretId`;
    throw toCloudApiError(ErrCode.EC_INVALID_PARAMS_GAME_ID, detail);
  }

  private toCloudApiError(error: unknown): CloudApiError {
    if (error instanceof CloudApiError) return error;
    if (error instanceof Refusal) return toCloudApiError(error.code, error.detail);
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.report("error", "", "", text);
    return new CloudApiError("InternalError", "the server could not carry it out; its log says why");
  }

  private report(level: "info" | "error", action: string, secretId: string, outcome: string): void {
    const { clock, log } = this.options;
    const who = secretId === "" ? "" : ` by ${secretId}`;
    log({
      time: clock.now(),
      level,
      stream: "host",
      message: `cloud API: ${action || "request"}${who} ${outcome}`,
    });
  }
}
