import { ErrCode, getErrCodeInfo, getRefusedData, type MethodName, type ResponseEvent } from "../../contract";

/** Answer of a call that succeeded. */
export function succeed<T>(data: T, seq = ""): ResponseEvent<T> {
  return { code: ErrCode.EC_OK, msg: "", seq, data };
}

/**
 * Answer of a call that was refused; `msg` says what the code means and, when known, which value was wrong.
 *
 * @param detail what exactly is wrong, without a full stop
 */
export function refuse(code: ErrCode, seq = "", detail?: string): ResponseEvent<never> {
  const meaning = getErrCodeInfo(code)?.meaning ?? "Refused.";
  return { code, msg: detail ? `${meaning} (${detail})` : meaning, seq };
}

/**
 * The answer to a method as its caller gets it: a refusal without data carries MGOBE's defaults for that method
 * (spec mgobe-client §3.2).
 *
 * @example
 * completeAnswer("createRoom", refuse(ErrCode.EC_PARAMS_INVALID)).data; // { roomInfo: null }
 */
export function completeAnswer<T>(method: MethodName, answer: ResponseEvent<T>): ResponseEvent<T> {
  if (answer.code === ErrCode.EC_OK || answer.data != null) return answer;
  return { ...answer, data: getRefusedData(method) as T };
}

/**
 * Thrown inside a method of the engine to refuse the call; it never leaves the engine, `handle` turns it into an answer.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly code: ErrCode,
    readonly detail?: string,
  ) {
    super(`${ErrCode[code]}${detail ? `: ${detail}` : ""}`);
  }

  /** The answer for the caller. */
  toAnswer(seq: string): ResponseEvent<never> {
    return refuse(this.code, seq, this.detail);
  }
}
