import { existsSync } from "node:fs";
import { type BilingualText } from "../../src/contract";
import { type FindingList } from "../findings/finding-list";
import { danglingLoadRule } from "../findings/rules";
import { type CodeProject } from "../project/code-project";
import { dirname, isInside, join } from "../project/project-path";
import { readIfThere } from "../project/source-text";

/** Lists of what an engine, a build or a compiler loads. */
const lists = ["egretProperties.json", "manifest.json", "package.json", "tsconfig.json", "jsconfig.json"];

/** A path to the SDK in a text of code: all of what stands in the quotes. */
const quoted = /(["'`])([^"'`\s]{2,300})\1/g;
/** The same in data, where a path may stand among the words of a command. */
const inData = /(["\s])([^"\s]{2,300})(?=["\s])/g;
/** The names that the SDK's file has, without its ending. */
const sdkName = /^MGOBE(?:[._-]?v?\d[\d.]*)?(?:\.min)?$/i;
const ending = /(?:\.d\.ts|\.[cm]?[jt]s)$/;
/** What stands before a text that a comment holds. */
const inComment = /^\s*(?:\*|\/\*|<!--)|(?:^|[^:])\/\/[^"'`]*$/;

/** What the check has to know of a run. */
export interface LoadingTexts {
  /** Texts of code as they are afterwards, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that the run takes out. */
  readonly removed: ReadonlySet<string>;
}

/** Says where MGOBE's file is still loaded by its path although there is none any more: by a page, a list, a loader's call. */
export function checkLoads(project: CodeProject, { texts, removed }: LoadingTexts, list: FindingList): void {
  const { sdkFiles, distantSdkFiles, roots } = project;
  const isLeft = [...sdkFiles, ...distantSdkFiles].some(({ path }) => !removed.has(path));
  if (isLeft) return;
  const gone = [...removed].filter((path) => ending.test(path)).map((path) => path.replace(ending, ""));
  const isSdk = (path: string): boolean => {
    const names = path
      .replace(ending, "")
      .split("/")
      .filter((name) => !/^\.*$/.test(name));
    const tail = names.slice(-2).join("/");
    return (
      sdkName.test(names.at(-1) ?? "") ||
      (tail.includes("/") && gone.some((each) => each.endsWith(`/${tail}`)))
    );
  };
  const isThere = (file: string, path: string): boolean =>
    [dirname(file), ...roots].some((folder) => {
      const target = join(folder, path);
      return [target, `${target}.js`, `${target}.ts`].some((each) => !removed.has(each) && existsSync(each));
    });
  const check = (file: string, text: string, pattern: RegExp): void => {
    for (const match of text.matchAll(pattern)) {
      const [, quote = "", path = ""] = match;
      if (!isPath(path) || !isSdk(path) || isThere(file, path)) continue;
      const start = match.index + quote.length;
      const lineStart = text.lastIndexOf("\n", start - 1) + 1;
      if (inComment.test(text.slice(lineStart, match.index))) continue;
      const line = text.slice(0, start).split("\n").length;
      const place = { file, start, end: start + path.length, line, column: start - lineStart + 1 };
      list.add({
        ...place,
        kind: "sdk-file",
        rule: danglingLoadRule.id,
        state: "by-hand",
        message: tell(path),
      });
    }
  };
  for (const [file, text] of texts) if (/mgobe/i.test(text) || gone.length > 0) check(file, text, quoted);
  for (const file of findLists(project)) {
    const text = readIfThere(file);
    if (text !== undefined) check(file, text, inData);
  }
}

/** Whether a text is a path in the game: without an ending, a package or a route is called so, too. */
function isPath(text: string): boolean {
  if (/^\w+:\/\//.test(text)) return false;
  return text.startsWith(".") || ending.test(text);
}

/** The lists in the folders of a project's files, and in those above them. */
function findLists({ roots, files, sdkFiles }: CodeProject): string[] {
  const folders = new Set<string>();
  for (const { path } of [...files, ...sdkFiles]) {
    for (let each = dirname(path); !folders.has(each); each = dirname(each)) {
      if (!roots.some((root) => isInside(root, each))) break;
      folders.add(each);
    }
  }
  return [...folders]
    .flatMap((folder) => lists.map((name) => join(folder, name)))
    .filter((path) => existsSync(path));
}

function tell(path: string): BilingualText {
  return {
    en: `${path} is loaded here, and it is not there any more: name what takes its place, or take this out`,
    zh: `此处仍在加载 ${path}，而该文件已不存在：请改为取代它的文件，或删去此处`,
  };
}
