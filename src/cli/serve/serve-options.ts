import { type LogLevel } from "../../engine/logs/log";

/** Options of `mgobe-migrate serve`. */
export interface ServeOptions {
  /** Undefined = the default one, or the next that is free. */
  readonly port?: number;
  /** Undefined = all addresses. */
  readonly host?: string;
  readonly config?: string;
  readonly watch?: boolean;
  readonly logLevel?: LogLevel;
  readonly logDir?: string;
  /** False for `--no-log-files`. */
  readonly logFiles?: boolean;
  /** File of the certificate, PEM. */
  readonly tlsCert?: string;
  /** File of its key, PEM. */
  readonly tlsKey?: string;
  /** A certificate of a local authority instead. */
  readonly tlsDev?: boolean;
}
