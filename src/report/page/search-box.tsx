import { usePage } from "./page";

/** What is searched for. */
export function SearchBox() {
  const page = usePage();
  return (
    <input
      type="search"
      id="search"
      placeholder={page.word("searchHint")}
      aria-label={page.word("search")}
      value={page.view.query}
      onInput={(event) => page.show({ query: event.currentTarget.value, id: "" })}
    />
  );
}
