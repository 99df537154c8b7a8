import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Client } from "@colyseus/sdk";
import { ActivityNotes, readActivity, StallCount } from "../../src/cli/serve/stall-memory";
import { RunningCli } from "../support/built-cli";

jest.setTimeout(120_000);

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

test("serve names room and hook of an endless loop, in the log files too, and --max-stall ends it", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-stall-"));
  fs.writeFileSync(
    path.join(folder, "index.js"),
    `exports.mgobexsCode = { gameServer: {
      onInitGameData: () => ({}), onRecvFromClient() { for (;;); },
    } };`,
  );
  const cli = new RunningCli(
    ["serve", folder, "--port", "0", "--host", "127.0.0.1", "--max-stall", "7", "--lang", "en"],
    {
      cwd: folder,
    },
  );
  const [, port] = await cli.waitFor(/Local +http:\/\/127\.0\.0\.1:(\d+)/);
  const room = await new Client(`ws://127.0.0.1:${port}`).joinOrCreate("mgobe");
  room.onMessage("*", () => undefined);
  room.onError(() => undefined);
  room.reconnection.enabled = false;
  room.send("sendToGameSvr", { data: 1 });
  const { stdout } = await cli.ended;
  expect(cli.child.signalCode).toBe("SIGKILL");
  const lines = stdout.split("\n").filter((line) => line.includes("kept the process busy"));
  expect(lines[0]).toContain(`[room ${room.roomId}] onRecvFromClient has kept the process busy for 5 s`);
  expect(lines.at(-1)).toMatch(/busy for 7 s: .*; the process ends now \(--max-stall\)$/);
  const [file = ""] = fs.readdirSync(path.join(folder, "logs"));
  const written = fs
    .readFileSync(path.join(folder, "logs", file), "utf8")
    .trim()
    .split("\n");
  expect(JSON.parse(written.at(-1) ?? "")).toMatchObject({ roomId: room.roomId, level: "error" });
  fs.rmSync(folder, { recursive: true });
});
