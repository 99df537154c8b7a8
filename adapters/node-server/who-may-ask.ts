import { type IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import { ToolError } from "../../src/contract";

/** Headers by which a proxy says that it asks for somebody else. */
const forwardingHeaders = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/**
 * Tells whether a request may see what is for the operator: one from this machine itself, or from an address that was
 * allowed. A proxy on this machine asks for others, so what it hands on counts as from outside, whoever it names.
 *
 * @param allowed addresses (`10.0.0.5`), ranges (`10.0.0.0/8`), or `*` for everybody
 * @throws ToolError METRICS_HOST_INVALID
 * @example
 * const mayAsk = createGate(["10.0.0.5"]);
 * if (!mayAsk(request)) response.writeHead(403).end();
 */
export function createGate(allowed: readonly string[] = []): (request: IncomingMessage) => boolean {
  if (allowed.includes("*")) return () => true;
  const list = new BlockList();
  for (const entry of allowed) add(list, entry);
  const here = new BlockList();
  here.addSubnet("127.0.0.0", 8, "ipv4");
  here.addAddress("::1", "ipv6");
  return ({ headers, socket }) => {
    const address = (socket.remoteAddress ?? "").replace(/^::ffff:(?=\d+\.)/, "");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (isIP(address) === 0) return false;
    if (list.check(address, family)) return true;
    return here.check(address, family) && forwardingHeaders.every((name) => headers[name] === undefined);
  };
}

function add(list: BlockList, entry: string): void {
  const [address = "", prefix, ...rest] = entry.split("/");
  const version = isIP(address);
  const family = version === 6 ? "ipv6" : "ipv4";
  const bits = Number(prefix);
  const isRange = prefix !== undefined;
  const isGood =
    version !== 0 &&
    rest.length === 0 &&
    (!isRange || (/^\d{1,3}$/.test(prefix) && bits <= (version === 6 ? 128 : 32)));
  if (!isGood) throw new ToolError("METRICS_HOST_INVALID", { value: entry });
  if (isRange) list.addSubnet(address, bits, family);
  else list.addAddress(address, family);
}
