/** Login, configuration, and the two event shapes: MGOBE's client types (spec mgobe-client §2.13). */

/** Listener.init reply (typings since 1.2.1; before that data was null). */
export interface InitRsp {
  /** Server time, ms. */
  serverTime: number;
}

/** Listener.init argument 1. Pass secretKey or createSignature; createSignature wins when both are present. */
export interface GameInfoPara {
  /** Console game id (string since 1.0.3) */
  gameId: string;
  /** Developer's unique player id; coerced to string, '' if missing. */
  openId: string;
  /** Console game key. */
  secretKey?: string;
  /** Signs logins elsewhere, so that the client knows no key. */
  createSignature?: CreateSignature;
}

/** Listener.init argument 2. */
export interface ConfigPara {
  /** Socket reconnect attempts, default 15. */
  reconnectMaxTimes?: number;
  /** Ms between attempts, default 500. */
  reconnectInterval?: number;
  /** Ms between re-tries of not yet written requests, default 1000. */
  resendInterval?: number;
  /** Ms until a request fails, default 20000. */
  resendTimeout?: number;
  /** Console domain without scheme (wss:// is prepended, :5443 appended for RELAY) */
  url?: string;
  /** Fill frame gaps automatically, default false. */
  isAutoRequestFrame?: boolean;
  /** CA bundle path for the Cocos native WebSocket, default ''. */
  cacertNativeUrl?: string;
}

/** Result of a server-side signature (nonce, timestamp: uint64 on the wire). */
export interface Signature {
  /** Base64 HMAC-SHA1, see 3.1. */
  sign: string;
  /** Random positive integer. */
  nonce: number;
  /** Time of the signature, seconds since 1970. */
  timestamp: number;
}

/** Called by the SDK at every (re-)login with a callback to be invoked once with the Signature. */
export type CreateSignature = (callback: (signature: Signature) => unknown) => unknown;

/** Callback argument of every request. */
export interface ResponseEvent<T> {
  /** ErrCode; 0 = OK. */
  code: number;
  /** Text (Chinese); '消息发送失败 [code]' for send failures. */
  msg: string;
  /** Request id; '' or null for locally produced answers. */
  seq: string;
  /** Response object, null on failure. */
  data?: T;
}

/** Argument of every broadcast handler. */
export interface BroadcastEvent<T> {
  /** What the event tells. */
  data: T;
  /** Push id; since 1.3.1 room/group events carry '<pushSeq>_<refreshSeq>'; '' for replayed frames. */
  seq: string;
}

/** Request callback type. */
export type ReqCallback<T> = (event: ResponseEvent<T>) => unknown;
