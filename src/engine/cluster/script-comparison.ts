import { type Peers } from "./peers";

const topic = "script";

/** Stands for no script at all, which is a version, too. */
const noScript = "none";

/** What a process says of its script to another. */
interface Description {
  readonly id: string | undefined;
  /** Undefined where it is not known, as of a script that was given as an object. */
  readonly print: string | undefined;
}

/** What comparing needs of its process. */
export interface ScriptComparisonOptions {
  readonly peers: Peers;
  /** See `GameServerPackage.print`; undefined where it is not known yet, or never, null without a script. */
  readonly getPrint: () => string | null | undefined;
  readonly log: (level: "error", message: string) => void;
}

/**
 * Tells when processes of a game run different scripts: a room runs that of the process that has it, so that what players meet with
 * depends on chance. Both say so, once, and go on, as an update may change the script process by process.
 */
export class ScriptComparison {
  private readonly told = new Set<string>();

  constructor(private readonly options: ScriptComparisonOptions) {
    options.peers.serve(topic, (body) => {
      this.hear(body);
      return Promise.resolve(this.describe());
    });
  }

  /** Asks the others; to be called when this process has joined them, and when it has loaded its script, each time. */
  compare(): void {
    const { peers } = this.options;
    // One by one: of a process that stands still there is no answer.
    for (const id of peers.listOthers()) {
      peers.ask(id, topic, this.describe()).then(
        (answer) => this.hear(answer),
        // It is gone; its successor asks by itself.
        () => undefined,
      );
    }
  }

  private describe(): Description {
    const { peers, getPrint } = this.options;
    const print = getPrint();
    return { id: peers.id, print: print === null ? noScript : print };
  }

  private hear(body: unknown): void {
    const { id, print } = (body ?? {}) as Partial<Record<keyof Description, unknown>>;
    const own = this.describe().print;
    if (typeof id !== "string" || typeof print !== "string" || own === undefined || print === own) return;
    const key = `${id} ${print} ${own}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.options.log(
      "error",
      `${describeDifference(id, own, print)}: each room runs that of the process that has it. ` +
        "Unless an update is under way, give all the same files and load the script again",
    );
  }
}

function describeDifference(other: string, own: string, print: string): string {
  if (print === noScript) return `process ${other} has no script, and this one has one`;
  if (own === noScript) return `process ${other} has a script, and this one has none`;
  return `process ${other} runs another version of the script than this one`;
}
