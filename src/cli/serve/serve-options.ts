import { type LogLevel } from "../../engine/logs/log";
import { type BackendName } from "./backends";

/** Options of `mgobe-migrate serve`. */
export interface ServeOptions {
  /** What carries the game; Colyseus when left out. */
  readonly backend?: BackendName;
  /** Undefined = the default one, or the next that is free. */
  readonly port?: number;
  /** Second port, for clients whose `url` is a host name alone. */
  readonly relayPort?: number;
  /** 443 and 5443, where no others are given. */
  readonly classicPorts?: boolean;
  /** The address of a client is what a proxy in front says it is. */
  readonly trustProxy?: boolean;
  /** Undefined = all addresses. */
  readonly host?: string;
  readonly config?: string;
  /** Addresses that may read the metrics. */
  readonly metricsHost?: readonly string[];
  /** File with the password of the console. */
  readonly consolePasswordFile?: string;
  /** How long rooms go on after the signal to stop, seconds. */
  readonly drainSeconds?: number;
  readonly watch?: boolean;
  /** New file that keeps what clients send and get. */
  readonly record?: string;
  readonly logLevel?: LogLevel;
  readonly logDir?: string;
  /** False for `--no-log-files`. */
  readonly logFiles?: boolean;
  /** Seconds after which a process that is stuck ends itself; undefined = never. */
  readonly maxStall?: number;
  /** File of the certificate, PEM. */
  readonly tlsCert?: string;
  /** File of its key, PEM. */
  readonly tlsKey?: string;
  /** A certificate of a local authority instead. */
  readonly tlsDev?: boolean;
  /** Oldest version of TLS that is taken. */
  readonly tlsMin?: "1.0" | "1.1" | "1.2" | "1.3";
}
