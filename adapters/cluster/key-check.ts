import { ToolError } from "../../src/contract";

/** Refuses to start when a process of the same game turns out to have another serverKey: nothing else would ever link them. */
export class KeyCheck {
  /** Rejects with CLUSTER_KEY_DIFFERS once that is known; never resolves. */
  readonly refused: Promise<never>;
  private refuse: (error: ToolError) => void = () => undefined;

  constructor(private readonly gameId: string) {
    this.refused = new Promise<never>((_resolve, reject) => (this.refuse = reject));
    // Nobody may be waiting any more.
    this.refused.catch(() => undefined);
  }

  /** The process at an address of a link has another key. Of no effect on a process that has started. */
  note(linkAddress: string): void {
    const [address = ""] = linkAddress.split("/");
    this.refuse(new ToolError("CLUSTER_KEY_DIFFERS", { gameId: this.gameId, address }));
  }
}
