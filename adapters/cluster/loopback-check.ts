import { ToolError } from "../../src/contract";
import { findStranded, readLinkAddress } from "./link-address";

/**
 * Finds processes on two machines of which one has told an address that leads to whoever dials it: the one that starts is
 * refused, the other one says so.
 */
export class LoopbackCheck {
  /** Whether this process has started: it goes on then, whatever others tell. */
  isStarted = false;
  /** Rejects with CLUSTER_LINK_LOOPBACK when this process must not start; never resolves. */
  readonly refused: Promise<never>;
  private refuse: (error: ToolError) => void = () => undefined;
  private readonly told = new Set<string>();

  constructor(
    private readonly own: string,
    private readonly tell: (message: string) => void,
  ) {
    this.refused = new Promise<never>((_resolve, reject) => (this.refuse = reject));
    // Nobody may be waiting any more.
    this.refused.catch(() => undefined);
  }

  /** Looks at the addresses of all processes. */
  look(addresses: Iterable<string>): void {
    const other = findStranded(this.own, addresses);
    if (other === undefined) return;
    const { host, machine = "" } = readLinkAddress(other);
    const details = { own: readLinkAddress(this.own).host, other: host, machine };
    const error = new ToolError("CLUSTER_LINK_LOOPBACK", details);
    if (!this.isStarted) return this.refuse(error);
    if (!this.told.has(machine)) this.tell(error.message);
    this.told.add(machine);
  }
}
