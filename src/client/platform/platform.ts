/** A socket of a mini-game platform (`wx.connectSocket` and its likes). */
export interface MiniSocketTask {
  send(options: { data: string | ArrayBuffer; success?(): void; fail?(reason: unknown): void }): void;
  close(options: { code?: number; reason?: string }): void;
  onOpen(callback: () => void): void;
  onMessage(callback: (event: { data: string | ArrayBuffer }) => void): void;
  onClose(callback: (event?: { code?: number; reason?: string }) => void): void;
  onError(callback: (event?: { errMsg?: string }) => void): void;
}

/** What this library uses of a mini-game platform; all of them copied it from WeChat's `wx`. */
export interface MiniPlatform {
  connectSocket(options: {
    url: string;
    header?: Record<string, string>;
    success?(): void;
    fail?(reason: { errMsg?: string }): void;
  }): MiniSocketTask;
  request(options: {
    url: string;
    method: string;
    header: Record<string, string>;
    data?: string;
    dataType: string;
    success(answer: { statusCode: number; data: unknown; header?: Record<string, string> }): void;
    fail(reason: { errMsg?: string }): void;
  }): unknown;
  /** Calls back when the game is shown again after it was hidden. */
  onShow?(callback: () => void): void;
}

/** The platform's global object, and what may be found there. */
export interface PlatformGlobal {
  readonly WebSocket?: unknown;
  readonly fetch?: (...args: unknown[]) => Promise<unknown>;
  readonly XMLHttpRequest?: unknown;
  readonly Headers?: unknown;
  readonly URLSearchParams?: unknown;
  readonly FormData?: unknown;
  readonly location?: { readonly protocol?: string };
  readonly requestAnimationFrame?: (callback: () => void) => unknown;
}

declare const GameGlobal: PlatformGlobal | undefined;
declare const window: PlatformGlobal | undefined;
declare const self: PlatformGlobal | undefined;
declare const wx: object | undefined;
declare const qq: object | undefined;
declare const swan: object | undefined;
declare const tt: object | undefined;
declare const qg: object | undefined;
declare const App: unknown;
declare const Page: unknown;
declare const getApp: unknown;
declare const cc: { readonly sys?: { readonly isNative?: boolean } } | undefined;

/**
 * The global object. `globalThis` is not asked: engines of mini-games and Cocos 2 are older than it, and the bundle puts
 * this function's result in its place.
 */
export function findPlatformGlobal(): PlatformGlobal {
  if (typeof window !== "undefined" && window) return window;
  if (typeof GameGlobal !== "undefined" && GameGlobal) return GameGlobal;
  if (typeof self !== "undefined" && self) return self;
  if (typeof global !== "undefined" && global) return global as PlatformGlobal;
  try {
    return Function("return this")() as PlatformGlobal;
  } catch {
    // A platform without any global object, and without Function: everything is a bare name there.
    return {};
  }
}

function isMiniPlatform(candidate: object | undefined): candidate is MiniPlatform {
  const platform = candidate as Partial<MiniPlatform> | undefined;
  return !!platform && typeof platform.connectSocket === "function" && typeof platform.request === "function";
}

/** The mini-game platform, if this is one. */
export function findMiniPlatform(): MiniPlatform | undefined {
  const candidates = [
    typeof swan !== "undefined" ? swan : undefined,
    typeof qq !== "undefined" ? qq : undefined,
    typeof qg !== "undefined" ? qg : undefined,
    typeof tt !== "undefined" ? tt : undefined,
    typeof wx !== "undefined" ? wx : undefined,
  ];
  return candidates.find(isMiniPlatform);
}

/** Where the library runs, with MGOBE's number for it, and the object that gets the global `MGOBE`. */
export interface Platform {
  /** MGOBE's number (spec mgobe-client §1.2). */
  readonly channel: number;
  /** Undefined where a program gets the library as a module only. */
  readonly root: object | undefined;
}

function provider(): string {
  try {
    const platform = qg as { getProvider?(): string; getSystemInfoSync?(): { brand?: string } };
    return String(platform.getProvider?.() ?? platform.getSystemInfoSync?.().brand ?? "").toLowerCase();
  } catch {
    return "";
  }
}

/** Detects the platform in MGOBE's own order (spec mgobe-client §1.2). */
export function detectPlatform(): Platform {
  const browser = typeof window !== "undefined" ? window : undefined;
  const gameGlobal = typeof GameGlobal !== "undefined" ? GameGlobal : undefined;
  const isProgram =
    typeof App === "function" && typeof Page === "function" && typeof getApp === "function" && !gameGlobal;
  if (typeof swan !== "undefined") return { channel: 3, root: gameGlobal ?? browser };
  if (typeof qq !== "undefined") {
    return isProgram ? { channel: 7, root: undefined } : { channel: 2, root: gameGlobal ?? browser };
  }
  if (typeof qg !== "undefined") {
    return { channel: provider().includes("vivo") ? 5 : 4, root: browser ?? gameGlobal };
  }
  if (typeof cc !== "undefined" && cc?.sys?.isNative) return { channel: 8, root: browser };
  if (typeof tt !== "undefined") return { channel: 10, root: gameGlobal ?? browser };
  if (typeof wx !== "undefined") {
    if (gameGlobal) return { channel: 1, root: gameGlobal };
    if (isProgram) return { channel: 6, root: undefined };
  }
  return { channel: 0, root: browser };
}
