import { getGatewayUrl } from "../../../adapters/wire/server/gateway-urls";
import { type BilingualText } from "../../contract/bilingual-text";
import { type BackendName } from "./backends";
import { serveTexts } from "./serve-texts";

/** A server, as far as it matters to what is put into a game. */
export interface ReachedServer {
  readonly port: number;
  readonly relayPort?: number;
  readonly backend: BackendName;
  /** A room type of Colyseus, or a namespace of Socket.IO. */
  readonly entrance: string;
  /** Whether the port takes TLS. */
  readonly isSecure: boolean;
  /** Whether nobody gets in without a signed login. */
  readonly needsLogin: boolean;
  /** Whether several processes may be behind the port. */
  readonly isClustered?: boolean;
}

/** A line of code for one step of a migration. */
export interface GameStep {
  /** Whom it is for. */
  readonly label: BilingualText;
  /** To be copied as it is. */
  readonly code: string;
}

/**
 * What to put into the game at each step, complete: the `url` for the original `MGOBE.js`, that for the drop-in, the call
 * for the backend's own client.
 *
 * @param host name or address by which clients reach the server, IPv6 in brackets
 */
export function describeSteps(host: string, server: ReachedServer): GameStep[] {
  const { backend, entrance, port, relayPort, isSecure, needsLogin, isClustered } = server;
  // With its scheme: without one it would be the page's, or guessed from the host.
  const url = `${isSecure ? "wss" : "ws"}://${new URL(`${isSecure ? "https" : "http"}://${host}:${port}`).host}`;
  const original = { label: serveTexts.stepOriginal, code: `url: "${getGatewayUrl(host, port, relayPort)}"` };
  // What createSignature gives is the game's own, so that this part cannot be written out.
  const login = needsLogin ? "{ openId, sign, nonce, timestamp }" : undefined;
  if (backend === "socket.io") {
    const address = `${url.replace(/^ws/, "http")}${entrance}`;
    // A client that polls would come to another process with each request.
    const way = isClustered ? 'transports: ["websocket"], ' : "";
    const call = `const socket = io("${address}", { ${way}auth: ${login ?? '{ openId: "me" }'} });`;
    return [
      original,
      { label: serveTexts.stepSocketDropIn, code: `url: "${url}"` },
      { label: serveTexts.stepSocketIo, code: `import { io } from "socket.io-client"; ${call}` },
    ];
  }
  const call = `const room = await new Client("${url}").joinOrCreate("${entrance}"${login ? `, ${login}` : ""});`;
  return [
    original,
    { label: serveTexts.stepDropIn, code: `url: "${url}"` },
    { label: serveTexts.stepColyseus, code: `import { Client } from "@colyseus/sdk"; ${call}` },
  ];
}
