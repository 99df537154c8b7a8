import {
  type BroadcastEvent,
  type ReqCallback,
  type ResponseEvent,
  type RoomMethodName,
  type RoomMethods,
} from "../../contract";
import { type Payload, type RequestFrameRsp, type RoomEvents } from "../game-types";

/** What the server answers to a method, as a game sees it. */
type AnswerData<M extends RoomMethodName> = M extends "requestFrame"
  ? RequestFrameRsp
  : RoomMethods[M]["data"];

/** What `Room.send` takes with a message: the parameter of MGOBE's method of that name, else whatever the game sends. */
export type SendPara<T extends string | number> = T extends RoomMethodName ? RoomMethods[T]["para"] : unknown;

/** What `Room.send` calls with the answer: MGOBE's, else what the server's own handler returned, or the error. */
export type SendCallback<T extends string | number> = T extends RoomMethodName
  ? ReqCallback<AnswerData<T>>
  : (answer: Payload, error?: Error) => unknown;

/** What a room's handlers hear under MGOBE's names. */
interface RoomMessages extends RoomEvents {
  onAutoRequestFrameError: ResponseEvent<RequestFrameRsp>;
}

/**
 * A handler of `Room.onMessage`: of one of MGOBE's events it gets that event, of another type the message, of `"*"` the
 * type and the message.
 */
export type MessageCallback<T extends string | number = string | number> = T extends keyof RoomMessages
  ? (event: BroadcastEvent<RoomMessages[T]>) => unknown
  : T extends "*"
    ? (type: string | number, message: Payload) => unknown
    : (message: Payload) => unknown;
