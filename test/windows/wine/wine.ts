import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** Where `scripts/windows-node.sh` says that Node's build for Windows lies. */
export const windowsNode = process.env.WINDOWS_NODE ?? "";

/** Path by which a program under Wine reaches a file of this machine. */
export function toWindowsPath(file: string): string {
  return `Z:${file.replaceAll("/", "\\")}`;
}

/**
 * A Windows of its own, in a folder.
 *
 * @throws Error when Wine or Node's build for Windows is not there
 */
export class Wine {
  private readonly environment: NodeJS.ProcessEnv;

  constructor(private readonly folder: string) {
    if (!fs.existsSync(windowsNode)) throw new Error(`WINDOWS_NODE names no file: ${windowsNode}`);
    this.environment = {
      ...process.env,
      WINEPREFIX: path.join(folder, "prefix"),
      WINEDEBUG: "-all",
      LANG: "C.UTF-8",
      LC_ALL: "C.UTF-8",
      NO_COLOR: "",
    };
    // Node refuses to start on the older Windows that is the default.
    const key = ["reg", "add", "HKCU\\Software\\Wine", "/v", "Version", "/d", "win10", "/f"];
    const { error, status } = spawnSync("wine", key, { env: this.environment, stdio: "ignore" });
    if (error || status !== 0) {
      throw new Error(`Wine does not run (scripts/windows-node.sh gets it): ${error?.message ?? status}`);
    }
  }

  /** Starts Node with a script of this machine; what follows the script is passed as it is. */
  start(script: string, args: readonly string[], cwd: string): WineProcess {
    return new WineProcess([windowsNode, toWindowsPath(script), ...args], cwd, this.environment, this.folder);
  }

  /** Ends all that still runs in it. */
  close(): void {
    spawnSync("wineserver", ["-k"], { env: this.environment });
    execFileSync("rm", ["-rf", path.join(this.folder, "prefix")]);
  }
}

let count = 0;

/** A program under Wine. It writes into files: Node's build for Windows cannot write into a pipe there. */
export class WineProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  private readonly output: string;

  constructor(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, folder: string) {
    this.output = path.join(folder, `output-${++count}.txt`);
    const file = fs.openSync(this.output, "w");
    this.child = spawn("wine", args, { cwd, env, stdio: ["ignore", file, file] });
    this.ended = new Promise((resolve) => this.child.on("close", resolve));
    fs.closeSync(file);
  }

  /** All that was written so far, of both streams. */
  get text(): string {
    return fs.readFileSync(this.output, "utf8");
  }

  /** The first match in what is written, as soon as it is there. Rejects when the program ends without it. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const watcher = fs.watch(this.output, () => look());
      const look = (): void => {
        const found = pattern.exec(this.text);
        if (!found) return;
        watcher.close();
        resolve(found);
      };
      void this.ended.then(() => {
        look();
        watcher.close();
        reject(new Error(`${pattern} did not come:\n${this.text}`));
      });
      look();
    });
  }
}
