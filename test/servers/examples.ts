import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registerMgobeGames } from "../../adapters/colyseus/index";
import { attachMgobe } from "../../adapters/socketio/index";
import { controlSpeed } from "./speed";

/** The examples, served in this process on a free port. */
export interface RunningExamples {
  readonly port: number;
  /** Address of the pages, without a slash at the end. */
  readonly url: string;
  /** Makes the games' time pass so many times as fast, for what a test would have to wait for. */
  setSpeed(speed: number): void;
  close(): Promise<void>;
}

interface ExamplesModule {
  startExamples(
    library: { registerMgobeGames: typeof registerMgobeGames; attachMgobe: typeof attachMgobe },
    options: {
      port: number;
      mgobeFile?: string;
      socketIoFile?: string;
      isOriginal?: boolean;
      consolePassword?: string;
    },
  ): Promise<{ port: number; close(): Promise<void> }>;
}

const root = join(__dirname, "..", "..");

/**
 * Starts them with the library's sources instead of its build.
 *
 * @param withClient also builds `MGOBE.js` and `MGOBE.socketio.js`, for the pages that use them
 * @param original a file that takes its place, and stands for MGOBE's own
 * @param consolePassword opens the console
 */
export async function startTestExamples({
  withClient = false,
  original,
  consolePassword,
}: { withClient?: boolean; original?: string; consolePassword?: string } = {}): Promise<RunningExamples> {
  const { startExamples } = jest.requireActual<ExamplesModule>("../../examples/examples");
  const folder = mkdtempSync(join(tmpdir(), "examples-"));
  if (withClient) execFileSync(process.execPath, [join(root, "scripts/build-client.mjs"), folder]);
  const speeds: ((speed: number) => void)[] = [];
  const running = await startExamples(
    {
      attachMgobe,
      registerMgobeGames: (server, games) => {
        const hosts = registerMgobeGames(server, games);
        speeds.push(...hosts.map((host) => controlSpeed(host.clock)));
        return hosts;
      },
    },
    {
      port: 0,
      mgobeFile: original ?? join(folder, "MGOBE.js"),
      socketIoFile: join(folder, "MGOBE.socketio.js"),
      isOriginal: original !== undefined,
      consolePassword,
    },
  );
  return {
    port: running.port,
    url: `http://127.0.0.1:${running.port}`,
    setSpeed: (speed) => speeds.forEach((set) => set(speed)),
    close: async () => {
      await running.close();
      rmSync(folder, { recursive: true });
    },
  };
}
