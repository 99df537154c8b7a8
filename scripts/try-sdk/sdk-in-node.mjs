import vm from "node:vm";
import { WebSocket as NodeWebSocket } from "ws";
import { needsWx } from "./sdk-file.mjs";

/** The authority of `--tls-dev` is this machine's own and need not be trusted by Node for a trial. */
class TrustingWebSocket extends NodeWebSocket {
  constructor(url) {
    super(url, { rejectUnauthorized: false });
    this.binaryType = "arraybuffer";
  }
}

/** The original reports to a host that answers no more; nothing leaves this machine. */
class SilentRequest {
  open() {}
  setRequestHeader() {}
  send() {}
}

/**
 * Runs a library's file in a world of its own: two players need two.
 *
 * @param sdk what readSdkFile returned
 * @returns its `MGOBE`
 */
export function loadSdk(sdk) {
  const world = vm.createContext(needsWx(sdk) ? miniGameWorld() : browserWorld(sdk));
  world.window = world.self = world;
  if (needsWx(sdk)) world.GameGlobal = world;
  const module = { exports: {} };
  const wrapper = vm.runInContext(`(function (exports, module, define) {${sdk.code}\n})`, world);
  wrapper(module.exports, module, undefined);
  return module.exports.Listener ? module.exports : (world.MGOBE ?? module.exports.MGOBE);
}

function commonWorld() {
  const silent = { log() {}, info() {}, warn() {}, debug() {}, error: console.error };
  const requestAnimationFrame = (callback) => setTimeout(callback, 16);
  return {
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    requestAnimationFrame,
    performance,
    console: silent,
  };
}

function browserWorld(sdk) {
  const network = sdk.isOurs
    ? { WebSocket, fetch, URL, URLSearchParams, Headers, AbortController, TextEncoder, TextDecoder }
    : { WebSocket: TrustingWebSocket, XMLHttpRequest: SilentRequest };
  return {
    ...commonWorld(),
    ...network,
    location: { href: "http://localhost/", protocol: "http:" },
    navigator: { userAgent: "node" },
    document: { addEventListener() {}, hidden: false },
    addEventListener() {},
  };
}

/** A stand-in for the host of a mini-game, with the functions that the library uses. */
function miniGameWorld() {
  const wx = {
    connectSocket({ url, success }) {
      const socket = new TrustingWebSocket(url);
      setTimeout(() => success?.({}), 0);
      return socketTask(socket);
    },
    getSystemInfoSync: () => ({ platform: "devtools" }),
    getSystemInfo() {},
    request() {},
    onShow() {},
    onHide() {},
    onError() {},
    onNetworkStatusChange() {},
  };
  return { ...commonWorld(), wx };
}

function socketTask(socket) {
  return {
    send({ data, success, fail }) {
      try {
        socket.send(data);
        success?.({});
      } catch (error) {
        fail?.({ errMsg: String(error) });
      }
    },
    close({ success } = {}) {
      socket.close();
      success?.({});
    },
    onOpen: (callback) => socket.addEventListener("open", () => callback({})),
    onMessage: (callback) => socket.addEventListener("message", ({ data }) => callback({ data })),
    onClose: (callback) => socket.addEventListener("close", () => callback({})),
    onError: (callback) => socket.addEventListener("error", ({ message }) => callback({ errMsg: message })),
  };
}
