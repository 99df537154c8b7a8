import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import { root } from "./markdown";

/** Pages of one language by their path, which is the same in both. */
function listPages(folder: string, isLeftOut: (name: string) => boolean): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => name.split(sep).join("/"))
    .filter((name) => name.endsWith(".md") && !name.startsWith(".vitepress") && !isLeftOut(name))
    .sort();
}

const isChinese = (name: string): boolean => name.startsWith("zh/");

/** What must be the same in both languages, whatever the words. */
interface Skeleton {
  readonly headings: readonly number[];
  readonly code: readonly string[];
  readonly tables: readonly string[];
  readonly links: readonly string[];
}

/** Code without its comments: those are in the reader's language. Plain text may hold words. */
function normalizeCode(language: string, lines: readonly string[]): string {
  if (language === "" || language === "text") return `${language} ${lines.length}`;
  const code = lines.map((line) => line.replace(/(^|\s)(\/\/|#) .*$/, "").trimEnd());
  return [language, ...code.filter((line) => line !== "")].join("\n");
}

function readSkeleton(file: string): Skeleton {
  const headings: number[] = [];
  const code: string[] = [];
  const tables: string[] = [];
  const prose: string[] = [];
  let fence: { language: string; lines: string[] } | undefined;
  let table: string[] = [];
  const endTable = (): void => {
    if (table.length > 0) tables.push(table.join(" "));
    table = [];
  };
  for (const line of readFileSync(file, "utf8").split(/\r?\n/)) {
    const mark = /^\s*```(\w*)/.exec(line);
    if (mark && !fence) fence = { language: mark[1] ?? "", lines: [] };
    else if (mark && fence) {
      code.push(normalizeCode(fence.language, fence.lines));
      fence = undefined;
    } else if (fence) fence.lines.push(line);
    else {
      prose.push(line);
      const heading = /^(#+) /.exec(line);
      if (heading) headings.push(heading[1]!.length);
      // Only the number of cells, and what stands as code in the first of them.
      const cells = /^\|/.test(line) ? line.replaceAll("\\|", "").split("|").slice(1, -1) : [];
      if (cells.length > 0)
        table.push(`${cells.length}:${[...cells[0]!.matchAll(/`[^`]+`/g)].map(String).sort().join()}`);
      else endTable();
    }
  }
  endTable();
  return { headings, code, tables, links: readLinks(prose.join("\n")) };
}

/** Where a page leads to; anchors are left out, as headings are words. */
function readLinks(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target.replace(/#.*$/, ""))
    .filter((target) => target !== "");
}

/** A link of a page seen from `docs`, as if there were one language. */
function normalizeLink(page: string, target: string): string {
  if (/^\w+:/.test(target)) return target;
  const path = posix.normalize(posix.join("docs", posix.dirname(page), target));
  return path.replace(/^docs\/zh\//, "docs/").replace(/^README\.zh-CN\.md$/, "README.md");
}

const english = listPages("docs", isChinese);

test("every page is there in both languages", () => {
  expect(listPages("docs/zh", () => false)).toEqual(english);
});

test.each(english)("%s says the same in both languages: headings, code, tables, links", (page) => {
  const [en, zh] = ["docs", "docs/zh"].map((folder) => readSkeleton(join(root, folder, page)));
  expect(zh?.headings).toEqual(en?.headings);
  expect(zh?.code).toEqual(en?.code);
  expect(zh?.tables).toEqual(en?.tables);
  const toShared = (prefix: string) => (target: string) => normalizeLink(posix.join(prefix, page), target);
  expect(zh?.links.map(toShared("zh"))).toEqual(en?.links.map(toShared("")));
});

test.each(["docs", "docs/zh"])("the links of %s lead to files that are there", (folder) => {
  const dead = listPages(folder, (name) => folder === "docs" && name.startsWith("zh/")).flatMap((page) => {
    const file = join(root, folder, page);
    return readSkeleton(file)
      .links.filter((target) => !/^\w+:/.test(target))
      .filter((target) => {
        const path = join(dirname(file), target);
        return ![path, `${path}.md`, join(path, "index.md")].some(isThere);
      })
      .map((target) => `${page} → ${target}`);
  });
  expect(dead).toEqual([]);
});

test("the menu of the site has every page, and no other", () => {
  const config = readFileSync(join(root, "docs/.vitepress/config.mts"), "utf8");
  const listed = [...config.matchAll(/^ +\["([\w/-]+)", \{/gm)].map(([, page = ""]) =>
    page.endsWith("/") ? `${page}index.md` : `${page}.md`,
  );
  // The specification has one entry, its front page.
  const expected = english.filter((page) => page !== "index.md" && !page.startsWith("spec/"));
  expect(listed.toSorted()).toEqual(expected.toSorted());
});

function isThere(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
