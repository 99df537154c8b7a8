import { ErrCode } from "../../src/contract";
import { Refusal } from "../../src/engine";

/** Why a socket is not let in: the client's `connect_error` has the words as `message`, and MGOBE's code in `data`. */
export interface HandshakeError extends Error {
  readonly data: { readonly code: number };
}

/** Anything that was thrown, in the form in which Socket.IO tells it to the client. */
export function toHandshakeError(error: unknown): HandshakeError {
  if (error instanceof Refusal) return make(error.code, error.toAnswer("").msg);
  const { code, data, message } = error as { code?: unknown; data?: { code?: unknown }; message?: unknown };
  const number = typeof code === "number" ? code : data?.code;
  return make(typeof number === "number" ? number : ErrCode.EC_INNER_ERROR, String(message ?? error));
}

function make(code: number, message: string): HandshakeError {
  return Object.assign(new Error(message), { data: { code } });
}
