import { connect } from "node:net";
import { ToolError } from "../../src/contract";
import { type GameHost } from "../../src/engine";

const takenTopic = "public address";
const reachTopic = "reach a public address";
const unreachedTopic = "public address not reached";
/** How long after its start a process has its address tried, ms: its port is open by then. */
const tryAfter = 2000;
/** Longest time for one try, ms. */
const tryTime = 3000;

interface Question {
  readonly id: string;
  readonly address: string;
}

interface TakenAnswer {
  readonly isTaken: boolean;
}

interface ReachAnswer extends Question {
  /** Why the address that was asked for cannot be reached; empty when it can. */
  readonly reason: string;
}

/** What looking after a public address needs. */
export interface PublicAddressOptions {
  readonly host: Pick<GameHost, "game">;
  /** `host:port`, maybe with a path. */
  readonly address: string;
  readonly getId: () => string;
  readonly tell: (message: string) => void;
}

/**
 * The address by which clients reach this very process. Two processes with the same one would get each other's clients, so the
 * later one is refused; one that another process cannot reach is told of by both.
 */
export class PublicAddress {
  private isStarted = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly told = new Set<string>();

  constructor(private readonly options: PublicAddressOptions) {
    const { peers } = options.host.game;
    peers.serve(takenTopic, async (body) => this.answerTaken(body as Question));
    peers.serve(reachTopic, (body) => this.answerReach(body as Question));
    peers.serve(unreachedTopic, async (body) => this.hearUnreached(body as ReachAnswer));
  }

  /** Asks the others whether one of them has the same address. @throws ToolError CLUSTER_ADDRESS_TAKEN */
  async claim(): Promise<void> {
    const { host, address } = this.options;
    const answers = await host.game.peers.askOthers(takenTopic, this.describe());
    if (answers.some((answer) => (answer as TakenAnswer).isTaken)) {
      throw new ToolError("CLUSTER_ADDRESS_TAKEN", { address });
    }
    this.isStarted = true;
    this.timer = setTimeout(() => void this.haveTried(), tryAfter);
    this.timer.unref();
  }

  /** Ends it. */
  close(): void {
    clearTimeout(this.timer);
  }

  private describe(): Question {
    return { id: this.options.getId(), address: this.options.address };
  }

  private answerTaken({ id, address }: Question): TakenAnswer {
    if (address !== this.options.address) return { isTaken: false };
    this.tellOnce(
      `process ${id} was to start with the public address of this one, ${address}, and is refused`,
    );
    // Of two that start at once one may stay.
    return { isTaken: this.isStarted || this.options.getId() < id };
  }

  /** Lets the others try this process's address, and tries theirs. */
  private async haveTried(): Promise<void> {
    const { host, address } = this.options;
    const answers = (await host.game.peers.askOthers(reachTopic, this.describe())) as ReachAnswer[];
    for (const { id, reason } of answers) {
      if (reason !== "") this.tellUnreached(address, `process ${id}`, reason);
    }
    for (const other of answers) {
      const reason = await tryToReach(other.address);
      if (reason === "") continue;
      this.tellUnreached(other.address, "here", reason);
      await host.game.peers.askOthers(unreachedTopic, { ...this.describe(), address: other.address, reason });
    }
  }

  private async answerReach({ address }: Question): Promise<ReachAnswer> {
    const reason = await tryToReach(address);
    if (reason !== "") this.tellUnreached(address, "here", reason);
    return { ...this.describe(), reason };
  }

  private hearUnreached({ id, address, reason }: ReachAnswer): boolean {
    if (address === this.options.address) this.tellUnreached(address, `process ${id}`, reason);
    return true;
  }

  private tellUnreached(address: string, from: string, reason: string): void {
    const whose = address === this.options.address ? "this process" : "another process of this game";
    this.tellOnce(
      `the public address ${address} of ${whose} cannot be reached from ${from}: ${reason}. Drop-in and Colyseus clients ` +
        "are sent there when their room is there; see to it that they reach it",
    );
  }

  private tellOnce(line: string): void {
    if (!this.told.has(line)) this.options.tell(line);
    this.told.add(line);
  }
}

/** Why an address cannot be reached from here; empty when somebody listens there. */
async function tryToReach(address: string): Promise<string> {
  const [, host = "", port] = /^([^/:]+)(?::(\d+))?/.exec(address) ?? [];
  if (port !== undefined) return tryPort(host, Number(port));
  const reason = await tryPort(host, 443);
  return reason === "" ? "" : tryPort(host, 80);
}

function tryPort(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (reason: string): void => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(tryTime, () => finish("no answer"));
    socket.once("connect", () => finish(""));
    socket.once("error", (error) => finish(error.message));
  });
}
