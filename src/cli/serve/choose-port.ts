import { createServer } from "node:net";
import { ToolError } from "../../contract";

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
 * The port that was asked for, or the first free one from the default on.
 *
 * @throws ToolError PORT_TAKEN when the port asked for, or all that were tried, are taken; HOST_UNUSABLE
 */
export async function choosePort(wanted: number | undefined, host: string | undefined): Promise<ChosenPort> {
  if (wanted !== undefined) {
    if (!(await isPortFree(wanted, host))) throw new ToolError("PORT_TAKEN", { port: String(wanted) });
    return { port: wanted, isReplacement: false };
  }
  for (let port = defaultPort; port <= defaultPort + furtherPorts; port++) {
    if (await isPortFree(port, host)) return { port, isReplacement: port !== defaultPort };
  }
  throw new ToolError("PORT_TAKEN", { port: `${defaultPort}–${defaultPort + furtherPorts}` });
}

/**
 * Tries whether a port can be listened on.
 *
 * @throws ToolError HOST_UNUSABLE when the trouble is not another program on that port
 */
export async function isPortFree(port: number, host?: string): Promise<boolean> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject);
      probe.listen(port, host, resolve);
    });
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") return false;
    throw new ToolError(
      "HOST_UNUSABLE",
      { place: `${host ?? "*"}:${port}`, reason: message },
      { cause: error },
    );
  } finally {
    if (probe.listening) await new Promise((resolve) => probe.close(resolve));
  }
}
