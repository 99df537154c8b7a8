import { getWorkingFolder } from "../../codemods/project/project-path";
import { type CommandContext } from "./command-context";

/** What is around a command that this process was started for. */
export function createProcessContext(): CommandContext {
  const { stdin, stdout, stderr, env, platform, argv, versions } = process;
  return {
    stdin,
    stdout,
    stderr,
    environment: env,
    platform,
    nodeVersion: versions.node,
    // Asked for when it is needed: a working folder that was removed is a failure of commands that use it.
    get folder() {
      return getWorkingFolder();
    },
    commandLine: ["mgobe-migrate", ...argv.slice(2)].join(" "),
  };
}
