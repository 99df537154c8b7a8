import { ErrCode, type MethodName, type ReqCallback, type ResponseEvent } from "../../contract/index";
import { createSeq, failureAnswer, localAnswer, noRoomText, normaliseAnswer } from "./answers";
import { type ClientContext } from "../client-context";
import { utf8Length } from "../session/hmac-sha1";
import { encodeParameters } from "./parameters";
import { type Relay } from "../session/relay";
import { SerialQueue } from "../session/serial-queue";
import { type Session } from "../session/session";

/** The largest request of MGOBE's clients, in bytes (spec mgobe-client §3.14). */
const maxRequestBytes = 4096;
/** What MGOBE's envelope took of it: of a chat message 3990 bytes pass and 4000 fail (spec mgobe-wire §2). */
const envelopeBytes = 50;

/** Room operations that run strictly one after the other (spec mgobe-client §3.2). */
const serialMethods: ReadonlySet<MethodName> = new Set<MethodName>([
  "createRoom",
  "createTeamRoom",
  "joinRoom",
  "joinTeamRoom",
  "leaveRoom",
  "dismissRoom",
  "changeRoom",
  "removePlayer",
  "changeCustomPlayerStatus",
  "startFrameSync",
  "stopFrameSync",
]);

/** Calls that need the room connection and wait for it (spec mgobe-client §3.1). */
const relayMethods: ReadonlySet<MethodName> = new Set<MethodName>([
  "startFrameSync",
  "stopFrameSync",
  "sendFrame",
  "requestFrame",
  "sendToGameSvr",
]);

/**
 * Calls about the room that go over its connection while that is open, so that their answers and the room's events come in
 * one order and an old answer never overwrites a newer event. Leaving is not among them: it closes that connection.
 */
const roomMethods: ReadonlySet<MethodName> = new Set<MethodName>([
  "changeRoom",
  "changeCustomPlayerStatus",
  "changeRoomPlayerProfile",
  "removePlayer",
  "getRoomDetail",
  "sendToClient",
]);

/** Calls by which the player goes out of its room; the server closes the room's connection, maybe before it answers. */
const departureMethods: ReadonlySet<MethodName> = new Set<MethodName>(["leaveRoom", "dismissRoom"]);

/** Calls that change nothing and may be asked again after a lost connection. */
const queryMethods: ReadonlySet<MethodName> = new Set<MethodName>([
  "requestFrame",
  "getRoomList",
  "getRoomByRoomId",
  "getRoomDetail",
  "getGroupByGroupId",
  "getMyGroups",
]);

/** Takes an answer before the game's callback does; for what has to be up to date by then. */
export type BeforeCallback<T> = (answer: ResponseEvent<T>) => void;

/** The one way of every call to the server: checks, queues, addresses, answers (spec mgobe-client §3.2). */
export class Requests {
  private readonly operations = new SerialQueue();

  constructor(
    private readonly context: ClientContext,
    private readonly session: Session,
    private readonly relay: Relay,
  ) {}

  /**
   * Calls a method. The callback is called exactly once and never before this returns; failures are codes.
   *
   * @throws TypeError before `Listener.init` was called, and for cyclic data, as MGOBE did
   */
  call<T>(
    method: MethodName,
    para: unknown,
    callback: ReqCallback<T> | undefined,
    beforeCallback?: BeforeCallback<T>,
  ): void {
    this.requireStart();
    const answer = (event: ResponseEvent<T>): void => {
      beforeCallback?.(event);
      this.context.log(`${method}Rsp`, event);
      this.context.call(callback, undefined, event);
    };
    const seq = createSeq(this.context.random);
    const encoded = encodeParameters(method, para);
    const text = JSON.stringify(encoded ?? {});
    if (!this.session.isReady) {
      this.answerLater(answer, failureAnswer(ErrCode.EC_SDK_UNINIT, seq));
    } else if (!encoded) {
      this.answerLater(answer, failureAnswer(ErrCode.EC_SDK_ENCODE_PARAM_FAIL, seq));
    } else if (utf8Length(text) + envelopeBytes > maxRequestBytes) {
      this.answerLater(answer, failureAnswer(ErrCode.EC_SDK_SEND_FAIL, seq));
    } else {
      // The copy is what the game meant at the time of the call, and JSON through and through.
      this.enqueue(method, JSON.parse(text), seq, answer);
    }
  }

  /** Answers without asking the server, but no sooner than a server could. */
  answerLocally<T>(
    callback: ReqCallback<T> | undefined,
    answer: ResponseEvent<T>,
    before?: () => void,
  ): void {
    this.requireStart();
    this.answerLater((event) => {
      before?.();
      this.context.call(callback, undefined, event);
    }, answer);
  }

  private requireStart(): void {
    if (!this.session.wasStarted) {
      throw new TypeError("MGOBE is not initialised: call Listener.init first");
    }
  }

  private answerLater<T>(answer: (event: ResponseEvent<T>) => void, event: ResponseEvent<T>): void {
    this.context.clock.setTimeout(() => answer(event), 0);
  }

  private enqueue<T>(
    method: MethodName,
    para: unknown,
    seq: string,
    answer: (event: ResponseEvent<T>) => void,
  ): void {
    if (!serialMethods.has(method)) {
      this.send(method, para, seq, answer);
      return;
    }
    this.operations.run((done) => {
      this.send<T>(method, para, seq, (event) => {
        // The next operation may start first: its answer comes later in any case.
        done();
        answer(event);
      });
    });
  }

  private send<T>(
    method: MethodName,
    para: unknown,
    seq: string,
    answer: (event: ResponseEvent<T>) => void,
  ): void {
    const needsRelay = relayMethods.has(method);
    if (needsRelay && this.relay.roomId === undefined) {
      this.answerLater(answer, this.noRoomAnswer(method));
      return;
    }
    const endDeparture = departureMethods.has(method) ? this.relay.beginDeparture() : undefined;
    const finish = (event: ResponseEvent<T>): void => {
      endDeparture?.(event.code === ErrCode.EC_OK);
      answer(event);
    };
    const usesRelay = needsRelay || (roomMethods.has(method) && this.relay.isOpen);
    const outbox = usesRelay ? this.relay.outbox : this.session.outbox;
    outbox.submit({
      method,
      para,
      isQuery: queryMethods.has(method),
      onAnswer: (event) => finish(normaliseAnswer(method, event, seq) as ResponseEvent<T>),
      onFailure: (code) => {
        const event =
          code === ErrCode.EC_SDK_NO_ROOM ? this.noRoomAnswer<T>(method) : failureAnswer(code, seq);
        this.answerLater(finish, event);
      },
    });
  }

  private noRoomAnswer<T>(method: MethodName): ResponseEvent<T> {
    const answer = localAnswer<T>(ErrCode.EC_SDK_NO_ROOM, noRoomText, null, null);
    if (method === "startFrameSync") delete (answer as Partial<typeof answer>).data;
    return answer;
  }
}
