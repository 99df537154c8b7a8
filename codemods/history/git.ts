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
  const { status, stdout, stderr, error } = spawnSync("git", args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, output: stdout ?? "", error: error ? getReason(error) : (stderr ?? "") };
}

function toFolder(path: string): string {
  return statSync(path).isDirectory() ? path : dirname(path);
}

/** Top folder of the repository that holds a path; undefined without one, or without git. */
export function findRepository(path: string): string | undefined {
  const { status, output } = runGit(toFolder(path), ["rev-parse", "--show-toplevel"]);
  return status === 0 ? toProjectPath(output.trim()) : undefined;
}

/**
 * Files by the repository that holds each, the innermost one: a submodule or a repository inside another has a history of
 * its own. Those in none are under `undefined`.
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
    const repository = findTop(dirname(path));
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

/** Whether a repository has changes that are not committed, untracked files included. */
export function isDirty(repository: string): boolean {
  return runGit(repository, ["status", "--porcelain"]).output.trim() !== "";
}

/** Commits the given files and nothing else. Throws `ToolError` GIT_FAILED. */
export function commitFiles(repository: string, paths: readonly string[], message: string): void {
  for (const args of [
    ["add", "--", ...paths],
    ["commit", "--quiet", "--message", message, "--", ...paths],
  ]) {
    const { status, error, output } = runGit(repository, args);
    if (status !== 0)
      throw new ToolError("GIT_FAILED", { reason: (error || output).trim().split("\n")[0] ?? "" });
  }
}
