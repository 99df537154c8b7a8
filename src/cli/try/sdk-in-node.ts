import vm from "node:vm";
import { WebSocket as NodeWebSocket } from "ws";
import { ToolError } from "../../contract";
import { type TriedMgobe } from "./checks/trial";
import { needsWx, type SdkFile } from "./sdk-file";
import { TrialTimers } from "./trial-timers";

/** A library that was loaded. */
export interface LoadedSdk {
  readonly MGOBE: TriedMgobe;
  /** Ends its timers and sockets. */
  close(): void;
}

type World = Record<string, unknown>;

/** How long a library may take to load, ms: the largest takes a small part of a second. */
const longestLoading = 30_000;

/**
 * Runs a library's file in a world of its own: two players need two.
 *
 * @param onThrown hears what the library throws in its timers, where nobody else would
 * @param patience ms after which a file that has not come to its end is given up
 * @throws ToolError TRY_SDK_FAILED
 */
export function loadSdk(
  sdk: SdkFile,
  onThrown: (error: unknown) => void,
  patience = longestLoading,
): LoadedSdk {
  const timers = new TrialTimers(onThrown);
  const sockets = new Set<{ close(): void }>();
  const world = vm.createContext(createWorld(sdk, timers, sockets)) as World;
  world.window = world.self = world;
  if (needsWx(sdk)) world.GameGlobal = world;
  const MGOBE = evaluate(sdk, world, patience);
  const close = (): void => {
    timers.close();
    for (const socket of sockets) socket.close();
  };
  return { MGOBE, close };
}

function evaluate(sdk: SdkFile, world: World, patience: number): TriedMgobe {
  const module: { exports: Partial<TriedMgobe> & { MGOBE?: TriedMgobe } } = { exports: {} };
  try {
    const script = new vm.Script(`(function (exports, module, define) {${sdk.code}\n})`, {
      filename: sdk.path,
    });
    const wrapper = script.runInContext(world as vm.Context) as (...args: readonly unknown[]) => void;
    runWithin(patience, () => wrapper(module.exports, module, undefined));
  } catch (error) {
    const seconds = patience / 1000;
    const isEndless = (error as { code?: unknown } | null)?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
    const reason = isEndless
      ? { en: `it has not come to its end within ${seconds} s`, zh: `${seconds} 秒内没有执行完` }
      : describe(error);
    throw new ToolError("TRY_SDK_FAILED", { path: sdk.path, reason }, { cause: error });
  }
  const { exports } = module;
  const found = exports.Listener ? exports : ((world.MGOBE as TriedMgobe | undefined) ?? exports.MGOBE);
  if (typeof found?.Listener?.init === "function") return found as TriedMgobe;
  const reason = { en: "it leaves no MGOBE.Listener behind", zh: "它没有提供 MGOBE.Listener" };
  throw new ToolError("TRY_SDK_FAILED", { path: sdk.path, reason });
}

/** Calls a function that may never return; Node ends what runs in a context, and whatever that calls. */
function runWithin(timeout: number, run: () => void): void {
  vm.runInNewContext("run()", { run }, { timeout });
}

/** Errors of another world are no instances of this one's classes. */
function describe(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return (typeof message === "string" ? message : String(error)).replace(/\.$/, "");
}

/** A socket that trusts the authority of `--tls-dev`: it is this machine's own. */
function createTrustingSocket(sockets: Set<{ close(): void }>): new (url: string) => NodeWebSocket {
  return class extends NodeWebSocket {
    constructor(url: string) {
      super(url, { rejectUnauthorized: false });
      this.binaryType = "arraybuffer";
      // Without anybody who hears of it, an error would end the process; the close event follows it.
      this.on("error", () => undefined);
      sockets.add(this);
      this.on("close", () => sockets.delete(this));
    }
  };
}

/** Our own library takes the WebSocket of its host, and makes a plain one. */
function createPlainSocket(sockets: Set<{ close(): void }>): typeof WebSocket {
  return class extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      sockets.add(this);
      this.addEventListener("close", () => sockets.delete(this));
    }
  };
}

/** The original reports to a host that answers no more; nothing leaves this machine. */
class SilentRequest {
  open(): void {}
  setRequestHeader(): void {}
  send(): void {}
}

function createWorld(sdk: SdkFile, timers: TrialTimers, sockets: Set<{ close(): void }>): World {
  const silent = (): void => undefined;
  const console = { log: silent, info: silent, warn: silent, debug: silent, error: silent };
  const common = { ...timers.functions, performance, console };
  if (needsWx(sdk)) return { ...common, wx: createWx(createTrustingSocket(sockets)) };
  const network = sdk.isOurs
    ? {
        ...{ fetch, URL, URLSearchParams, Headers, AbortController, TextEncoder, TextDecoder },
        WebSocket: createPlainSocket(sockets),
      }
    : { WebSocket: createTrustingSocket(sockets), XMLHttpRequest: SilentRequest };
  return {
    ...common,
    ...network,
    location: { href: "http://localhost/", protocol: "http:" },
    navigator: { userAgent: "node" },
    document: { addEventListener: silent, hidden: false },
    addEventListener: silent,
  };
}

type Done = ((result: object) => void) | undefined;

/** A stand-in for the host of a mini-game, with the functions that the library uses. */
function createWx(Socket: new (url: string) => NodeWebSocket): object {
  const nothing = (): void => undefined;
  return {
    connectSocket({ url, success }: { url: string; success: Done }) {
      const socket = new Socket(url);
      setTimeout(() => success?.({}), 0);
      return createSocketTask(socket);
    },
    getSystemInfoSync: () => ({ platform: "devtools" }),
    getSystemInfo: nothing,
    request: nothing,
    onShow: nothing,
    onHide: nothing,
    onError: nothing,
    onNetworkStatusChange: nothing,
  };
}

function createSocketTask(socket: NodeWebSocket): object {
  return {
    send({ data, success, fail }: { data: ArrayBuffer | string; success: Done; fail: Done }) {
      try {
        socket.send(data);
        success?.({});
      } catch (error) {
        fail?.({ errMsg: String(error) });
      }
    },
    close({ success }: { success?: Done } = {}) {
      socket.close();
      success?.({});
    },
    onOpen: (callback: (event: object) => void) => socket.addEventListener("open", () => callback({})),
    onMessage: (callback: (event: object) => void) =>
      socket.addEventListener("message", ({ data }) => callback({ data })),
    onClose: (callback: (event: object) => void) => socket.addEventListener("close", () => callback({})),
    onError: (callback: (event: object) => void) =>
      socket.addEventListener("error", ({ message }) => callback({ errMsg: message })),
  };
}
