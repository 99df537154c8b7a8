import { ErrCode, getRefusedData, type MethodName, type ResponseEvent } from "../../contract/index";

/** Text of a request that failed in the library itself (spec mgobe-client §3.2). */
export function sendFailureText(code: number): string {
  return `消息发送失败 [${code}]`;
}

/** Text of a relay call without a room (spec mgobe-client §3.2). */
export const noRoomText = "无房间信息";
/** Text of a successful `Listener.init` (spec mgobe-client §3.1). */
export const initSuccessText = "初始化成功";

/** A request id: 16 characters, as MGOBE's. */
export function createSeq(random: () => number): string {
  let seq = "";
  while (seq.length < 16) seq += Math.floor(random() * 36).toString(36);
  return seq;
}

/** An answer for a request that failed in the library: `data` is null (spec mgobe-client §3.2). */
export function failureAnswer(code: number, seq: string): ResponseEvent<never> {
  return localAnswer<never>(code, sendFailureText(code), seq, null);
}

/** An answer given without asking the server; a null, where MGOBE gave one, its typings do not know of. */
export function localAnswer<T>(
  code: number,
  msg: string,
  seq: string | null,
  data: T | null,
): ResponseEvent<T> {
  return { code, msg, seq, data } as ResponseEvent<T>;
}

/**
 * The server's answer in MGOBE's shape: no field missing, `{}` for an empty success, the method's defaults for a refusal,
 * negative codes as 4 (spec mgobe-client §3.2).
 */
export function normaliseAnswer(method: MethodName, answer: unknown, seq: string): ResponseEvent<unknown> {
  const given = (typeof answer === "object" && answer !== null ? answer : {}) as Partial<
    ResponseEvent<unknown>
  >;
  const code = typeof given.code === "number" ? given.code : ErrCode.EC_INNER_ERROR;
  const msg = given.msg ?? "";
  const data = given.data ?? (code === 0 ? {} : getRefusedData(method));
  const id = given.seq ? given.seq : seq;
  if (code >= 0) return { code, msg, seq: id, data };
  return { code: ErrCode.EC_INNER_ERROR, msg: `服务器内部错误 [${code}]`, seq: id, data };
}
