import { ErrCode, getErrCodeInfo } from "../../contract";

/**
 * A refusal of the cloud API: `code` is what the SDKs of Tencent Cloud hand to a back end as `error.code` (spec
 * mgobe-cloud-api §3).
 */
export class CloudApiError extends Error {
  override readonly name = "CloudApiError";

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Names of the cloud API for the client codes that its actions can meet; misspelt ones are MGOBE's own. */
const namesByCode: Readonly<Record<number, string>> = {
  [ErrCode.EC_ROOM_INFO_UNEXIST]: "ResourceNotFound.RoomNotExist",
  [ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM]: "FailedOperation.RoomPlayerNotInRoom",
  [ErrCode.EC_ROOM_REMOVE_PLAYER_NOT_IN_ROOM]: "FailedOperation.RoomRemovePlayerNotInRoom",
  [ErrCode.EC_ROOM_MODIFY_OWNER_ERR]: "FailedOperation.RoomModifyOwnerErr",
  [ErrCode.EC_PLAYER_QUERY_PLAYER_FAIL]: "FailedOperation.PlayerQueryPlayerFail",
  [ErrCode.EC_INVALID_CHANGE_ROOM_OPTION]: "FailedOperation.InvalidChangeRoomOption",
  [ErrCode.EC_INVALID_PARAMS_GAME_ID]: "FailedOperation.InvalidParamsGameId",
  [ErrCode.EC_INVALID_PARAMS_PLAYER_ID]: "FailedOperation.InvalidParamsPlayerId",
  [ErrCode.EC_INVALID_PARAMS_OPEN_ID]: "FailedOperation.InvalidParamsOpenId",
  [ErrCode.EC_INVALID_PARAMS_OWNER]: "FailedOperation.InvalidParamsOwner",
  [ErrCode.EC_INVALID_PARAMS_ROOM_NAME]: "FailedOperation.InvalidParamsRoomName",
  [ErrCode.EC_INVALID_PARAMS]: "FailedOperation.InvalidParams",
  [ErrCode.EC_PARAMS_INVALID]: "FailedOperation.ParamsInvalid",
};

/**
 * The cloud API's spelling of a client code.
 *
 * @param detail what exactly is wrong; the meaning of the code when left out
 */
export function toCloudApiError(code: ErrCode, detail?: string): CloudApiError {
  const name = namesByCode[code] ?? `FailedOperation.${toCamelCase(ErrCode[code] ?? "EC_INNER_ERROR")}`;
  const meaning = detail ?? getErrCodeInfo(code)?.meaning ?? "Refused.";
  return new CloudApiError(name, `${meaning} (${code})`);
}

/** `EC_ROOM_NO_RIGHT` → `RoomNoRight`. */
function toCamelCase(name: string): string {
  return name
    .replace(/^EC_/, "")
    .toLowerCase()
    .replace(/(^|_)([a-z0-9])/g, (_match, _bar, letter: string) => letter.toUpperCase());
}
