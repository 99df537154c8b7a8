import { waitUntil } from "../../wait-until";

/** What games have in common whose time is the real one. */
export abstract class RealTimeGame {
  abstract settle(): Promise<void>;

  async pass(milliseconds: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await this.settle();
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    await waitUntil(holds, what);
    await this.settle();
  }
}
