import { type IncomingMessage, type ServerResponse } from "node:http";
import { type TLSSocket } from "node:tls";

/** Where the console is. */
export const consolePath = "/console";

const cookieName = "mgobe_console";

/** Nothing but the console's own files; nobody may put it into a frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Headers of everything that the console answers. */
export const safeHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy": policy,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
};

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    ...safeHeaders,
    ...headers,
    "Content-Type": "application/json; charset=utf-8",
  });
  response.end(JSON.stringify(value));
}

/** The session's id of a request. */
export function readCookie({ headers }: IncomingMessage): string | undefined {
  for (const part of (headers.cookie ?? "").split(";")) {
    const [name = "", value = ""] = part.trim().split("=", 2);
    if (name === cookieName && /^[\w-]{43}$/.test(value)) return value;
  }
  return undefined;
}

/** The header that gives a browser the session, or takes it away. */
export function writeCookie(id: string | undefined, isSecure: boolean): string {
  const parts = [`${cookieName}=${id ?? ""}`, `Path=${consolePath}`, "HttpOnly", "SameSite=Strict"];
  if (isSecure) parts.push("Secure");
  if (id === undefined) parts.push("Max-Age=0");
  return parts.join("; ");
}

/** Whether the browser is on TLS, with the server or with the proxy in front of it. */
export function isSecure({ socket, headers }: IncomingMessage, trustProxy: boolean): boolean {
  if ((socket as TLSSocket).encrypted) return true;
  return (
    trustProxy &&
    String(headers["x-forwarded-proto"] ?? "")
      .split(",")[0]
      ?.trim() === "https"
  );
}

/** Address of who asks, for counting and for the log. */
export function readAddress({ socket, headers }: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy
    ? String(headers["x-forwarded-for"] ?? "")
        .split(",")
        .at(-1)
        ?.trim()
    : "";
  return (forwarded || socket.remoteAddress || "").replace(/^::ffff:(?=\d+\.)/, "").slice(0, 64);
}

/**
 * Whether a request comes from a page of this very server. Browsers send `Origin` with each `POST`; a program that sends
 * neither it nor `Sec-Fetch-Site` is no browser, and nobody's cookies are with it.
 */
export function isFromHere({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const { origin, host } = headers;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
