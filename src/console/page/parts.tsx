import { type ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type ConsoleLogLine, type HookRow, type ListView, type ValueNode } from "../api";
import { formatDuration, formatTime } from "./format";
import { usePage } from "./state";
import { type Word } from "./words";

/** What is searched for in a list: text after a short rest, filter and page at once. */
export function useListQuery() {
  const [text, setText] = useState("");
  const [query, setQuery] = useState({ search: "", filter: "", page: 0 });
  useEffect(() => {
    if (text === query.search) return;
    const timer = setTimeout(() => setQuery((before) => ({ ...before, search: text, page: 0 })), 60);
    return () => clearTimeout(timer);
  }, [text]);
  const address = { search: query.search, filter: query.filter, page: String(query.page) };
  return {
    text,
    setText,
    filter: query.filter,
    setFilter: (filter: string) => setQuery({ ...query, filter, page: 0 }),
    setPage: (page: number) => setQuery({ ...query, page }),
    address,
  };
}

/** Field and filter above a list. */
export function ListBar(props: {
  query: ReturnType<typeof useListQuery>;
  hint: string;
  filters: readonly (readonly [value: string, word: Word])[];
}) {
  const { word } = usePage();
  const { query } = props;
  return (
    <div class="list-bar">
      <input
        id="search"
        type="search"
        value={query.text}
        placeholder={props.hint}
        aria-label={word("search")}
        onInput={(event) => query.setText(event.currentTarget.value)}
      />
      <select
        aria-label={word("state")}
        value={query.filter}
        onChange={(event) => query.setFilter(event.currentTarget.value)}
      >
        <option value="">{word("all")}</option>
        {props.filters.map(([value, label]) => (
          <option key={value} value={value}>
            {word(label)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Goes to other pages of a list. */
export function Pager<T>({ list, onPage }: { list: ListView<T>; onPage: (page: number) => void }) {
  const { word } = usePage();
  const { page, pages, total } = list;
  return (
    <nav class="pager">
      <span>{word("page", { page: page + 1, pages, total })}</span>
      <button type="button" disabled={page === 0} onClick={() => onPage(page - 1)}>
        {word("newer")}
      </button>
      <button type="button" disabled={page >= pages - 1} onClick={() => onPage(page + 1)}>
        {word("older")}
      </button>
    </nav>
  );
}

/** A table that a phone can scroll sideways. */
export function Table({ heads, children }: { heads: readonly string[]; children: ComponentChildren }) {
  return (
    <div class="table">
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A part of a page with a title. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Calls of hooks. */
export function Hooks({ hooks }: { hooks: readonly HookRow[] }) {
  const { word } = usePage();
  if (hooks.length === 0) return <p class="empty">–</p>;
  return (
    <Table heads={[word("hook"), word("count"), word("mean"), word("longest"), word("errorsCount")]}>
      {hooks.map(({ hook, count, mean, longest, errors }) => (
        <tr key={hook}>
          <td class="mono">{hook}</td>
          <td>{count}</td>
          <td>{formatDuration(mean)}</td>
          <td>{formatDuration(longest)}</td>
          <td class={errors > 0 ? "bad" : ""}>{errors}</td>
        </tr>
      ))}
    </Table>
  );
}

/** Lines of the log. */
export function Lines({ lines, withRoom }: { lines: readonly ConsoleLogLine[]; withRoom?: boolean }) {
  const { word, language } = usePage();
  if (lines.length === 0) return <p class="empty">{word("noLines")}</p>;
  return (
    <ol class="lines">
      {lines.map((line, index) => (
        <li key={`${line.time}-${index}`} class={`level-${line.level}`}>
          <time>{formatTime(line.time, language)}</time> <b>{line.level}</b> <i>{word(line.stream)}</i>{" "}
          {line.process !== undefined && <i>{line.process}</i>}{" "}
          {withRoom && line.roomId !== undefined && (
            <a href={`#rooms/${encodeURIComponent(line.roomId)}`}>{line.roomId}</a>
          )}{" "}
          <span>{line.message}</span>
        </li>
      ))}
    </ol>
  );
}

/** A value of the script as a tree to open. */
export function Tree({ name, node, depth = 0 }: { name?: string; node: ValueNode; depth?: number }) {
  const { word } = usePage();
  const label = name === undefined ? null : <span class="key">{name}: </span>;
  if (node.kind === "plain")
    return (
      <div class="leaf">
        {label}
        {node.value}
      </div>
    );
  if (node.kind === "text") {
    return (
      <div class="leaf">
        {label}
        <span class="string">{JSON.stringify(node.value)}</span>
        {node.cut && <em> {word("cut")}</em>}
      </div>
    );
  }
  const size = node.entries.length + node.left;
  const brackets = node.kind === "list" ? `[${size}]` : `{${size}}`;
  return (
    <details open={depth < 2 && size <= 20}>
      <summary>
        {label}
        {node.label} {brackets}
      </summary>
      {node.entries.map(([key, value]) => (
        <Tree key={key} name={key} node={value} depth={depth + 1} />
      ))}
      {node.left > 0 && (
        <div class="leaf">
          <em>{word("left", { count: node.left })}</em>
        </div>
      )}
    </details>
  );
}

/** A dialog of the browser's own: it keeps the focus, and Esc closes it. */
export function Dialog({ onClose, children }: { onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={onClose}>
      {children}
    </dialog>
  );
}

/** Names and values, one a line. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value], index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
