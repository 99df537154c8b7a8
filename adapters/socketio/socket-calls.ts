import { type Socket } from "socket.io";
import { ErrCode, type MethodName, pingMessage, type ResponseEvent } from "../../src/contract";
import { completeAnswer, type GameHost, refuse } from "../../src/engine";
import { isFrameSoon } from "../wire/gateway/frame-wait";
import { type ConnectionGuard } from "./connection-guard";

/** Gets an answer over the socket. */
type Acknowledge = (answer?: ResponseEvent<unknown>) => void;

/** How calls of a namespace's sockets are answered. */
export interface SocketCalls {
  readonly host: GameHost;
  /** Methods that there are here. */
  readonly methods: ReadonlySet<string>;
  /** Carries out a call; `answer` comes before the events that it caused. */
  readonly call: (method: MethodName, para: unknown, seq: string, answer: Acknowledge) => void;
}

/**
 * Takes the messages of a socket as calls: the message's name is the method, its first argument the parameters, and its
 * acknowledgement the answer. Without an acknowledgement nobody asked for one.
 */
export function listenForCalls(
  socket: Socket,
  guard: ConnectionGuard,
  { host, methods, call }: SocketCalls,
): void {
  let calls = 0;
  const areFramesSoon = isFrameSoon(host.game.settings.frameRate);
  guard.watch(socket);
  socket.onAny((name: string, ...values: unknown[]) => {
    if (guard.isCut) return;
    const last = values.at(-1);
    const acknowledge = typeof last === "function" ? (last as Acknowledge) : undefined;
    const para = typeof values[0] === "function" ? undefined : values[0];
    if (name === pingMessage) return acknowledge?.();
    const seq = String(++calls);
    if (!methods.has(name)) {
      host.complain(
        "unknown messages",
        `unknown message ${JSON.stringify(name).slice(0, 100)} from ${socket.id}`,
      );
      acknowledge?.(refuse(ErrCode.EC_CMD_INVALID, seq, "there is no such method"));
      guard.countBad();
      return;
    }
    const method = name as MethodName;
    // The input itself comes with the next frame, and so may the news that it was taken; a refusal brings no frame.
    const answer: Acknowledge = (given) => {
      if (!acknowledge) return;
      if (method === "sendFrame" && given?.code === ErrCode.EC_OK && areFramesSoon)
        guard.hold(() => acknowledge(given));
      else acknowledge(given);
    };
    if (guard.mayCall(method)) call(method, para, seq, answer);
    else acknowledge?.(completeAnswer(method, refuse(ErrCode.EC_SERVER_BUSY, seq, "too many calls")));
  });
}
