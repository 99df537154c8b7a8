/** Where a server is, as the Colyseus SDK wants to know it. */
export interface Endpoint {
  readonly hostname: string;
  readonly port: number;
  readonly secure: boolean;
  /** Without a slash at its end. */
  readonly pathname: string;
}

/** Hosts that no certificate is made out for: this machine and private networks. */
const localHost =
  /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[?::1\]?$|0\.0\.0\.0$)|\.(local|localhost|lan)$|^[^.:]+$/i;

/**
 * Reads `config.url`. A scheme decides: `wss://` and `https://` are encrypted, `ws://` and `http://` are not. Without one
 * it is the page's own: plain on an `http:` page, encrypted on an `https:` page; where there is no page (mini-games,
 * native apps, Node) it is plain for this machine and private networks, and encrypted for every other host, as it always
 * was with MGOBE (spec mgobe-client §2.13, ConfigPara).
 *
 * @param pageProtocol `location.protocol` of the page, if there is one
 * @returns undefined when there is no host in it
 * @example
 * parseEndpoint("game.example.com/mgobe", undefined); // wss, port 443, path /mgobe
 */
export function parseEndpoint(url: string, pageProtocol: string | undefined): Endpoint | undefined {
  const match = /^\s*(?:(wss?|https?):\/\/)?(\[[^\]]+\]|[^:/?#\s]+)(?::(\d+))?([^?#\s]*)/i.exec(url);
  const hostname = match?.[2];
  if (!match || !hostname) return undefined;
  const scheme = match[1]?.toLowerCase();
  const secure = scheme ? scheme === "wss" || scheme === "https" : isSecureHost(hostname, pageProtocol);
  const port = match[3] ? Number(match[3]) : secure ? 443 : 80;
  return { hostname, port, secure, pathname: (match[4] ?? "").replace(/\/+$/, "") };
}

function isSecureHost(hostname: string, pageProtocol: string | undefined): boolean {
  if (pageProtocol === "http:") return false;
  if (pageProtocol === "https:") return true;
  return !localHost.test(hostname);
}
