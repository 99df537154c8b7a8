import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { ToolError } from "../../src/contract";
import { getReason } from "../edits/write-files";
import { dirname, join, resolve, toProjectPath } from "../project/project-path";
import { toReal } from "./real-path";

function runGit(
  folder: string,
  args: readonly string[],
): { status: number | null; output: string; error: string } {
  // A repository may name any program as its monitor of files: what came with a game must not run for a question.
  const { status, stdout, stderr, error } = spawnSync("git", ["-c", "core.fsmonitor=false", ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, output: stdout ?? "", error: error ? getReason(error) : (stderr ?? "") };
}

function toFolder(path: string): string {
  return statSync(path).isDirectory() ? path : dirname(path);
}

/** Top folder of the repository that holds a path; undefined without one, or where git does not say. */
export function findRepository(path: string): string | undefined {
  const { status, output } = runGit(toFolder(path), ["rev-parse", "--show-toplevel"]);
  return status === 0 ? toProjectPath(output.trim()) : undefined;
}

/**
 * The repository around a path that git tells nothing of, with git's reason: git is not installed, the folder belongs to
 * somebody else, `.git` leads nowhere. Undefined where there is none, or git knows it.
 */
export function findSilentRepository(path: string): { path: string; reason: string } | undefined {
  const start = toReal(toFolder(path));
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) {
      const { status, error } = runGit(folder, ["status", "--porcelain", "--untracked-files=no"]);
      return status === 0 ? undefined : { path: folder, reason: getFirstLine(error) };
    }
    if (dirname(folder) === folder) return undefined;
  }
}

function getFirstLine(text: string): string {
  return text.trim().split("\n")[0]?.replace(/\.$/, "") ?? "";
}

/**
 * Files by the repository that holds each, the innermost one: a submodule or a repository inside another has a history of
 * its own, and so does what a link leads to. Those in none, or where git does not say, are under `undefined`.
 */
export function groupByRepository(paths: readonly string[]): Map<string | undefined, string[]> {
  const repositories = new Map<string, string | undefined>();
  const findTop = (folder: string): string | undefined => {
    if (repositories.has(folder)) return repositories.get(folder);
    const parent = dirname(folder);
    const isTop = existsSync(join(folder, ".git"));
    const found = isTop ? findRepository(folder) : parent === folder ? undefined : findTop(parent);
    repositories.set(folder, found);
    return found;
  };
  const groups = new Map<string | undefined, string[]>();
  for (const path of paths) {
    const repository = findTop(dirname(toReal(path)));
    groups.set(repository, [...(groups.get(repository) ?? []), path]);
  }
  return groups;
}

/** Those of a repository's files that git does not track: no `git checkout` brings them back. */
export function findUntracked(repository: string, paths: readonly string[]): string[] {
  const { status, output } = runGit(repository, ["ls-files", "-z"]);
  if (status !== 0) return [...paths];
  const tracked = new Set(output.split("\0").map((name) => resolve(repository, name)));
  // Git has followed the links on the way to the repository.
  return paths.filter((path) => !tracked.has(toReal(path)));
}

/** Files that a repository tracks although one of its patterns matches them; none without git. */
export function listTrackedIgnored(repository: string): string[] {
  const { status, output } = runGit(repository, ["ls-files", "-z", "-c", "-i", "--exclude-standard"]);
  if (status !== 0) return [];
  return output
    .split("\0")
    .filter((name) => name !== "")
    .map((name) => join(repository, name));
}

/** Whether a repository has changes that are not committed, untracked files included, or git does not say. */
export function isDirty(repository: string): boolean {
  const { status, output } = runGit(repository, ["status", "--porcelain"]);
  return status !== 0 || output.trim() !== "";
}

/** Commits the given files and nothing else. Throws `ToolError` GIT_FAILED. */
export function commitFiles(repository: string, files: readonly string[], message: string): void {
  // Git takes no path through a link.
  const paths = files.map(toReal);
  for (const args of [
    ["add", "--", ...paths],
    ["commit", "--quiet", "--message", message, "--", ...paths],
  ]) {
    const { status, error, output } = runGit(repository, args);
    if (status !== 0) throw new ToolError("GIT_FAILED", { reason: getFirstLine(error || output) });
  }
}
