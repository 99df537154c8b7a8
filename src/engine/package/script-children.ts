import * as childProcess from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as workerThreads from "node:worker_threads";
import { scriptContext } from "./script-context";

/** Stands in for `worker_threads` and `child_process` of one script. */
export class ScriptChildren {
  private guardFile: string | undefined;

  /** `worker_threads`, whose threads cannot end the host by a signal; an exit ends only the thread anyway. */
  readonly workerThreads = this.wrapWorkerThreads();
  /** `child_process`, where what `fork` starts cannot end the host by a signal. */
  readonly childProcess = this.wrapChildProcess();

  private wrapWorkerThreads(): unknown {
    const addGuard = (options: workerThreads.WorkerOptions): workerThreads.WorkerOptions =>
      this.addGuard(options);
    class Worker extends workerThreads.Worker {
      constructor(filename: string | URL, options: workerThreads.WorkerOptions = {}) {
        super(filename, addGuard(options));
      }
    }
    return { ...workerThreads, Worker };
  }

  private wrapChildProcess(): unknown {
    const fork = (
      modulePath: string | URL,
      first: readonly string[] | childProcess.ForkOptions = [],
      second: childProcess.ForkOptions = {},
    ): childProcess.ChildProcess => {
      const hasArguments = Array.isArray(first);
      const args = hasArguments ? (first as readonly string[]) : [];
      const options = hasArguments ? second : (first as childProcess.ForkOptions);
      return childProcess.fork(modulePath, args, this.addGuard(options));
    };
    return { ...childProcess, fork };
  }

  private addGuard<T extends { execArgv?: string[] | undefined }>(options: T): T {
    this.guardFile ??= writeGuard(process.pid);
    return { ...options, execArgv: [...(options.execArgv ?? process.execArgv), "--require", this.guardFile] };
  }
}

/**
 * Writes what runs first in threads and programs of Node that a script starts: signals that would hit the host are refused
 * there, too. A file, as nothing else is run before code that is given as a text.
 *
 * @param hostPid the process that hosts the script
 */
function writeGuard(hostPid: number): string {
  const folder = fs.mkdtempSync(path.join(tmpdir(), "mgobe-guard-"));
  const file = path.join(folder, "guard.cjs");
  fs.writeFileSync(
    file,
    `const kill = process.kill;
process.kill = (pid, signal) => {
  const target = Number(pid);
  if (![0, -1, ${hostPid}, -${hostPid}].includes(target) || signal === 0) return kill.call(process, pid, signal);
  console.error(\`process.kill(\${target}) in a thread or child process of the script would end the host; ignored\`);
  return true;
};
`,
  );
  scriptContext.exit(() => process.once("exit", () => fs.rmSync(folder, { recursive: true, force: true })));
  return file;
}
