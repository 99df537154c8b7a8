import { getGatewayUrls, getNetworkAddresses } from "../../../../adapters/wire/server/gateway-urls";
import { isGatewayUrl } from "../../../../adapters/wire/server/attach-gateway";
import { isRelayAddress } from "../../../../adapters/wire/gateway/wire-socket";

it("gives a url for this machine and one for each address of it", () => {
  expect(getGatewayUrls(2567, ["192.168.1.20", "10.0.0.3"])).toEqual([
    { reach: "here", url: "localhost:2567/mgobe" },
    { reach: "network", url: "192.168.1.20:2567/mgobe" },
    { reach: "network", url: "10.0.0.3:2567/mgobe" },
  ]);
  expect(getGatewayUrls(443, [])[0]!.url).toBe("localhost/mgobe");
});

it("gives the host name alone for the two ports that MGOBE had, and for no others", () => {
  expect(getGatewayUrls(443, ["10.0.0.3"], 5443).map(({ url }) => url)).toEqual(["localhost", "10.0.0.3"]);
  expect(getGatewayUrls(443, [], 5444)[0]!.url).toBe("localhost/mgobe");
  expect(getGatewayUrls(2567, [], 5443)[0]!.url).toBe("localhost:2567/mgobe");
});

it("gives urls that stay valid when a client puts its relay port behind them, and lead to this gateway", () => {
  for (const { url } of getGatewayUrls(2567, ["192.168.1.20"])) {
    const common = new URL(`wss://${url}`);
    const relay = new URL(`wss://${url}:5443`);
    expect(relay.host).toBe(common.host);
    expect([common, relay].map(({ pathname }) => isGatewayUrl(pathname))).toEqual([true, true]);
    expect([common, relay].map(({ pathname }) => isRelayAddress(pathname, 2567))).toEqual([false, true]);
  }
});

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
