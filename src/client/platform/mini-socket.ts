import { findMiniPlatform, type MiniSocketTask } from "./platform";

type Listener<E> = ((event: E) => void) | null;

function toWholeData(data: string | ArrayBuffer | ArrayBufferView): string | ArrayBuffer {
  if (typeof data === "string" || data instanceof ArrayBuffer) return data;
  // Platforms send whole buffers only, and the SDK's views look into a larger, reused one.
  const { buffer, byteOffset, byteLength } = data;
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
}

/**
 * A WebSocket over `wx.connectSocket` and its likes, as far as the Colyseus SDK uses one; for platforms that have no
 * WebSocket of their own.
 */
export default class MiniSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  binaryType = "arraybuffer";
  readyState: number = MiniSocket.CONNECTING;
  onopen: Listener<object> = null;
  onmessage: Listener<{ data: string | ArrayBuffer }> = null;
  onclose: Listener<{ code: number; reason: string }> = null;
  onerror: Listener<{ message: string }> = null;
  private readonly task: MiniSocketTask;

  constructor(readonly url: string) {
    const platform = findMiniPlatform();
    if (!platform) throw new Error("this platform has neither WebSocket nor connectSocket");
    this.task = platform.connectSocket({ url, fail: (reason) => this.fail(reason?.errMsg) });
    this.task.onOpen(() => {
      this.readyState = MiniSocket.OPEN;
      this.onopen?.({});
    });
    this.task.onMessage((event) => this.onmessage?.({ data: event.data }));
    this.task.onError((event) => this.fail(event?.errMsg));
    this.task.onClose((event) => this.end(event?.code, event?.reason));
  }

  send(data: string | ArrayBuffer | ArrayBufferView): void {
    this.task.send({ data: toWholeData(data) });
  }

  close(code?: number, reason?: string): void {
    if (this.readyState >= MiniSocket.CLOSING) return;
    this.readyState = MiniSocket.CLOSING;
    // Platforms refuse codes other than 1000 and those of applications.
    this.task.close({ code: code ?? 1000, reason: reason ?? "" });
  }

  private fail(message: string | undefined): void {
    if (this.readyState === MiniSocket.CLOSED) return;
    this.onerror?.({ message: message ?? "socket error" });
    // Some platforms report an error and no close after it.
    this.end(undefined, message);
  }

  private end(code: number | undefined, reason: string | undefined): void {
    if (this.readyState === MiniSocket.CLOSED) return;
    this.readyState = MiniSocket.CLOSED;
    this.onclose?.({ code: code ?? 1006, reason: reason ?? "" });
  }
}
