import { getGatewayUrl, getNetworkAddresses } from "../../../../adapters/wire/server/gateway-urls";
import { isGatewayUrl } from "../../../../adapters/wire/server/attach-gateway";
import { isRelayAddress } from "../../../../adapters/wire/gateway/wire-socket";

it("gives the host with port and path, without the port that is TLS' own", () => {
  expect(getGatewayUrl("192.168.1.20", 2567)).toBe("192.168.1.20:2567/mgobe");
  expect(getGatewayUrl("localhost", 443)).toBe("localhost/mgobe");
});

it("gives the host name alone for the two ports that MGOBE had, and for no others", () => {
  expect(getGatewayUrl("10.0.0.3", 443, 5443)).toBe("10.0.0.3");
  expect(getGatewayUrl("localhost", 443, 5444)).toBe("localhost/mgobe");
  expect(getGatewayUrl("localhost", 2567, 5443)).toBe("localhost:2567/mgobe");
});

it.each(["localhost", "192.168.1.20", "[fd00::1]"])(
  "gives a url of %s that stays valid when a client puts its relay port behind it, and leads to this gateway",
  (host) => {
    const url = getGatewayUrl(host, 2567);
    const common = new URL(`wss://${url}`);
    const relay = new URL(`wss://${url}:5443`);
    expect(relay.host).toBe(common.host);
    expect([common, relay].map(({ pathname }) => isGatewayUrl(pathname))).toEqual([true, true]);
    expect([common, relay].map(({ pathname }) => isRelayAddress(pathname, 2567))).toEqual([false, true]);
  },
);

it("lists addresses that others can reach, not those of the machine itself", () => {
  const info = (address: string, family: "IPv4" | "IPv6", internal: boolean) =>
    ({ address, family, internal, netmask: "", mac: "", cidr: null, scopeid: 0 }) as any;
  expect(
    getNetworkAddresses({
      lo: [info("127.0.0.1", "IPv4", true)],
      eth0: [info("192.168.1.20", "IPv4", false), info("fe80::1", "IPv6", false)],
      gone: undefined,
    }),
  ).toEqual(["192.168.1.20"]);
});

it.each([
  ["/", 443, false],
  ["/", 5443, true],
  ["/", 8585, true],
  ["/mgobe", 2567, false],
  ["/mgobe:5443", 2567, true],
  ["/mgobe:8585/", 2567, true],
  ["/?r=:5443", 2567, true],
  ["/mgobe5443", undefined, false],
])("takes %s on port %s for a relay socket: %s", (path, port, isRelay) => {
  expect(isRelayAddress(path, port)).toBe(isRelay);
});
