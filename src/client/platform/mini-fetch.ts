import { type MiniPlatform } from "./platform";

/** The answer of a `fetch`, as far as the Colyseus SDK reads it. */
interface MiniResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
  text(): Promise<string>;
  blob(): Promise<string>;
}

interface MiniRequest {
  readonly method?: string;
  readonly headers?: { forEach(callback: (value: string, name: string) => void): void };
  readonly body?: string;
}

/**
 * A `fetch` over `wx.request` and its likes, as far as the Colyseus SDK needs one: it sends and receives JSON.
 *
 * @param platform one that has neither `fetch` nor `XMLHttpRequest`
 */
export function createMiniFetch(
  platform: MiniPlatform,
): (url: string, init?: MiniRequest) => Promise<MiniResponse> {
  return (url, init = {}) =>
    new Promise((resolve, reject) => {
      const header: Record<string, string> = {};
      init.headers?.forEach((value, name) => {
        header[name] = value;
      });
      platform.request({
        url,
        method: init.method ?? "GET",
        header,
        data: init.body,
        // The text as it came; the SDK parses it.
        dataType: "text",
        success: ({ statusCode, data, header: given }) => resolve(toResponse(statusCode, data, given ?? {})),
        fail: (reason) => reject(new TypeError(reason?.errMsg ?? "network request failed")),
      });
    });
}

function toResponse(status: number, data: unknown, header: Record<string, string>): MiniResponse {
  const text = typeof data === "string" ? data : JSON.stringify(data);
  const names = Object.keys(header);
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText: String(status),
    headers: {
      get: (name) => {
        const found = names.find((key) => key.toLowerCase() === name.toLowerCase());
        return found === undefined ? null : String(header[found]);
      },
    },
    json: () => Promise.resolve().then(() => JSON.parse(text) as unknown),
    text: () => Promise.resolve(text),
    blob: () => Promise.resolve(text),
  };
}
