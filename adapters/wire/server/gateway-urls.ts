import { type NetworkInterfaceInfo } from "node:os";
import { defaultGatewayPath } from "./attach-gateway";
import { classicCommonPort, classicRelayPort } from "./relay-port";

/**
 * What to put into `url` of a game's configuration, without a scheme, as clients want it. They put `:5443` behind it for
 * their relay socket, so that a bare `host:port` would be no URL any more: the path is not optional (spec mgobe-wire §0.2).
 *
 * @param host name or address, IPv6 in brackets
 * @param port port of the server
 * @param relayPort the second port, if there is one: with MGOBE's own pair the host name alone is enough
 * @example
 * getGatewayUrl("localhost", 2567); // "localhost:2567/mgobe"
 */
export function getGatewayUrl(host: string, port: number, relayPort?: number): string {
  const isClassic = port === classicCommonPort && relayPort === classicRelayPort;
  return `${host}${port === classicCommonPort ? "" : `:${port}`}${isClassic ? "" : defaultGatewayPath}`;
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
