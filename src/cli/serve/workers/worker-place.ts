import { ToolError } from "../../../contract";
import { type CommandContext } from "../../command-context";

/** What a worker of several is told by the process that started it. */
export interface WorkerPlace {
  /** 1, 2, … */
  readonly number: number;
  /** Port that all workers share. */
  readonly port: number;
  readonly relayPort?: number;
  /** Port that leads to this worker alone, where it needs one. */
  readonly ownPort?: number;
  /** `host:port` by which clients reach this worker alone. */
  readonly publicAddress?: string;
  /** Whether it tells what all workers have in common. */
  readonly hasBanner: boolean;
}

/** Name of the variable that makes a process a worker. */
export const workerVariable = "MGOBE_MIGRATE_WORKER";

/** What this process was told as a worker; undefined when it is none. */
export function readWorkerPlace({ environment }: CommandContext): WorkerPlace | undefined {
  const text = environment[workerVariable];
  return text ? (JSON.parse(text) as WorkerPlace) : undefined;
}

/** Addresses of workers that follow each other from a first one. */
export interface WorkerAddress {
  readonly ownPort: number;
  readonly publicAddress: string;
}

const lastPort = 65_535;

/**
 * The addresses of `count` workers: the first is given, the others have the ports behind it.
 *
 * @param first `host:port`
 * @throws ToolError BAD_OPTION for anything else
 * @example
 * listWorkerAddresses("game.example.com:7001", 2); // …, game.example.com:7002
 */
export function listWorkerAddresses(first: string, count: number): WorkerAddress[] {
  const [, host = "", text = ""] = /^([^\s/:]+):(\d+)$/.exec(first) ?? [];
  const port = Number(text);
  if (port === 0 || port + count - 1 > lastPort) {
    const reason = {
      en: `with --workers it is host:port, the first of ${count} ports that follow each other; ${first} is not`,
      zh: `与 --workers 一起使用时应为 host:port，即 ${count} 个连续端口中的第一个；${first} 不是`,
    };
    throw new ToolError("BAD_OPTION", { option: "--public-address", reason });
  }
  return Array.from({ length: count }, (_, index) => ({
    ownPort: port + index,
    publicAddress: `${host}:${port + index}`,
  }));
}
