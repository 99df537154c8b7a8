import { dirname, join, relative } from "../../project/project-path";
import { type OtherEdit } from "../rule";

const tags = /<script\b[^>]*\bsrc\s*=\s*(["'])([^"'?]+)(?:\?[^"']*)?\1[^>]*>\s*<\/script>/gi;

/** An edit of a page. */
export interface PageEdit extends OtherEdit {
  readonly path: string;
}

/**
 * Puts scripts in the place of the one that a page loads MGOBE with.
 *
 * @param isSdk whether a file is MGOBE's
 * @param scripts paths of what is loaded instead, in their order
 */
export function replacePageScript(
  page: { readonly path: string; readonly text: string },
  isSdk: (path: string) => boolean,
  scripts: readonly string[],
): PageEdit[] {
  const { path, text } = page;
  let isFirst = true;
  return [...text.matchAll(tags)].flatMap((match): PageEdit[] => {
    const [tag, , src = ""] = match;
    const target = src.startsWith("/") ? undefined : join(dirname(path), src);
    const isMgobe = target !== undefined ? isSdk(target) : /\/mgobe(\.min)?\.js$/i.test(src);
    if (!isMgobe) return [];
    const end = match.index + tag.length;
    if (!isFirst) return [{ path, start: match.index, end, text: "" }];
    isFirst = false;
    const lineStart = text.lastIndexOf("\n", match.index) + 1;
    const indent = /^[ \t]*/.exec(text.slice(lineStart, match.index))?.[0] ?? "";
    const eol = text.includes("\r\n") ? "\r\n" : "\n";
    const lines = scripts.map((each) =>
      tag.replace(/(src\s*=\s*["'])[^"']*/i, `$1${relative(dirname(path), each)}`),
    );
    return [{ path, start: match.index, end, text: lines.join(`${eol}${indent}`) }];
  });
}
