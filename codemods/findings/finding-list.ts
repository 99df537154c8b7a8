import { type Finding } from "../finder/finding";
import { type ListedFinding, type ListedKind, type FindingPlace, type Outcome } from "./listed-finding";
import { asIsRule } from "./rules";

/** What a rule finds beyond the uses: an address, a file, an obstacle. */
export interface FindingDraft extends FindingPlace, Outcome {
  readonly kind: ListedKind;
  readonly api?: string;
}

/** States in the order in which they win where several rules speak of one finding: what is left to do is never lost. */
const weights: Readonly<Record<Outcome["state"], number>> = {
  kept: 0,
  done: 1,
  ignored: 2,
  automatic: 3,
  rewritten: 3,
  declined: 3,
  "by-hand": 4,
  marker: 5,
  unread: 6,
};

/**
 * The findings of a run and what became of each. A use is in it from the moment the finder found it, as `kept`, until a
 * rule says otherwise.
 */
export class FindingList {
  private readonly entries: ListedFinding[];

  /** @param getRule rule that rewrites the calls or handlers of a member of the API map */
  constructor(uses: readonly Finding[], getRule: (api: string) => string | undefined) {
    this.entries = uses.map((use) => {
      const { node: _node, access: _access, call: _call, assignment: _assignment, ...facts } = use;
      const isDone = use.kind === "rewritten";
      const rule = (isDone && getRule(use.api ?? "")) || asIsRule.id;
      return { ...facts, rule, state: isDone ? "done" : "kept", use };
    });
  }

  /** Adds a finding that is no use; returns its id. */
  add(draft: FindingDraft): number {
    const id = this.entries.length;
    this.entries.push({ id, certainty: "proven", owner: "", member: "", ...draft });
    return id;
  }

  /** Id of the finding that is about a file as a whole; undefined when there is none. */
  findFile(path: string): number | undefined {
    return this.entries.find(({ file, kind }) => file === path && kind === "sdk-file")?.id;
  }

  /** Says what became of a finding; an outcome that leaves more to do is kept. */
  settle(id: number, outcome: Outcome): void {
    const entry = this.entries[id];
    if (!entry) throw new Error(`there is no finding ${id}`);
    if (weights[outcome.state] >= weights[entry.state]) this.entries[id] = { ...entry, ...outcome };
  }

  /** The list as it stands, by file and place. */
  getAll(): ListedFinding[] {
    return [...this.entries].sort(
      (one, other) =>
        (one.file === other.file ? 0 : one.file < other.file ? -1 : 1) ||
        one.start - other.start ||
        one.end - other.end ||
        one.id - other.id,
    );
  }
}
