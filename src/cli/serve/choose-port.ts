import { createServer } from "node:net";
import { type ListenPlace, toListenError } from "../../../adapters/node-server/listen-error";
import { classicCommonPort, classicRelayPort } from "../../../adapters/wire/server/relay-port";
import { ToolError } from "../../contract";
import { type ServeOptions } from "./serve-settings";

/** Port of Colyseus' own examples. */
export const defaultPort = 2567;

/** Ports that are tried after the default one. */
const furtherPorts = 20;

/** A port to listen on. */
export interface ChosenPort {
  readonly port: number;
  /** The default one was taken. */
  readonly isReplacement: boolean;
}

/**
 * The ports that the options ask for; the relay port is undefined without any.
 *
 * @throws ToolError as {@link choosePort}, and BAD_OPTION when both are the same
 */
export async function choosePorts({
  port,
  relayPort,
  classicPorts,
  host,
}: Pick<ServeOptions, "port" | "relayPort" | "classicPorts" | "host">): Promise<{
  readonly port: ChosenPort;
  readonly relayPort: number | undefined;
}> {
  const wantedRelay = relayPort ?? (classicPorts ? classicRelayPort : undefined);
  const chosen = await choosePort(port ?? (classicPorts ? classicCommonPort : undefined), host);
  if (wantedRelay !== undefined && wantedRelay !== 0) {
    if (wantedRelay === chosen.port) {
      const reason = { en: "must differ from --port", zh: "必须与 --port 不同" };
      throw new ToolError("BAD_OPTION", { option: "--relay-port", reason });
    }
    await requireFreePort({ port: wantedRelay, hostname: host, option: "--relay-port" });
  }
  return { port: chosen, relayPort: wantedRelay };
}

/**
 * The port that was asked for, or the first free one from the default on.
 *
 * @throws ToolError PORT_TAKEN when the port asked for, or all that were tried, are taken; PORT_FORBIDDEN, HOST_UNUSABLE
 */
export async function choosePort(wanted: number | undefined, host: string | undefined): Promise<ChosenPort> {
  if (wanted !== undefined) {
    await requireFreePort({ port: wanted, hostname: host });
    return { port: wanted, isReplacement: false };
  }
  for (let port = defaultPort; port <= defaultPort + furtherPorts; port++) {
    if (await isPortFree(port, host)) return { port, isReplacement: port !== defaultPort };
  }
  const port = `${defaultPort}–${defaultPort + furtherPorts}`;
  throw new ToolError("PORT_TAKEN", { port, option: "--port" });
}

/**
 * Tries whether a port can be listened on.
 *
 * @throws ToolError PORT_FORBIDDEN, HOST_UNUSABLE when the trouble is not another program on that port
 */
async function isPortFree(port: number, host?: string): Promise<boolean> {
  try {
    await requireFreePort({ port, hostname: host });
    return true;
  } catch (error) {
    if (error instanceof ToolError && error.code === "PORT_TAKEN") return false;
    throw error;
  }
}

/**
 * Passes when a port can be listened on.
 *
 * @throws ToolError PORT_TAKEN, PORT_FORBIDDEN, HOST_UNUSABLE
 */
export async function requireFreePort(place: ListenPlace): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject);
      probe.listen(place.port, place.hostname, resolve);
    });
  } catch (cause) {
    throw toListenError(cause, place);
  } finally {
    if (probe.listening) await new Promise((resolve) => probe.close(resolve));
  }
}
