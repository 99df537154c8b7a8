import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { slugify } from "../../docs/.vitepress/slugify";
import { root } from "./markdown";

/** Every page of `docs`, both languages and the specification, and what is read at the root. */
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.startsWith(".vitepress"))
    .map((name) => join("docs", name)),
].map((name) => name.split(sep).join("/"));

/** The text of a page without its blocks of code. */
function readProse(page: string): string {
  return readFileSync(join(root, page), "utf8").replace(/^\s*```[^]*?^\s*```/gm, "");
}

function listAnchors(page: string): Set<string> {
  const prose = readProse(page);
  const anchors = new Set([...prose.matchAll(/<a id="([^"]+)"/g)].map(([, id = ""]) => id));
  for (const [, heading = ""] of prose.matchAll(/^#+ (.*)$/gm)) {
    const slug = slugify(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"));
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The page that a link leads to; undefined for what is none. */
function findPage(from: string, target: string): string | undefined {
  if (target === "") return from;
  const path = join(dirname(from), target).split(sep).join("/");
  return [path, `${path}.md`, join(path, "index.md").split(sep).join("/")].find((one) => pages.includes(one));
}

test("a link to a heading leads to one that is there", () => {
  const anchors = new Map(pages.map((page) => [page, listAnchors(page)]));
  const links = pages.flatMap((page) =>
    [...readProse(page).matchAll(/\]\(([^)\s#]*)#([^)\s]+)\)/g)]
      .filter(([, target = ""]) => !/^\w+:/.test(target))
      .map(([, target = "", anchor = ""]) => ({ page, target, anchor: decodeURIComponent(anchor) })),
  );
  expect(links.length).toBeGreaterThan(50);
  const dead = links.filter(({ page, target, anchor }) => {
    const leadsTo = findPage(page, target);
    return !(leadsTo !== undefined && anchors.get(leadsTo)?.has(anchor));
  });
  expect(dead).toEqual([]);
});
