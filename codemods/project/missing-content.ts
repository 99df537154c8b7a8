import { readdirSync } from "node:fs";
import { attempt } from "./attempt";
import { extname, isInside, join } from "./project-path";
import { readIfThere } from "./source-text";

/** What stands where code should be, and is not on this disk. */
export type MissingReason = "dead-link" | "empty-submodule" | "lfs-pointer";

/** Whether a text only says where Git LFS keeps a file. */
export function isLfsPointer(text: string): boolean {
  return text.length < 1_000 && text.startsWith("version https://git-lfs.github.com/spec/");
}

/**
 * Whether a link that leads nowhere may stand for code: a folder or a file of a kind that is read. Editors lock files with
 * such links, under hidden names.
 */
export function mayHoldCode(name: string, extensions: ReadonlySet<string>): boolean {
  const ending = extname(name).slice(1).toLowerCase();
  return !name.startsWith(".") && (ending === "" || extensions.has(ending));
}

/** Folders of submodules in a repository that nobody has checked out: there, and empty. */
export function listEmptySubmodules(repository: string): string[] {
  const text = readIfThere(join(repository, ".gitmodules")) ?? "";
  return [...text.matchAll(/^[ \t]*path[ \t]*=[ \t]*"?([^"\r\n]*[^"\s])/gm)].flatMap(([, path = ""]) => {
    const folder = join(repository, path);
    const isEmpty = attempt(() => readdirSync(folder).length === 0) ?? false;
    return isEmpty && isInside(repository, folder) ? [folder] : [];
  });
}
