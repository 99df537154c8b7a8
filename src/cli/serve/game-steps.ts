import { getGatewayUrl } from "../../../adapters/wire/server/gateway-urls";
import { type BilingualText } from "../../contract/bilingual-text";
import { serveTexts } from "./serve-texts";

/** A server, as far as it matters to what is put into a game. */
export interface ReachedServer {
  readonly port: number;
  readonly relayPort?: number;
  readonly roomName: string;
  /** Whether the port takes TLS. */
  readonly isSecure: boolean;
  /** Whether nobody gets in without a signed login. */
  readonly needsLogin: boolean;
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
 * for the Colyseus SDK.
 *
 * @param host name or address by which clients reach the server, IPv6 in brackets
 */
export function describeSteps(host: string, server: ReachedServer): GameStep[] {
  const { port, relayPort, roomName, isSecure, needsLogin } = server;
  // With its scheme: without one it would be the page's, or guessed from the host.
  const url = `${isSecure ? "wss" : "ws"}://${new URL(`${isSecure ? "https" : "http"}://${host}:${port}`).host}`;
  // What createSignature gives is the game's own, so that this part cannot be written out.
  const login = needsLogin ? ", { openId, sign, nonce, timestamp }" : "";
  const call = `const room = await new Client("${url}").joinOrCreate("${roomName}"${login});`;
  return [
    { label: serveTexts.stepOriginal, code: `url: "${getGatewayUrl(host, port, relayPort)}"` },
    { label: serveTexts.stepDropIn, code: `url: "${url}"` },
    { label: serveTexts.stepColyseus, code: `import { Client } from "@colyseus/sdk"; ${call}` },
  ];
}
