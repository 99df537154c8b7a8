import { type GameHost, type LogLine } from "../../../src/engine";
import { Cable } from "../../servers/cable";
import { type Choose } from "../../seeded-choice";
import { type CompatGame, type CompatPlayer } from "../driver";
import { letServerWork } from "./mail-player";
import { RealTimeGame } from "./real-time-game";
import { type ConnectPlayer, type PlayerCable, type ServerPlayer } from "./server-game";

/** Longest way of what one call sets off: its front, the leader, the room's process, another front. */
const longestWay = 4;

/** Cables of one player to all processes; each connection that has a choice takes any. */
class ManyCables implements PlayerCable {
  private constructor(
    private readonly cables: ReadonlyMap<number, Cable>,
    private readonly choose: Choose,
  ) {}

  static async lay(ports: readonly number[], choose: Choose): Promise<ManyCables> {
    const cables = new Map<number, Cable>();
    for (const port of ports) cables.set(port, await Cable.lay(port));
    return new ManyCables(cables, choose);
  }

  get address(): string {
    const all = [...this.cables.values()];
    return (all[this.choose(all.length)] as Cable).address;
  }

  lead(url: URL): string {
    const cable = this.cables.get(Number(url.port));
    return cable ? url.href.replace(url.host, cable.address) : url.href;
  }

  cut(): void {
    for (const cable of this.cables.values()) cable.cut();
  }

  mend(): void {
    for (const cable of this.cables.values()) cable.mend();
  }

  async close(): Promise<void> {
    await Promise.all([...this.cables.values()].map((cable) => cable.close()));
  }
}

/** One process' part of a game. */
export type ClusterHost = Pick<GameHost, "game" | "whenRoomFinished" | "close">;

/** What the parts of a game have in common. */
export interface ClusterNames {
  readonly gameId: string;
  /** Path of the wire gateway at each process. */
  readonly wirePath: string;
  /** Name of a process' sessions. */
  readonly getSessionName: (index: number) => string;
}

/** A game on several processes. Each connection of a player is at any of them. */
export class ClusterGame extends RealTimeGame implements CompatGame {
  private readonly players: ServerPlayer[] = [];
  private readonly cables: ManyCables[] = [];

  constructor(
    readonly log: LogLine[],
    private readonly names: ClusterNames,
    private readonly hosts: readonly ClusterHost[],
    private readonly ports: readonly number[],
    private readonly choose: Choose,
    private readonly connect: ConnectPlayer,
    private readonly leave: () => Promise<void> = () => Promise.resolve(),
  ) {
    super();
  }

  async login(openId: string): Promise<CompatPlayer> {
    const { names, choose } = this;
    const { gameId, wirePath } = names;
    const cable = await ManyCables.lay(this.ports, choose);
    this.cables.push(cable);
    const sessionName = names.getSessionName(choose(this.hosts.length));
    const player = await this.connect(openId, { cable, gameId, wirePath, sessionName });
    this.players.push(player);
    return player;
  }

  async settle(): Promise<void> {
    // What clients have sent arrives; then what was sent between processes arrives before the answer to a ping.
    await Promise.all(this.players.map((player) => player.roundTrip()));
    for (let step = 0; step < longestWay; step++) {
      for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
      await Promise.all(this.hosts.map((host) => this.pingOthers(host)));
    }
    await letServerWork(this.players);
  }

  async stop(): Promise<void> {
    for (const player of this.players) player.close();
    await Promise.all(this.cables.map((cable) => cable.close()));
    for (const host of this.hosts) {
      const rooms = host.game.rooms.list();
      for (const room of rooms) room.destroy("dismissed");
      await Promise.all(rooms.map(({ id }) => host.whenRoomFinished(id)));
    }
    await this.leave();
    await Promise.all(this.hosts.map((host) => host.close()));
  }

  private async pingOthers(host: ClusterHost): Promise<void> {
    const cluster = host.game.ownCluster as any;
    const others = this.hosts.map(({ game }) => game.ownCluster?.id).filter((id) => id !== cluster.id);
    await Promise.all(others.map((id) => cluster.lines.ask(id, "member", { playerId: "" })));
  }
}
