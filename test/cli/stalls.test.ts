import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Client, type Room } from "@colyseus/sdk";
import { StallJudge } from "../../src/cli/serve/stall-judge";
import { ActivityNotes, readActivity, StallCount } from "../../src/cli/serve/stall-memory";
import { RunningCli } from "../commands/built-cli";

describe("what another thread sees", () => {
  test("what of the script runs, the inner one while there is one, and what ran last", () => {
    const notes = new ActivityNotes();
    notes.enter("room-1", "onJoinRoom");
    notes.enter("", "x".repeat(500));
    expect(readActivity(notes.memory)).toEqual({ isRunning: true, roomId: undefined, what: "x".repeat(127) });
    notes.leave();
    expect(readActivity(notes.memory)).toEqual({ isRunning: true, roomId: "room-1", what: "onJoinRoom" });
    notes.leave();
    expect(readActivity(notes.memory)).toEqual({ isRunning: false, roomId: "room-1", what: "onJoinRoom" });
  });

  test("a stall is told of at 5 s and at twice the time again; a beat ends it, a suspended process has none", () => {
    const notes = new ActivityNotes();
    const count = new StallCount(notes.memory, 500);
    let now = 0;
    const told: number[] = [];
    const run = (seconds: number): void => {
      for (const end = now + seconds * 1000; now < end;) {
        now += 500;
        if (count.tick(now)) told.push(count.seconds);
      }
    };
    run(25);
    expect(told).toEqual([5, 10, 20]);
    notes.beat();
    run(4);
    now += 3_600_000;
    run(0.5);
    notes.beat();
    run(5);
    expect(told).toEqual([5, 10, 20]);
    run(1);
    expect(told).toEqual([5, 10, 20, 5]);
  });
});

/** A main thread that comes by, or does not, and what is decided of it each half a second. */
class Run {
  private readonly notes = new ActivityNotes();
  private now = 0;
  readonly judge: StallJudge;

  constructor(maxStall: number | null = null) {
    this.judge = new StallJudge(new StallCount(this.notes.memory, 500), maxStall);
  }

  /** Seconds until the end; undefined when it does not come. */
  stall(seconds: number): number | undefined {
    for (let passed = 0.5; passed <= seconds; passed += 0.5) {
      if (this.judge.tick((this.now += 500)).end) return passed;
    }
    return undefined;
  }

  live(seconds: number): void {
    for (let passed = 0; passed < seconds; passed += 0.5) {
      this.notes.beat();
      expect(this.judge.tick((this.now += 500)).end).toBeUndefined();
    }
  }
}

describe("when a stall is the end", () => {
  test("without a signal and without --max-stall: never", () => {
    expect(new Run().stall(3600)).toBeUndefined();
  });

  test("after --max-stall", () => {
    expect(new Run(7).stall(60)).toBe(7.5);
  });

  test("five seconds after a signal, however long it has lasted", () => {
    const run = new Run();
    run.live(1);
    run.stall(60);
    run.judge.noteSignal();
    expect(run.stall(60)).toBe(5);
  });

  test("at a second signal at once", () => {
    const run = new Run();
    run.stall(10);
    run.judge.noteSignal();
    expect(run.stall(1)).toBeUndefined();
    run.judge.noteSignal();
    expect(run.stall(60)).toBe(0.5);
  });

  test("not while the main thread comes by: it drains as long as it likes, and has two seconds to end by itself", () => {
    const run = new Run();
    run.stall(3);
    run.judge.noteSignal();
    run.live(600);
    expect(run.stall(4)).toBeUndefined();
    run.live(1);
    run.judge.noteSignal();
    expect(run.stall(60)).toBe(2);
  });
});

/** A server whose script never returns from the message that one player has sent. */
async function startStuck(folder: string, ...options: string[]): Promise<{ cli: RunningCli; room: Room }> {
  const cli = new RunningCli(
    ["serve", folder, "--port", "0", "--host", "127.0.0.1", "--lang", "en", ...options],
    { cwd: folder },
  );
  const [, port] = await cli.waitFor(/Local +http:\/\/127\.0\.0\.1:(\d+)/);
  const room = await new Client(`ws://127.0.0.1:${port}`).joinOrCreate("mgobe");
  room.onMessage("*", () => undefined);
  room.onError(() => undefined);
  room.reconnection.enabled = false;
  room.send("sendToGameSvr", { data: 1 });
  await cli.waitFor(/stuck now/);
  return { cli, room };
}

function makeStuckScript(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-stall-"));
  fs.writeFileSync(
    path.join(folder, "index.js"),
    `exports.mgobexsCode = { logLevel: "info+", gameServer: {
      onInitGameData: () => ({}), onRecvFromClient({ SDK }) { SDK.logger.info("stuck now"); while (true) {} },
    } };`,
  );
  return folder;
}

test("serve names room and hook of an endless loop, in the log files too, and --max-stall ends it", async () => {
  const folder = makeStuckScript();
  const { cli, room } = await startStuck(folder, "--max-stall", "7");
  const { stdout } = await cli.ended;
  expect(cli.child.signalCode).toBe("SIGKILL");
  const lines = stdout.split("\n").filter((line) => line.includes("kept the process busy"));
  expect(lines[0]).toContain(`[room ${room.roomId}] onRecvFromClient has kept the process busy for 5 s`);
  expect(lines.at(-1)).toMatch(/busy for 7 s: .*; the process ends now \(--max-stall\)$/);
  // The last one: a day may have ended.
  const file = fs.readdirSync(path.join(folder, "logs")).sort().at(-1) ?? "";
  const written = fs
    .readFileSync(path.join(folder, "logs", file), "utf8")
    .trim()
    .split("\n");
  expect(JSON.parse(written.at(-1) ?? "")).toMatchObject({ roomId: room.roomId, level: "error" });
  fs.rmSync(folder, { recursive: true });
});

test("SIGTERM and SIGINT end a server that is stuck in an endless loop", async () => {
  const folder = makeStuckScript();
  // Side by side, as most of it is waiting.
  await Promise.all(
    (["SIGTERM", "SIGINT"] as const).map(async (signal) => {
      const { cli } = await startStuck(folder, "--no-log-files");
      cli.child.kill(signal);
      const { stdout, stderr } = await cli.ended;
      expect(cli.child.signalCode).toBe("SIGKILL");
      expect(stdout).toMatch(/onRecvFromClient has kept the process busy .* was told to stop and ends now/);
      expect(stderr).toBe("");
    }),
  );
  fs.rmSync(folder, { recursive: true });
});
