import { type SettingRows, type ValuesOf } from "../settings/setting-row";

/** Every option of `try`. */
export const trySettings = {
  page: {
    kind: "flag",
    flags: "--page",
    text: {
      en: "in a browser, at the address that is printed, instead of Node",
      zh: "在浏览器中（地址会打印出来），而不是在 Node 中",
    },
  },
  port: {
    kind: "number",
    flags: "-p, --port <port>",
    range: { minimum: 0, maximum: 65_535 },
    text: { en: "port of the page", zh: "页面的端口" },
    standard: { en: "any free one", zh: "任意空闲端口" },
  },
  host: {
    kind: "text",
    flags: "--host <host>",
    text: {
      en: "address of the page and the server; 0.0.0.0 also for a phone in the same network",
      zh: "页面与服务器的地址；0.0.0.0 可供同一网络中的手机使用",
    },
    standard: "127.0.0.1",
  },
} as const satisfies SettingRows;

/** Options of `mgobe-migrate try`. */
export type TryOptions = Readonly<ValuesOf<typeof trySettings>>;
