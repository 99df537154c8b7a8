import { type Filling, ToolError } from "../../../contract";
import { SystemClock } from "../../../engine";
import { ExitCode } from "../../exit-codes";
import { type Terminal } from "../../terminal";
import { type ClusterPlace } from "../backends";
import { type ChosenPort, defaultPort, requireFreePort } from "../choose-port";
import { type ServeOptions } from "../serve-settings";
import { serveTexts } from "../serve-texts";
import { onLateSignal, waitForStopSignal } from "../stop-signal";
import { type WorkerEnd, WorkerPool } from "./worker-pool";
import { listWorkerAddresses, type WorkerAddress } from "./worker-place";
import { startWorker } from "./worker-process";

/** What workers are run with. */
export interface WorkersStart {
  readonly count: number;
  readonly ports: { readonly port: ChosenPort; readonly relayPort: number | undefined };
  /** The first worker's public address is that of the cluster; without one none has a port of its own. */
  readonly cluster: ClusterPlace;
  readonly host: ServeOptions["host"];
}

/**
 * Runs several processes that host one game behind one port, until this one is told to stop; then lets all end. One that
 * ends by itself is started again.
 *
 * @returns the exit code
 * @throws ToolError BAD_OPTION, PORT_TAKEN, PORT_FORBIDDEN, HOST_UNUSABLE
 */
export async function runWorkers(start: WorkersStart, terminal: Terminal): Promise<number> {
  const { publicAddress } = start.cluster;
  const addresses = publicAddress === undefined ? [] : listWorkerAddresses(publicAddress, start.count);
  await requireOwnPorts(start, addresses);
  const { port, isReplacement } = start.ports.port;
  const say = <Name extends keyof typeof serveTexts>(
    name: Name,
    ...details: Filling<(typeof serveTexts)[Name]>
  ): void =>
    terminal.print(
      terminal.paint("yellow", terminal.say<(typeof serveTexts)[Name]>(serveTexts[name], ...details)),
    );
  if (isReplacement) say("portReplaced", { wanted: String(defaultPort), port: String(port) });
  let stopByWorker = (): void => undefined;
  const toldByWorker = new Promise<void>((resolve) => (stopByWorker = resolve));
  const pool = new WorkerPool({
    count: start.count,
    clock: new SystemClock(),
    start: (number, isFirst) => startOne(start, addresses, number, isFirst, terminal, stopByWorker),
    onReady: (number, pid) => {
      const address = addresses[number - 1]?.publicAddress;
      const details = { number: String(number), pid: String(pid), address: address ?? "" };
      const text = address === undefined ? serveTexts.workerUpUnnamed : serveTexts.workerUp;
      terminal.print(terminal.say(text, details));
    },
    onDeath: (number, end, pause) =>
      say("workerDied", {
        number: String(number),
        end: describeEnd(end),
        seconds: String(Math.round(pause / 1000)),
      }),
  });
  const stopSignal = waitForStopSignal();
  onLateSignal(stopSignal, toldByWorker, () => terminal.print(terminal.say(serveTexts.endingAlready)));
  const failed = await Promise.race([pool.start(), stopSignal, toldByWorker]);
  if (!failed) {
    await Promise.race([stopSignal, toldByWorker]);
    terminal.print(terminal.say(serveTexts.workersStopping, { count: String(start.count) }));
  }
  pool.stop();
  await pool.ended;
  terminal.print(terminal.say(serveTexts.stopped));
  if (failed) return (failed.code ?? ExitCode.failed) || ExitCode.failed;
  return pool.isClean ? ExitCode.done : ExitCode.findings;
}

function startOne(
  { ports }: WorkersStart,
  addresses: readonly WorkerAddress[],
  number: number,
  isFirst: boolean,
  terminal: Terminal,
  onStopAll: () => void,
): ReturnType<typeof startWorker> {
  const place = {
    ...addresses[number - 1],
    number,
    port: ports.port.port,
    relayPort: ports.relayPort,
    hasBanner: isFirst,
  };
  const mark = terminal.paint("dim", `${number} |`);
  return startWorker(place, {
    onLine: (line, isError) => {
      const marked = line === "" ? mark : `${mark} ${line}`;
      if (isError) terminal.printError(marked);
      else terminal.print(marked);
    },
    onStopAll,
  });
}

/** @throws ToolError */
async function requireOwnPorts(
  { ports, host }: WorkersStart,
  addresses: readonly WorkerAddress[],
): Promise<void> {
  const shared = [ports.port.port, ports.relayPort];
  for (const { ownPort } of addresses) {
    if (shared.includes(ownPort)) {
      const reason = {
        en: `its ${addresses.length} ports are one for each worker alone, and must differ from the port that all share: ${ownPort}`,
        zh: `它的 ${addresses.length} 个端口各属于一个工作进程，不能与所有进程共享的端口 ${ownPort} 相同`,
      };
      throw new ToolError("BAD_OPTION", { option: "--public-address", reason });
    }
    await requireFreePort({ port: ownPort, hostname: host, option: "--public-address" });
  }
}

function describeEnd({ code, signal }: WorkerEnd): string {
  return signal ?? String(code);
}
