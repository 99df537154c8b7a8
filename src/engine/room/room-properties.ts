import { ErrCode } from "../../contract";
import { Refusal } from "./answer";
import { type Parameters, readBoolean, readString } from "./parameters";
import { readRoomName, readRoomProperties } from "./room-settings";
import { type RoomState } from "./room-state";

/** Checks one field and gives back what applies it; nothing is applied before all fields are checked. */
type Change = (state: RoomState, changes: Parameters) => () => void;

const changesByField: Readonly<Record<string, Change>> = {
  roomName: (state, changes) => {
    const name = readRoomName(changes);
    return () => void (state.name = name);
  },
  owner: (state, changes) => {
    const owner = readString(changes, "owner", ErrCode.EC_INVALID_PARAMS_OWNER);
    if (!state.roster.has(owner))
      throw new Refusal(ErrCode.EC_ROOM_MODIFY_OWNER_ERR, "the new owner is not in the room");
    return () => void (state.owner = owner);
  },
  isPrivate: (state, changes) => {
    const isPrivate = readBoolean(changes, "isPrivate");
    return () => void (state.isPrivate = isPrivate);
  },
  isForbidJoin: (state, changes) => {
    const isForbidJoin = readBoolean(changes, "isForbidJoin");
    return () => void (state.isForbidJoin = isForbidJoin);
  },
  customProperties: (state, changes) => {
    const customProperties = readRoomProperties(changes);
    return () => void (state.customProperties = customProperties);
  },
};

/**
 * Applies the fields that are present, all or none (spec mgobe-server §4.2). A field that is `undefined` is absent.
 *
 * @returns false when there was nothing to change
 * @throws Refusal 61014, 61023, 20052 or 60000 for a bad field
 */
export function changeProperties(state: RoomState, changes: Parameters): boolean {
  const present = Object.entries(changesByField).filter(([field]) => changes[field] !== undefined);
  const applications = present.map(([, change]) => change(state, changes));
  for (const apply of applications) apply();
  return applications.length > 0;
}
