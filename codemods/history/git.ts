import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { ToolError } from "../../src/contract";
import { getReason } from "../edits/write-files";
import { dirname, toProjectPath } from "../project/project-path";

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
