import * as fs from "node:fs";
import * as path from "node:path";
import { root } from "./markdown";

/** What a comment cites: `spec mgobe-client §3.2`, `spec mgobe-server §3.3, Q17–Q19`, `spec mgobe-patterns §C6`. */
interface Citation {
  readonly place: string;
  readonly page: string;
  readonly sections: readonly string[];
}

const folders = ["src", "adapters", "codemods", "test", "bench", "scripts"];
const specFolder = path.join(root, "docs", "spec");

/** Points of a numbered list, as sections of the heading above: `0.8` is the eighth point of section 0. */
function readPoints(text: string): string[] {
  return text.split(/^## /m).flatMap((part) => {
    const [, section] = /^(\d+)\. /.exec(part) ?? [];
    if (section === undefined) return [];
    return [...part.matchAll(/^(\d+)\. /gm)].slice(1).map(([, point]) => `${section}.${point}`);
  });
}

/** Pages and the sections that each has: headings by their number, rows of decisions by theirs. */
const pages = new Map(
  fs
    .readdirSync(specFolder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => {
      const text = fs.readFileSync(path.join(specFolder, name), "utf8");
      const headings = [...text.matchAll(/^#{2,4} ([CS]?\d+(?:\.\d+)*)\.? /gm)].map(([, number]) => number);
      const decisions = [...text.matchAll(/^\| (Q\d+) \|/gm)].map(([, number]) => number);
      return [name.replace(/\.md$/, ""), new Set([...headings, ...readPoints(text), ...decisions])];
    }),
);

function listFiles(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[cm]?[jt]s$/.test(name) && !/(^|[\\/])fixtures[\\/]/.test(name))
    .map((name) => path.join(folder, name));
}

function readCitations(file: string): Citation[] {
  // A citation may go over the end of a line, behind the stars of its comment.
  const text = fs.readFileSync(path.join(root, file), "utf8").replace(/\n\s*(?:\*|\/\/) ?/g, " ");
  return [
    ...text.matchAll(/\bspec (mgobe-[a-z-]+|anchors|design|colyseus-[\d.]+|cluster|windows)\b([^)]*)/g),
  ].map(([, page = "", rest = ""]) => {
    const [list = ""] =
      /^(?:[,;]?(?: and)? ?(?:§?[CS]?\d+(?:\.\d+)*|Q\d+)(?:[–-](?:§?[CSQ]?\d+(?:\.\d+)*))?)*/.exec(rest) ??
      [];
    const sections = [...list.matchAll(/(?:§|(?=Q)|[–-]|[, ](?=[CS]\d))\s*([CSQ]?\d+(?:\.\d+)*)/g)];
    return { place: file, page, sections: sections.map(([, section = ""]) => section) };
  });
}

const citations = folders.flatMap(listFiles).flatMap(readCitations);

test("there is something to follow", () => {
  expect(citations.length).toBeGreaterThan(200);
});

test("every citation leads to a page of docs/spec", () => {
  const lost = citations.filter(({ page }) => !pages.has(page));
  expect(lost.map(({ place, page }) => `${place}: ${page}`)).toEqual([]);
});

test("every section that is cited is there", () => {
  const lost = citations.flatMap(({ place, page, sections }) => {
    return sections
      .filter((section) => pages.has(page) && !pages.get(page)?.has(section))
      .map((section) => `${place}: ${page} ${section}`);
  });
  expect(lost).toEqual([]);
});
