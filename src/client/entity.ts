import { type BroadcastEvent, type GroupInfo, type RoomInfo } from "../contract/index";

/** A Room as the client sees it: something that may be told of events. */
export interface RoomEntity {
  /** Assignable by the game too; `{}` after a dismissal. */
  roomInfo: RoomInfo;
  /** Takes over a room that the server has sent: replaces roomInfo by a copy and calls onUpdate. */
  setRoomInfo(roomInfo: RoomInfo): void;
  /** An event of the room whose id is `roomInfo.id`. */
  handleEvent(name: string, event: BroadcastEvent<Record<string, unknown>>): void;
  /** A message that is none of MGOBE's. */
  handleMessage(type: string, message: unknown): void;
  handleSocketChange(): void;
}

/** A Group as the client sees it. */
export interface GroupEntity {
  groupInfo: GroupInfo;
  handleEvent(name: string, event: BroadcastEvent<Record<string, unknown>>): void;
  handleSocketChange(): void;
}

/** True for a Group; Rooms have no groupInfo. */
export function isGroup(entity: RoomEntity | GroupEntity): entity is GroupEntity {
  return "groupInfo" in entity;
}

/** Adds a property that does not show up when the object is enumerated, printed or encoded. */
export function hide<T extends object>(target: T, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: false, writable: true, configurable: true });
}

/** A deep copy of a JSON value. */
export function copyJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
