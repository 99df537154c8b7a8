import { type NetworkInterfaceInfo } from "node:os";
import { defaultGatewayPath } from "./attach-gateway";
import { classicCommonPort, classicRelayPort } from "./relay-port";

/** A string to put into a game's `url`, and for whom it is. */
export interface GatewayUrl {
  /** `here` = browser and devtools on this machine, `network` = devices in the same network. */
  readonly reach: "here" | "network";
  /** Without a scheme, as clients want it. */
  readonly url: string;
}

/**
 * What to put into `url` of a game's configuration. Clients put `:5443` behind it for their relay socket, so that a bare
 * `host:port` would be no URL any more: the path is not optional (spec mgobe-wire §0.2).
 *
 * @param port port of the server
 * @param addresses addresses of this machine in its network, see {@link getNetworkAddresses}
 * @param relayPort the second port, if there is one: with MGOBE's own pair the host name alone is enough
 * @example
 * getGatewayUrls(2567, ["192.168.1.20"])[0].url; // "localhost:2567/mgobe"
 */
export function getGatewayUrls(port: number, addresses: readonly string[], relayPort?: number): GatewayUrl[] {
  const isClassic = port === classicCommonPort && relayPort === classicRelayPort;
  const end = `${port === classicCommonPort ? "" : `:${port}`}${isClassic ? "" : defaultGatewayPath}`;
  const toUrl = (host: string): string => host + end;
  return [
    { reach: "here", url: toUrl("localhost") },
    ...addresses.map((address): GatewayUrl => ({ reach: "network", url: toUrl(address) })),
  ];
}

/**
 * IPv4 addresses under which other machines reach this one.
 *
 * @param interfaces what `os.networkInterfaces()` gives
 */
export function getNetworkAddresses(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): string[] {
  return Object.values(interfaces)
    .flatMap((infos) => infos ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address);
}
