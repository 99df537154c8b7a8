import { type ReqCallback } from "../../contract/index";

/** Parameters of calls that take none; games pass `{}` or nothing. */
export type EmptyPara = Record<string, unknown>;

/** A function where parameters belong is the callback of a game that left the parameters out. */
export function splitArguments<P, T>(
  para: P | ReqCallback<T> | undefined,
  callback: ReqCallback<T> | undefined,
): [P | undefined, ReqCallback<T> | undefined] {
  return typeof para === "function" && callback === undefined
    ? [undefined, para as ReqCallback<T>]
    : [para as P | undefined, callback];
}

/** @throws TypeError for a missing parameter object, as MGOBE did, with a sentence (spec mgobe-client §3.2) */
export function requirePara<P>(method: string, para: P | undefined | null): P {
  if (para === undefined || para === null) {
    throw new TypeError(`MGOBE: ${method} needs its parameter object`);
  }
  return para;
}
