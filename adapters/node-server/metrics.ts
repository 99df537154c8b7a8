import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { type ClientEventName, type MethodName } from "../../src/contract";
import { type ClientKind, type GameApi, type GameObserver } from "../../src/engine";
import { Tally } from "./tally";

/** How often the delay of the event loop is measured, ms; each time wakes the process, be it idle or not. */
const delayResolution = 20;
/** Bounds of times within a frame and of hooks, seconds. */
const quick = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
/** Bounds of waiting times, seconds. */
const patient = [1, 2, 5, 10, 20, 30, 60, 120, 300];

/**
 * What Prometheus reads of a server: its games' rooms, players, messages, frames, hooks and matching, and the process
 * itself (memory, CPU, delay of the event loop). All names begin with `mgobe_`, those of the process with `process_` and
 * `nodejs_`. A game is told by the label `game`.
 *
 * @example
 * const metrics = new Metrics([["my-game", game]]);
 * const text = await metrics.getText();
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly removers: (() => void)[] = [];

  /** @param processName the label `process` of all, where several processes host the games */
  constructor(
    private readonly games: readonly (readonly [name: string, game: GameApi])[],
    processName?: string,
  ) {
    if (processName !== undefined) this.registry.setDefaultLabels({ process: processName });
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: delayResolution });
    this.addGauges(registers);
    const tallies = games.map(([name]) => createTallies(name));
    const instruments = createInstruments(registers, tallies);
    games.forEach(([, game], index) => {
      const own = tallies[index];
      if (own) this.removers.push(game.observers.add(createObserver(own, instruments)));
    });
  }

  /** Media type of {@link getText}. */
  get contentType(): string {
    return this.registry.contentType;
  }

  /** Everything in Prometheus' text format. */
  async getText(): Promise<string> {
    return this.registry.metrics();
  }

  /** Counts nothing any more. */
  close(): void {
    for (const remove of this.removers.splice(0)) remove();
    this.registry.clear();
  }

  private addGauges(registers: Registry[]): void {
    const { games } = this;
    new Gauge({
      name: "mgobe_rooms",
      help: "Open rooms.",
      registers,
      labelNames: ["game"],
      collect() {
        for (const [game, { rooms }] of games) this.set({ game }, rooms.size);
      },
    });
    new Gauge({
      name: "mgobe_players",
      help: "Players who are connected, by kind of client.",
      registers,
      labelNames: ["game", "kind"],
      collect() {
        for (const [name, game] of games) {
          const counts = Object.entries(game.countPlayers()) as [ClientKind, number][];
          for (const [kind, count] of counts) this.set({ game: name, kind }, count);
        }
      },
    });
    new Gauge({
      name: "mgobe_players_matching",
      help: "Players who wait for a match.",
      registers,
      labelNames: ["game"],
      collect() {
        for (const [game, { matching }] of games) this.set({ game }, matching.playerCount);
      },
    });
    new Gauge({
      name: "mgobe_draining",
      help: "1 while the server takes no new rooms, as it is to end.",
      registers,
      labelNames: ["game"],
      collect() {
        for (const [name, game] of games) this.set({ game: name }, game.isDraining ? 1 : 0);
      },
    });
  }
}

/** What comes with every message of one game, until somebody asks for it. */
interface Tallies {
  readonly game: string;
  readonly accepted: Tally<MethodName>;
  readonly refused: Tally<MethodName>;
  readonly delivered: Tally<ClientEventName>;
}

function createTallies(game: string): Tallies {
  return { game, accepted: new Tally(), refused: new Tally(), delivered: new Tally() };
}

type Instruments = ReturnType<typeof createInstruments>;

function createInstruments(registers: Registry[], tallies: readonly Tallies[]) {
  const label = { registers, labelNames: ["game"] as string[] };
  const names = (...own: string[]) => ({ registers, labelNames: ["game", ...own] });
  return {
    calls: new Counter({
      name: "mgobe_calls_total",
      help: "Calls of players that were answered, by method and whether they were refused.",
      ...names("method", "refused"),
      collect() {
        for (const { game, accepted, refused } of tallies) {
          accepted.take((method, count) => this.inc({ game, method, refused: "false" }, count));
          refused.take((method, count) => this.inc({ game, method, refused: "true" }, count));
        }
      },
    }),
    refusals: new Counter({
      name: "mgobe_refusals_total",
      help: "Calls of players that were refused, by MGOBE's code.",
      ...names("code"),
    }),
    events: new Counter({
      name: "mgobe_events_delivered_total",
      help: "Events that went out, once for each player who got it.",
      ...names("event"),
      collect() {
        for (const { game, delivered } of tallies) {
          delivered.take((event, count) => this.inc({ game, event }, count));
        }
      },
    }),
    lateness: new Histogram({
      name: "mgobe_frame_lateness_seconds",
      help: "How much later than due a frame of frame sync was made.",
      buckets: quick,
      ...label,
    }),
    hooks: new Histogram({
      name: "mgobe_hook_seconds",
      help: "Time that hooks of the script took until they returned.",
      buckets: quick,
      ...names("hook"),
    }),
    hookErrors: new Counter({
      name: "mgobe_hook_errors_total",
      help: "Hooks of the script that threw.",
      ...names("hook"),
    }),
    waits: new Histogram({
      name: "mgobe_match_wait_seconds",
      help: "How long a party waited until it was matched (code 0) or not.",
      buckets: patient,
      ...names("match_code", "code"),
    }),
    cutOffs: new Counter({
      name: "mgobe_clients_cut_off_total",
      help: "Clients that were cut off for what they did.",
      ...names("kind"),
    }),
  };
}

function createObserver(tallies: Tallies, instruments: Instruments): GameObserver {
  const { game, accepted, refused, delivered } = tallies;
  const own = { game };
  const { refusals, lateness, hooks, hookErrors, waits, cutOffs } = instruments;
  return {
    called: (method, code) => {
      if (code === 0) return accepted.add(method);
      refused.add(method);
      refusals.inc({ ...own, code });
    },
    delivered: (event, receivers) => {
      if (receivers > 0) delivered.add(event, receivers);
    },
    frameMade: (late) => lateness.observe(own, late / 1000),
    hookCalled: (hook, duration, threw) => {
      hooks.observe({ ...own, hook }, duration / 1000);
      if (threw) hookErrors.inc({ ...own, hook });
    },
    matched: (matchCode, code, waited) =>
      waits.observe({ ...own, match_code: matchCode, code }, waited / 1000),
    cutOff: (kind) => cutOffs.inc({ ...own, kind }),
  };
}
