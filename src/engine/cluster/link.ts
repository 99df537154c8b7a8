/** What goes over a link between two processes of one game; its parts are JSON. */
export interface LinkHandler {
  /** One message of another process. `reply` answers a request; what was sent without one needs no reply. */
  (from: string, name: string, body: unknown, reply: (answer: unknown) => void): void;
}

/**
 * The ways between the processes of one game. What one process sends to another arrives in the order of sending,
 * requests, answers and messages alike, so that an answer comes before the events that follow it.
 */
export interface Link {
  /** Sends what needs no answer; lost when the other process is gone. */
  send(to: string, name: string, body: unknown): void;
  /**
   * Asks another process.
   *
   * @param onAnswer called once, in the turn in which the answer arrives; with undefined when there will be none
   */
  request(to: string, name: string, body: unknown, onAnswer: (answer: unknown) => void): void;
  /** Who hears what comes from others; to be set before any of them knows this process. */
  listen(handler: LinkHandler): void;
}

/** What a process hears of its game's other processes. */
export interface MeetingListener {
  /** Another process leads now, or this one; undefined while nobody does. */
  leaderChanged(leader: string | undefined): void;
  /** A process is gone for good; said by the leader's own meeting, and after an outage by any. */
  processDied(id: string): void;
  /** This process was away for longer than others wait: what it held is no longer its own. */
  lapsed(): void;
}

/** Where the processes of one game find each other, and agree on who leads. */
export interface Meeting {
  /** Id of this process; another one after it lapsed. */
  readonly id: string;
  /** Whether this process leads, at this very moment: false as soon as its lease may have run out. */
  readonly isLeading: boolean;
  /** Processes that are there, this one included. */
  listProcesses(): readonly string[];
  /** Starts to take part. */
  start(listener: MeetingListener): Promise<void>;
  /** Lets another process lead; this one does not again. */
  resign(): Promise<void>;
  /** Leaves. */
  close(): Promise<void>;
}
