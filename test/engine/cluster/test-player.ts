import { type ResponseEvent } from "../../../src/contract";
import { type Game, type Outlet } from "../../../src/engine";

/** A player at one process: its session, and the room connection that a wire client would open. */
export class TestPlayer {
  readonly events: { name: string; data: any }[] = [];
  readonly replaced: string[] = [];
  hasEnded = false;
  private closeSession: (() => void) | undefined;
  private closeRoom: (() => void) | undefined;
  private readonly outlet: Outlet = {
    kind: "wire",
    deliver: ({ name, data }) => this.events.push({ name, data: JSON.parse(JSON.stringify(data)) }),
    end: () => {
      this.hasEnded = true;
    },
    replace: (id) => {
      this.replaced.push(id);
      this.closeSession?.();
    },
  };

  constructor(
    readonly id: string,
    readonly at: { readonly game: Game },
  ) {
    this.closeSession = at.game.connect(id, this.outlet);
  }

  async call(method: any, para: object = {}): Promise<ResponseEvent<any>> {
    const answer = await this.at.game.handle(this.id, method, { playerInfo: { name: this.id }, ...para });
    this.events.push({ name: `answer ${method}`, data: answer });
    return answer;
  }

  attach(roomId: string): void {
    this.closeRoom = this.at.game.attachToRoom(this.id, roomId, this.outlet);
    if (!this.closeRoom) throw new Error(`${this.id} is not in ${roomId}`);
  }

  detach(): void {
    this.closeRoom?.();
  }

  leave(): void {
    this.closeSession?.();
  }

  names(): string[] {
    return this.events.map(({ name }) => name);
  }
}
