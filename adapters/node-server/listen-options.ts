import { type SecureVersion } from "node:tls";

/** Where a complete server listens. */
export interface ListenOptions {
  /** 0 = any free port. */
  readonly port?: number;
  /** All interfaces when left out. */
  readonly hostname?: string;
  /** Certificate and key, PEM: the port then takes TLS connections beside plain ones. */
  readonly tls?: {
    readonly cert: string | Buffer;
    readonly key: string | Buffer;
    /** Oldest version of TLS that is taken, see `acceptTlsToo`; 1.2 when left out. */
    readonly minVersion?: SecureVersion;
  };
  /**
   * A second port, for unmodified `MGOBE.js` clients whose `url` is a host name alone; they expect 443 for `port` and
   * 5443 here. 0 = any free port. None when left out.
   */
  readonly relayPort?: number;
  /** A further port that leads to just this process, where several processes of a machine share `port`. */
  readonly ownPort?: number;
}
