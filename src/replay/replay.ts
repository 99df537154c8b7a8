import {
  type RecordedAnswer,
  type RecordedCall,
  type RecordedChannel,
  type RecordedEvent,
  type RecordLine,
  type ResponseEvent,
} from "../contract";
import { type Difference, findDifference, Names } from "./compare";
import { FrameLedger } from "./frame-ledger";
import { type Recording } from "./record-reader";
import { type PlayedEvent, type ReplayPlayer } from "./replay-player";
import { type ReplayRules } from "./replay-rules";

/** The first place where the replay is another game than the record. */
export interface ReplayDifference extends Difference {
  /** Line of the record. */
  readonly line: number;
  /** ms since the record began. */
  readonly t: number;
  /** Player id of the record; undefined where it concerns nobody alone. */
  readonly player: string | undefined;
}

/** How a replay went. */
export interface ReplayResult {
  readonly answers: number;
  readonly events: number;
  /** Inputs in frames, counted once for each player who got them. */
  readonly items: number;
  readonly difference: ReplayDifference | undefined;
}

/** What a replay needs. */
export interface ReplayOptions {
  readonly recording: Recording;
  readonly rules: ReplayRules;
  /** Makes the client of a recorded player. */
  readonly createPlayer: (recordedId: string) => ReplayPlayer;
  /** True = as fast as the server answers; otherwise at the times of the record. */
  readonly isFast: boolean;
  /** Time an answer or event may take beside what it took in the record, ms. */
  readonly patience: number;
}

/** A difference, told from inside of a step. */
class Differs extends Error {
  /** Where it belongs, when that is not the line at work. */
  at: Pick<ReplayDifference, "line" | "t"> | undefined;

  constructor(
    readonly difference: Difference,
    readonly player: string,
  ) {
    super(difference.path);
  }
}

/** An answer that nobody waits for before the next line. */
interface OpenAnswer {
  readonly recorded: RecordedAnswer;
  readonly line: number;
}

const frameEvent = "onRecvFrame";
const startEvent = "onStartFrameSync";

/** The answer to an input goes out with the next frame: to wait for each would make one frame of every input. */
const answeredWithFrames: RecordedCall["method"] = "sendFrame";

/** What players do all the time, and what ends no connection. */
const messages: ReadonlySet<string> = new Set([answeredWithFrames, "sendToClient", "sendToGameSvr"]);

/** Stands for a path where a room did not let its player in. */
const connectionPath = "the connection to the room";

/** Longer times make a timer of Node fire at once. */
const maxTimeout = 2 ** 31 - 1;

/**
 * Plays the players' part of a record again, line by line: what a player did is done, what came is waited for and compared. So a
 * call never overtakes what its player had seen before it, but for the answers to inputs, which come with the frames. Ends at
 * the first difference.
 *
 * @throws ConnectionError (as a rejection) when a player cannot log in, or nobody can any more: that is no difference
 */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const run = new Run(options);
  try {
    return await run.play();
  } finally {
    await run.close();
  }
}

class Run {
  private readonly players = new Map<string, ReplayPlayer>();
  private readonly names = new Names();
  private readonly ledgers = new Map<string, FrameLedger>();
  private readonly calls = new Map<number, Promise<ResponseEvent<unknown>>>();
  private readonly methods = new Map<number, RecordedCall["method"]>();
  /** Players of Colyseus alone: they have no session of their own. */
  private readonly withoutSession = new Set<string>();
  private readonly counts = { answers: 0, events: 0, items: 0 };
  private readonly begin = performance.now();
  /** Answers to inputs that are still to come. */
  private open: OpenAnswer[] = [];
  /** Line of the record at work, as people count. */
  private line = 1;
  private gap = 0;

  constructor(private readonly options: ReplayOptions) {}

  async play(): Promise<ReplayResult> {
    const { lines, isCut } = this.options.recording;
    let before = 0;
    for (const [index, line] of lines.entries()) {
      this.gap = Math.min(Math.max(0, line.t - before), maxTimeout - this.options.patience);
      before = line.t;
      // The first line is the head, and people count from one.
      this.line = index + 2;
      try {
        await this.step(line);
        if (index === lines.length - 1) {
          await this.settle();
          this.compareRest(isCut);
        }
      } catch (error) {
        if (!(error instanceof Differs)) throw error;
        const { difference, player, at } = error;
        if (difference.played === undefined || difference.path === connectionPath) await this.requireServer();
        return { ...this.counts, difference: { ...difference, line: this.line, t: line.t, ...at, player } };
      }
    }
    return { ...this.counts, difference: undefined };
  }

  /** Leaves nobody behind in a room. */
  async close(): Promise<void> {
    await Promise.all([...this.players.values()].map((player) => player.leaveForGood()));
  }

  /** What did not come may be missing because the server is gone. */
  private async requireServer(): Promise<void> {
    const visitor = this.options.createPlayer("");
    await visitor.logIn();
    visitor.logOut();
  }

  private async step(line: RecordLine): Promise<void> {
    switch (line.type) {
      case "connect":
        await this.waitFor(line.t);
        await this.logIn(line.player);
        this.withoutSession.delete(line.player);
        return;
      case "disconnect":
        await this.waitFor(line.t);
        await this.settle();
        return this.players.get(line.player)?.logOut();
      case "attach":
        await this.waitFor(line.t);
        await this.settle();
        return this.attach(line);
      case "detach":
        await this.waitFor(line.t);
        await this.settle();
        return this.detach(line);
      case "call":
        await this.waitFor(line.t);
        if (!messages.has(line.method)) await this.settle();
        return this.call(line);
      case "answer":
        if (this.methods.get(line.n) !== answeredWithFrames) return this.compareAnswer(line);
        this.open.push({ recorded: line, line: this.line });
        return;
      case "event":
        for (const player of line.players) await this.compareEvent(line, player);
        return;
      default:
        return;
    }
  }

  private async waitFor(t: number): Promise<void> {
    if (this.options.isFast) return;
    const end = this.begin + t;
    for (let rest = end - performance.now(); rest > 0; rest = end - performance.now())
      await new Promise((resolve) => setTimeout(resolve, Math.min(rest, maxTimeout)));
  }

  private async logIn(recordedId: string): Promise<ReplayPlayer> {
    let player = this.players.get(recordedId);
    if (!player) {
      player = this.options.createPlayer(recordedId);
      this.players.set(recordedId, player);
      this.withoutSession.add(recordedId);
    }
    await player.logIn();
    this.names.pair(recordedId, player.id);
    return player;
  }

  private async attach({ player: recordedId, room }: RecordedChannel): Promise<void> {
    const player = await this.logIn(recordedId);
    // A connection that another one took the place of was not told to close.
    this.compareFrames(recordedId);
    this.ledgers.set(recordedId, new FrameLedger());
    const roomId = this.names.get(room);
    try {
      await player.enterRoom(roomId ?? room);
    } catch (error) {
      const { message } = error as Error;
      throw new Differs({ path: connectionPath, recorded: "opened", played: message }, recordedId);
    }
  }

  private detach({ player: recordedId }: RecordedChannel): void {
    this.compareFrames(recordedId);
    const player = this.players.get(recordedId);
    player?.leaveRoom();
    if (this.withoutSession.has(recordedId)) player?.logOut();
  }

  private async call({ n, player: recordedId, method, para }: RecordedCall): Promise<void> {
    const player = await this.logIn(recordedId);
    const answer = player.call(method, this.names.translate(para));
    // Somebody may look at it much later, or never.
    answer.catch(() => undefined);
    this.calls.set(n, answer);
    this.methods.set(n, method);
  }

  /** Waits for the answers that are still to come: what follows may end the connection on which they come. */
  private async settle(): Promise<void> {
    const { open } = this;
    this.open = [];
    for (const { recorded, line } of open) {
      try {
        await this.compareAnswer(recorded);
      } catch (error) {
        if (error instanceof Differs) error.at = { line, t: recorded.t };
        throw error;
      }
    }
  }

  private async compareAnswer({ n, player, code, data }: RecordedAnswer): Promise<void> {
    const method = this.methods.get(n) ?? "an unknown call";
    const call = this.calls.get(n);
    this.calls.delete(n);
    this.methods.delete(n);
    if (!call) return;
    const played = await this.within(call);
    if (!played) throw new Differs({ path: method, recorded: { code, data }, played: undefined }, player);
    if (played.code !== code)
      throw new Differs({ path: `${method}.code`, recorded: code, played: played.code }, player);
    this.require(findDifference(data, played.data, this.options.rules, this.names, method), player);
    this.counts.answers += 1;
  }

  private async within(call: Promise<ResponseEvent<unknown>>): Promise<ResponseEvent<unknown> | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.options.patience + this.gap);
    });
    try {
      return await Promise.race([call.catch(() => undefined), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async compareEvent({ name, data }: RecordedEvent, recordedId: string): Promise<void> {
    const { rules } = this.options;
    const player = this.players.get(recordedId);
    if (!player) return;
    if (name === startEvent) this.ledgers.get(recordedId)?.noteStart();
    if (rules.isSkipped(name, data)) return;
    if (name === frameEvent) {
      if (rules.comparesFrames) await this.awaitFrame(data, recordedId, player);
      return;
    }
    const played = await this.takeEvent(player, name);
    if (!played) throw new Differs({ path: name, recorded: data, played: undefined }, recordedId);
    this.require(findDifference(data, played.data, rules, this.names, `${name}.data`), recordedId);
    this.counts.events += 1;
  }

  /** The next event of a name that is compared; undefined when none comes in time. */
  private async takeEvent(player: ReplayPlayer, name: string): Promise<PlayedEvent | undefined> {
    const end = performance.now() + this.options.patience + this.gap;
    for (;;) {
      const queue = player.events.get(name) ?? [];
      for (let event = queue.shift(); event; event = queue.shift()) {
        if (!this.options.rules.isSkipped(name, event.data)) return event;
      }
      const rest = end - performance.now();
      if (rest <= 0) return undefined;
      await player.waitForEvent(rest);
    }
  }

  /** Waits until the inputs of a frame have come, with whatever frames. */
  private async awaitFrame(data: unknown, recordedId: string, player: ReplayPlayer): Promise<void> {
    const ledger = this.ledgers.get(recordedId) ?? new FrameLedger();
    this.ledgers.set(recordedId, ledger);
    const missingBefore = ledger.countMissing(this.names);
    ledger.addRecorded(data);
    const { items = [] } = (data as { frame?: { items?: unknown[] } }).frame ?? {};
    this.counts.items += items.length;
    // What did not come in time before does not come now; the comparison at the end tells of it.
    const end = performance.now() + this.options.patience + this.gap;
    for (;;) {
      this.takeFrames(ledger, player);
      const rest = end - performance.now();
      if (ledger.countMissing(this.names) <= missingBefore || rest <= 0) return;
      await player.waitForEvent(rest);
    }
  }

  private takeFrames(ledger: FrameLedger, player: ReplayPlayer): void {
    for (const { data } of player.events.get(frameEvent)?.splice(0) ?? []) ledger.addPlayed(data);
  }

  private compareFrames(recordedId: string): void {
    const ledger = this.ledgers.get(recordedId);
    const player = this.players.get(recordedId);
    this.ledgers.delete(recordedId);
    if (!ledger || !player || !this.options.rules.comparesFrames) return;
    this.takeFrames(ledger, player);
    this.require(ledger.findDifference(this.options.rules, this.names), recordedId);
  }

  /** At the end of a record: frames, and what came and was never recorded, unless the record may have lost just that. */
  private compareRest(isCut: boolean): void {
    for (const recordedId of [...this.ledgers.keys()]) this.compareFrames(recordedId);
    if (isCut) return;
    for (const [recordedId, player] of this.players) {
      for (const [name, events] of player.events) {
        const more = events.find(({ data }) => !this.options.rules.isSkipped(name, data));
        if (more && name !== frameEvent)
          throw new Differs({ path: name, recorded: undefined, played: more.data }, recordedId);
      }
    }
  }

  private require(difference: Difference | undefined, player: string): void {
    if (difference) throw new Differs(difference, player);
  }
}
