import {
  type ConsoleLogLine,
  type ListView,
  type NewLines,
  type NowView,
  type PlayerRow,
  type RoomRow,
  type RoomView,
} from "../../../src/console/api";
import { type ConsolePeers, type Heard, type HeardAll } from "./console-peers";
import { type Asked, type ConsoleQuestions, type ListQuestion, type Person } from "./console-protocol";
import { type FeedEvent } from "./live-feed";
import { mergeHistories, mergeMatching, mergeNow, mergeScripts, planPage } from "./merge-views";

/** Rows of one page of a list. */
const pageRows = 50;

/** What a page of a list is asked for. */
export interface ListQuery extends Pick<ListQuestion, "search" | "filter"> {
  readonly page: number;
}

type Row<Kind extends ListQuestion["list"]> = Kind extends "rooms" ? RoomRow : PlayerRow;

/** One open page's view of all processes, or of one of them. */
export class WholeViews {
  /** What the last view took of the processor of the process that it cost most, ms. */
  cost = 0;
  private roomProcess = "";
  private readonly lineNumbers = new Map<string, number>();

  /** @param choice id of the only process to look at; empty = all */
  constructor(
    private readonly peers: ConsolePeers,
    private readonly choice: string,
  ) {}

  /**
   * What is the case at all processes.
   *
   * @param isFirst with what was before, for a page that has just been opened
   */
  async viewNow(isFirst: boolean): Promise<FeedEvent[]> {
    const heard = await this.askAll("now", { isFirst });
    const ownTime = Date.now();
    const processes = heard.map(({ id, process, value }) => ({ ...value, id, process }));
    const now: NowView | undefined = mergeNow(processes, ownTime);
    // Null where the one that was chosen does not answer: what it was a moment ago is not what it is.
    const events: FeedEvent[] = [["now", now ? withoutHistory(now) : null]];
    if (!isFirst) return events;
    const histories = heard.map(({ value }) => ({
      samples: value.history ?? [],
      ahead: value.time - ownTime,
    }));
    return [["history", mergeHistories(histories)], ...events];
  }

  /** A page of the rows of all processes, as if there were one list. */
  async viewList<Kind extends ListQuestion["list"]>(
    list: Kind,
    query: ListQuery,
  ): Promise<ListView<Row<Kind>>> {
    const { search, filter } = query;
    const asked = Math.max(0, Math.trunc(query.page) || 0);
    const top = (asked + 1) * pageRows;
    const common = { list, search, filter };
    const first = await this.askAll("list", { ...common, from: 0, count: asked === 0 ? pageRows : 0, top });
    const plan = planPage(
      first.map(({ value }) => value),
      asked,
      pageRows,
    );
    const rows = await Promise.all(
      first.map(async ({ id, value }, index) => {
        const { from = 0, count = 0 } = plan.parts[index] ?? {};
        if (asked === 0 || count === 0) return value.rows;
        const part = await this.askOne(id, "list", { ...common, from, count, top: 0 });
        return part?.value.rows ?? [];
      }),
    );
    const lefts = rows.map((each) => [...each]);
    const merged = plan.order.flatMap((index) => {
      const row = lefts[index]?.shift();
      return row ? [{ ...row, process: first[index]?.process ?? "" } as Row<Kind>] : [];
    });
    const { page, pages, total } = plan;
    return { rows: list === "players" ? await this.nameAll(merged) : merged, page, pages, total };
  }

  /** The room, wherever it is; null when no process that answers has it. */
  async viewRoom(roomId: string): Promise<RoomView | null> {
    let found = this.roomProcess === "" ? undefined : await this.askOne(this.roomProcess, "room", { roomId });
    if (!found?.value) {
      const { heard } = await this.note(this.peers.askAll("room", { roomId }));
      found = heard.find(({ value }) => value !== null);
    }
    if (!found?.value) return null;
    this.roomProcess = found.id;
    const room = { ...found.value, process: found.process };
    const strangers = room.players.filter(({ kind }) => kind === "").map(({ id }) => id);
    const people = await this.askForPeople(strangers);
    const players = room.players.map((player) => {
      const more = people.get(player.id);
      return {
        ...player,
        openId: player.openId || (more?.openId ?? ""),
        kind: player.kind || more?.kind || ("" as const),
      };
    });
    return { ...room, players };
  }

  /** Who waits for a match, and how matchings ended. */
  async viewMatching(): Promise<FeedEvent[]> {
    return [["matching", mergeMatching((await this.askAll("matching", {})).map(({ value }) => value))]];
  }

  /** What script each process runs, and how its hooks do. */
  async viewScript(): Promise<FeedEvent[]> {
    return [["script", mergeScripts(await this.askAll("script", {}))]];
  }

  /** Lines that are new since it was asked last. */
  async viewLines(isFirst: boolean): Promise<FeedEvent[]> {
    const { heard } = await this.note(this.askForLines());
    const isAlone = this.peers.list().length === 0;
    const lines = heard.flatMap(({ id, process, value }) => {
      this.lineNumbers.set(id, value.number);
      return value.lines.map((line): ConsoleLogLine => (isAlone ? line : { ...line, process }));
    });
    const left = heard.reduce((sum, { value }) => sum + value.left, 0);
    if (lines.length === 0) return [];
    const news: NewLines = { isFirst, left, lines: lines.sort((a, b) => a.time - b.time) };
    return [["lines", news]];
  }

  /** Each process from where this page has its lines. */
  private async askForLines(): Promise<HeardAll<"lines">> {
    const ids = [this.peers.ownId, ...this.peers.listOthers()].filter(
      (id) => this.choice === "" || id === this.choice,
    );
    const answers = await Promise.all(
      ids.map((id) => {
        const para = { after: this.lineNumbers.get(id) ?? null };
        return id === this.peers.ownId
          ? this.peers.askSelf("lines", para)
          : this.peers.ask(id, "lines", para);
      }),
    );
    return { heard: answers.filter((each) => each !== undefined), missing: [] };
  }

  /** Names of players in rooms of other processes. */
  private async nameAll<R extends RoomRow | PlayerRow>(rows: readonly R[]): Promise<R[]> {
    const ids = rows.flatMap((row) =>
      "roomId" in row && row.roomId !== null && row.name === "" ? [row.id] : [],
    );
    const people = await this.askForPeople(ids);
    return rows.map((row) => ({ ...row, name: row.name || (people.get(row.id)?.name ?? "") }));
  }

  private async askForPeople(ids: readonly string[]): Promise<Map<string, Person>> {
    const found = new Map<string, Person>();
    if (ids.length === 0 || this.peers.listOthers().length === 0) return found;
    const { heard } = await this.note(this.peers.askAll("people", { ids }));
    for (const { value } of heard) {
      for (const [id, person] of Object.entries(value)) {
        const known = found.get(id);
        found.set(id, {
          openId: known?.openId ?? person.openId,
          kind: known?.kind ?? person.kind,
          name: known?.name ?? person.name,
        });
      }
    }
    return found;
  }

  private async askAll<K extends Asked>(
    kind: K,
    para: ConsoleQuestions[K]["para"],
  ): Promise<readonly Heard<K>[]> {
    return (await this.note(this.peers.askAll(kind, para, this.choice))).heard;
  }

  private async askOne<K extends Asked>(
    id: string,
    kind: K,
    para: ConsoleQuestions[K]["para"],
  ): Promise<Heard<K> | undefined> {
    const answer =
      id === this.peers.ownId ? await this.peers.askSelf(kind, para) : await this.peers.ask(id, kind, para);
    if (answer) this.cost = Math.max(this.cost, answer.cost);
    return answer;
  }

  private async note<K extends Asked>(asked: Promise<HeardAll<K>>): Promise<HeardAll<K>> {
    const all = await asked;
    for (const { cost } of all.heard) this.cost = Math.max(this.cost, cost);
    return all;
  }
}

/** Histories go once, as an event of their own. */
function withoutHistory(now: NowView): NowView {
  const processes = now.processes.map(({ id, process, sample, startedAt, matching, isDraining }) => ({
    id,
    process,
    sample,
    startedAt,
    matching,
    isDraining,
  }));
  return { ...now, processes };
}
