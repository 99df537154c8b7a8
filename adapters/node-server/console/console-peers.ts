import { type ConsoleProcess } from "../../../src/console/api";
import { type Clock, type Peers, type TimerHandle } from "../../../src/engine";
import { isNumber, isObject, isText } from "./checks";
import { type Asked, checks, type ConsoleQuestions, protocolVersion } from "./console-protocol";

/** What consoles ask each other for. */
const topic = "console";

/** How long a process has for an answer, ms; one that is busy for longer is told of as one that does not answer. */
export const patience = 1000;

/** What an answer has beyond its time, ms. */
const grace = 50;

/** How long a process is shown that is gone, ms. */
const goneShown = 60_000;

/** Answers to questions of other processes, and of this one. */
export type ConsoleAnswers = {
  readonly [K in Asked]: (
    para: ConsoleQuestions[K]["para"],
  ) => ConsoleQuestions[K]["value"] | Promise<ConsoleQuestions[K]["value"]>;
};

/** A process that gave an answer. */
export interface Heard<K extends Asked> {
  readonly id: string;
  /** For people. */
  readonly process: string;
  readonly value: ConsoleQuestions[K]["value"];
  /** What making it took of the processor there, ms. */
  readonly cost: number;
}

/** What came of asking all. */
export interface HeardAll<K extends Asked> {
  /** By name. */
  readonly heard: readonly Heard<K>[];
  /** Names of processes that did not answer, or do not understand; what they have is missing. */
  readonly missing: readonly string[];
}

/** What asking other processes needs. */
export interface ConsolePeersOptions {
  readonly peers: Peers;
  readonly clock: Clock;
  /** Name of this process; empty where it is the only one. */
  readonly name: string;
  readonly answers: ConsoleAnswers;
  readonly onError: (error: unknown) => void;
}

interface Known {
  name: string;
  state: ConsoleProcess["state"];
  /** Questions that are open for longer than they should be. */
  overdue: number;
  /** When it was seen to be gone, ms of the monotonic clock. */
  goneAt?: number;
}

/**
 * The other processes of the game, as the console asks them. One that has not answered in time is not waited for again
 * until it has: a page must not get slow because a process stands still.
 */
export class ConsolePeers {
  private readonly known = new Map<string, Known>();

  constructor(private readonly options: ConsolePeersOptions) {
    options.peers.serve(topic, (body) => this.serve(body));
  }

  /** Name of this process. */
  get name(): string {
    return this.options.name || this.ownId;
  }

  /** Id of this process; empty while it is the only one. */
  get ownId(): string {
    return this.options.peers.id ?? "";
  }

  /** Ids of the others that are there. */
  listOthers(): readonly string[] {
    return this.options.peers.listOthers();
  }

  /** All processes by name; with one alone there is nothing to tell apart, and the list is empty. */
  list(): ConsoleProcess[] {
    const others = this.listOthers().map((id): ConsoleProcess => {
      const { name = id, state = "there" } = this.known.get(id) ?? {};
      return { id, name, state };
    });
    const names = new Set([this.name, ...others.map(({ name }) => name)]);
    // One that came back under its name is there, and one that went twice is gone once.
    const gone = [...this.known].flatMap(([id, { name, goneAt }]) => {
      if (goneAt === undefined || names.has(name)) return [];
      names.add(name);
      return [{ id, name, state: "gone" as const }];
    });
    if (others.length + gone.length === 0) return [];
    const own: ConsoleProcess = { id: this.ownId, name: this.name, state: "here" };
    return [own, ...others, ...gone].sort((one, other) => compare(one.name, other.name));
  }

  /** To be called once a second: notes who came and who is gone. */
  tick(): void {
    const now = this.options.clock.elapsed();
    const others = new Set(this.listOthers());
    for (const [id, known] of this.known) {
      if (others.has(id)) known.goneAt = undefined;
      else if ((known.goneAt ??= now) + goneShown <= now) this.known.delete(id);
    }
    for (const id of others) if (!this.known.has(id)) void this.ask(id, "who", {});
  }

  /**
   * Asks all processes, this one included, or one of them.
   *
   * @param choice id of the only one to ask; empty = all
   */
  async askAll<K extends Asked>(
    kind: K,
    para: ConsoleQuestions[K]["para"],
    choice = "",
    wait = patience,
  ): Promise<HeardAll<K>> {
    const isWanted = (id: string): boolean => choice === "" || choice === id;
    const others = this.listOthers().filter(isWanted);
    const [own, ...answers] = await Promise.all([
      isWanted(this.ownId) ? this.askSelf(kind, para) : undefined,
      ...others.map((id) => this.ask(id, kind, para, wait)),
    ]);
    const missing = others.filter((_, index) => answers[index] === undefined);
    return {
      // The same order whichever process the page came to.
      heard: [own, ...answers]
        .filter((each) => each !== undefined)
        .sort((one, other) => compare(one.process, other.process)),
      missing: missing.map((id) => this.nameOf(id)),
    };
  }

  /** Asks all other processes. */
  async askOthers<K extends Asked>(kind: K, para: ConsoleQuestions[K]["para"]): Promise<HeardAll<K>> {
    const others = this.listOthers();
    const answers = await Promise.all(others.map((id) => this.ask(id, kind, para)));
    return {
      heard: answers.filter((each) => each !== undefined),
      missing: others.filter((_, index) => answers[index] === undefined).map((id) => this.nameOf(id)),
    };
  }

  /** The answer of this very process. */
  async askSelf<K extends Asked>(kind: K, para: ConsoleQuestions[K]["para"]): Promise<Heard<K>> {
    const { value, cost } = await this.answer(kind, para);
    return { id: this.ownId, process: this.name, value, cost };
  }

  /**
   * Asks one other process; undefined when it has no answer in time, or none that this one understands.
   *
   * @param wait how long it has, ms
   * @param isNews true for what it has to hear as soon as it goes on, although it stands still
   */
  async ask<K extends Asked>(
    id: string,
    kind: K,
    para: ConsoleQuestions[K]["para"],
    wait = patience,
    isNews = false,
  ): Promise<Heard<K> | undefined> {
    const known = this.requireKnown(id);
    if (known.overdue > 0 && !isNews) return undefined;
    const question = { version: protocolVersion, kind, para };
    const asked = this.options.peers.ask(id, topic, question).then(
      (answer) => this.readAnswer(id, known, kind, answer),
      // Gone, or its link broke a moment ago.
      () => void (known.state = "silent"),
    );
    return this.within(asked, wait, () => {
      known.state = "silent";
      known.overdue += 1;
      void asked.then(() => (known.overdue -= 1));
    });
  }

  /** Name of a process, or its id where it has not said. */
  nameOf(id: string): string {
    return id === this.ownId ? this.name : (this.known.get(id)?.name ?? id);
  }

  private requireKnown(id: string): Known {
    let known = this.known.get(id);
    if (!known) this.known.set(id, (known = { name: id, state: "there", overdue: 0 }));
    return known;
  }

  private readAnswer<K extends Asked>(
    id: string,
    known: Known,
    kind: K,
    answer: unknown,
  ): Heard<K> | undefined {
    const isOurs =
      isObject(answer) &&
      answer.version === protocolVersion &&
      isText(answer.name) &&
      isNumber(answer.cost) &&
      checks[kind].value(answer.value);
    if (isObject(answer) && isText(answer.name) && answer.name !== "") known.name = String(answer.name);
    known.state = isOurs ? "there" : "other";
    if (!isOurs) return undefined;
    const { value, cost } = answer as { value: ConsoleQuestions[K]["value"]; cost: number };
    return { id, process: known.name, value, cost };
  }

  private within<T>(work: Promise<T>, wait: number, onLate: () => void): Promise<T | undefined> {
    const { clock } = this.options;
    return new Promise((resolve) => {
      const giveUp = (): void => {
        onLate();
        resolve(undefined);
      };
      // Where this process itself stood still, the answer may have come, and is about to be read.
      let timer: TimerHandle = clock.setTimeout(() => (timer = clock.setTimeout(giveUp, grace)), wait);
      void work.then((value) => {
        clock.clearTimeout(timer);
        resolve(value);
      });
    });
  }

  /** Answers a question of another process. */
  private async serve(body: unknown): Promise<object> {
    const { name } = this;
    const common = { version: protocolVersion, name };
    if (!isObject(body) || body.version !== protocolVersion || !isAsked(body.kind)) return common;
    const { kind, para } = body;
    if (!checks[kind].para(para)) return common;
    try {
      return { ...common, ...(await this.answer(kind, para as never)) };
    } catch (error) {
      this.options.onError(error);
      return common;
    }
  }

  private async answer<K extends Asked>(
    kind: K,
    para: ConsoleQuestions[K]["para"],
  ): Promise<{ value: ConsoleQuestions[K]["value"]; cost: number }> {
    const before = process.cpuUsage();
    const given = this.options.answers[kind](para);
    const { user, system } = process.cpuUsage(before);
    return { value: await given, cost: (user + system) / 1000 };
  }
}

function isAsked(kind: unknown): kind is Asked {
  return typeof kind === "string" && Object.hasOwn(checks, kind);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}
