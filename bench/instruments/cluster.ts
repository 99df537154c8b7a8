import { type ChildProcess, fork } from "node:child_process";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { findFreePorts } from "../../test/servers/free-ports";
import { startRedis, type TestRedis } from "../../test/servers/redis-server";
import { hear } from "./child";

/** What a process says of itself. */
export interface ProcessReport {
  readonly rooms: readonly { readonly id: string; readonly playerIds: readonly string[] }[];
  readonly isLeading: boolean;
  /** CPU time that it has used since it started, µs. */
  readonly cpu: number;
}

/** One process of a cluster. */
export interface BenchProcess {
  readonly child: ChildProcess;
  readonly port: number;
}

/** Processes that host one game together, a Redis for them, and a balancer before them. */
export class BenchCluster {
  readonly processes: BenchProcess[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    readonly redis: TestRedis,
    private readonly balancer: Server,
    private readonly program: string,
  ) {
    balancer.on("connection", (socket) => this.lead(socket));
  }

  /** @param program file of the processes' own program */
  static async start(program: string, count: number): Promise<BenchCluster> {
    const balancer = createServer();
    await new Promise<void>((resolve) => balancer.listen(0, resolve));
    const cluster = new BenchCluster(await startRedis(), balancer, program);
    for (let number = 0; number < count; number++) await cluster.addProcess();
    return cluster;
  }

  /**
   * Host and port of the balancer for one client. Each has a host of its own: clients of one process would share their HTTP
   * connections otherwise, and with them the process that the balancer chose.
   */
  getAddress(number: number): string {
    const { port } = this.balancer.address() as AddressInfo;
    return `127.0.${1 + Math.floor(number / 200)}.${1 + (number % 200)}:${port}`;
  }

  async addProcess(): Promise<BenchProcess> {
    const [port = 0] = await findFreePorts(1);
    const options = JSON.stringify({ port, redis: this.redis.url });
    const child = fork(this.program, [options], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    await hear(child, "isUp");
    const added = { child, port };
    this.processes.push(added);
    return added;
  }

  async report({ child }: BenchProcess): Promise<ProcessReport> {
    const answer = hear<{ report: ProcessReport }>(child, "report");
    child.send({ kind: "report" });
    return (await answer).report;
  }

  /** Ends a process without a word; the balancer finds out by itself. */
  async kill(process: BenchProcess): Promise<void> {
    const ended = new Promise((resolve) => process.child.once("exit", resolve));
    process.child.kill("SIGKILL");
    await ended;
    this.processes.splice(this.processes.indexOf(process), 1);
  }

  async stop(): Promise<void> {
    for (const process of [...this.processes]) await this.kill(process);
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.balancer.close(resolve));
    await this.redis.stop();
  }

  /** Leads a connection to any process; to the next one when nobody listens there. */
  private lead(near: Socket): void {
    this.sockets.add(near);
    near.on("error", () => undefined);
    near.once("close", () => this.sockets.delete(near));
    const order = this.processes.map(({ port }) => port).sort(() => Math.random() - 0.5);
    const attempt = (): void => {
      const port = order.shift();
      if (port === undefined || near.destroyed) return void near.destroy();
      const far = connect({ port, host: "127.0.0.1", noDelay: true });
      far.once("error", () => (far.connecting || !far.bytesRead ? attempt() : near.destroy()));
      far.once("connect", () => {
        far.removeAllListeners("error").on("error", () => near.destroy());
        near.pipe(far).pipe(near);
        near.once("close", () => far.destroy());
        far.once("close", () => near.destroy());
      });
    };
    attempt();
  }
}
