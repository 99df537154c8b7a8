import { type FindingState, type Severity } from "../../analysis/model/report";

/** Parts of the page, in the order of its tabs. */
export const tabs = [
  "overview",
  "findings",
  "files",
  "apis",
  "messages",
  "settings",
  "project",
  "guide",
] as const;

/** Name of a tab. */
export type Tab = (typeof tabs)[number];

/** Severities, the heaviest first. */
export const severities: readonly Severity[] = ["mandatory", "potential", "optional", "info"];

/** States, the ones with most to do first. */
export const states: readonly FindingState[] = [
  "by-hand",
  "unread",
  "marker",
  "declined",
  "automatic",
  "rewritten",
  "done",
  "ignored",
  "kept",
];

/** States of findings that may be left. */
export const openStates: readonly FindingState[] = ["by-hand", "unread", "marker", "declined", "automatic"];

/** Orders of the list of findings. */
export const sorts = ["place", "severity", "effort", "rule", "state"] as const;

/** Name of an order. */
export type Sort = (typeof sorts)[number];

/** What is looked at; all of it stands in the address. */
export interface View {
  readonly tab: Tab;
  /** Words that are searched for. */
  readonly query: string;
  /** Id of the rule, path of the file, member of the API that are chosen; empty for all. */
  readonly rule: string;
  readonly file: string;
  readonly api: string;
  readonly severity: ReadonlySet<Severity>;
  readonly state: ReadonlySet<FindingState>;
  readonly sort: Sort;
  /** Id of the chosen finding; empty for none. */
  readonly id: string;
}

/** A view with nothing chosen. */
export const emptyView: View = {
  tab: "overview",
  query: "",
  rule: "",
  file: "",
  api: "",
  severity: new Set(),
  state: new Set(),
  sort: "place",
  id: "",
};

/**
 * The view that the fragment of an address names; what it does not know is left out.
 *
 * @example
 * readView("#findings?rule=endpoint").rule; // "endpoint"
 */
export function readView(hash: string): View {
  const [name = "", ...rest] = hash.replace(/^#/, "").split("?");
  const given = new URLSearchParams(rest.join("?"));
  const one = <T extends string>(key: string, known: readonly T[], fallback: T): T =>
    known.find((each) => each === given.get(key)) ?? fallback;
  const many = <T extends string>(key: string, known: readonly T[]): Set<T> =>
    new Set(known.filter((each) => (given.get(key) ?? "").split(",").includes(each)));
  return {
    tab: tabs.find((each) => each === name) ?? emptyView.tab,
    query: given.get("q") ?? "",
    rule: given.get("rule") ?? "",
    file: given.get("file") ?? "",
    api: given.get("api") ?? "",
    severity: many("severity", severities),
    state: many("state", states),
    sort: one("sort", sorts, emptyView.sort),
    id: given.get("id") ?? "",
  };
}

/**
 * The fragment that names a view; the inverse of {@link readView}.
 *
 * @example
 * writeView({ tab: "findings", rule: "endpoint" }); // "#findings?rule=endpoint"
 */
export function writeView(change: Partial<View>): string {
  const { tab, query, rule, file, api, severity, state, sort, id }: View = { ...emptyView, ...change };
  const search = new URLSearchParams();
  const values = {
    q: query,
    rule,
    file,
    api,
    severity: [...severity].join(","),
    state: [...state].join(","),
    sort: sort === emptyView.sort ? "" : sort,
    id,
  };
  for (const [key, value] of Object.entries(values)) if (value) search.set(key, value);
  const text = search.toString();
  return `#${tab}${text ? `?${text}` : ""}`;
}
