/** Where a server is, as the Colyseus SDK wants to know it. */
export interface Endpoint {
  readonly hostname: string;
  readonly port: number;
  readonly secure: boolean;
  /** Without a slash at its end. */
  readonly pathname: string;
  /** Without the question mark; sent with every request. */
  readonly searchParams?: string;
}

/** Hosts that no certificate is made out for: this machine and private networks. */
const localHost =
  /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[?::1\]?$|0\.0\.0\.0$)|\.(local|localhost|lan)$|^[^.:]+$/i;

/** Scheme, host, port, path, query; nothing else may stand around them. Full-width punctuation is none of a host. */
const urlPattern =
  /^\s*(?:(wss?|https?):\/\/)?(\[[\da-f:.]+\]|[\w.\-\u00a1-\u2fff\u3040-\ufeff]+)(?::(\d{1,5}))?(\/(?!\/)[^?#\s]*)?(?:\?([^#\s]*))?(?:#\S*)?\s*$/i;

/**
 * Reads `config.url`. A scheme decides: `wss://` and `https://` are encrypted, `ws://` and `http://` are not. Without one
 * it is the page's own: plain on an `http:` page, encrypted on an `https:` page; where there is no page (mini-games,
 * native apps, Node) it is plain for this machine and private networks, and encrypted for every other host and for port
 * 443, as it always was with MGOBE (spec mgobe-client §2.13, ConfigPara).
 *
 * @param pageProtocol `location.protocol` of the page, if there is one
 * @returns undefined when it names no server, e.g. with another scheme, or a port that is no number
 * @example
 * parseEndpoint("game.example.com/mgobe", undefined); // wss, port 443, path /mgobe
 */
export function parseEndpoint(url: string, pageProtocol: string | undefined): Endpoint | undefined {
  const [, scheme = "", hostname = "", givenPort, pathname = "", searchParams] = urlPattern.exec(url) ?? [];
  if (hostname === "") return undefined;
  const port = givenPort === undefined ? undefined : Number(givenPort);
  if (port === 0 || (port !== undefined && port > 65_535)) return undefined;
  const secure = scheme
    ? /^(wss|https)$/i.test(scheme)
    : port === 443 || isSecureHost(hostname, pageProtocol);
  return {
    hostname,
    port: port ?? (secure ? 443 : 80),
    secure,
    pathname: pathname.replace(/\/+$/, ""),
    ...(searchParams ? { searchParams } : undefined),
  };
}

function isSecureHost(hostname: string, pageProtocol: string | undefined): boolean {
  if (pageProtocol === "http:") return false;
  if (pageProtocol === "https:") return true;
  return !localHost.test(hostname);
}
