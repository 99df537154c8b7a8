import { type GameServerSdk } from "../../contract";
import { type Logger } from "../logs/logger";
import { type RoomCalls } from "./room-calls";
import { type DataSender } from "./send-data";

/** What the parts of `SDK` do in a room. */
export interface SdkContext {
  readonly logger: Logger;
  readonly sender: DataSender;
  readonly roomCalls: RoomCalls;
  /** True when the room is gone; notes the call. */
  isClosed(name: string): boolean;
  dispatch(data: unknown): void;
  clear(): void;
  exit(): void;
}

/**
 * `ActionArgs.SDK`: one object for the life of the room, whose functions need no `this`, as scripts destructure and
 * store them. After the end of the room they do nothing (spec mgobe-server Q28).
 */
export function createSdk(context: SdkContext): GameServerSdk {
  const { logger, sender, roomCalls } = context;
  return {
    sendData(data) {
      if (!context.isClosed("sendData")) sender.send(data);
    },
    dispatchAction(actionData) {
      if (!context.isClosed("dispatchAction")) context.dispatch(actionData);
    },
    clearAction() {
      if (!context.isClosed("clearAction")) context.clear();
    },
    exitAction() {
      // Answers that come late end with exitAction as a rule, so that it says nothing after the end.
      context.exit();
    },
    ...roomCalls,
    logger: {
      debug: (...values) => logger.debug(...values),
      info: (...values) => logger.info(...values),
      error: (...values) => logger.error(...values),
    },
  };
}
