import { FrameHistory, ManualClock } from "../src/engine";
import { FrameBeat } from "../src/engine/frame-sync/frame-beat";
import { FrameSync } from "../src/engine/frame-sync/frame-sync";
import { printTable } from "./instruments/table";

/**
 * Frame sync of one room without a network: how many frames a simulated time gives, what a long match keeps in memory,
 * and how long its replay takes.
 */

const rate = 15;
const players = 10;
const minutes = 20;

function countFrames(frameRate: number, simulatedMinutes: number): number {
  const clock = new ManualClock();
  let frames = 0;
  const frameSync = new FrameSync({
    beat: new FrameBeat(frameRate, clock),
    historyBytes: 1024 * 1024,
    random: Math.random,
    onFrame: () => (frames += 1),
    onError: console.error,
  });
  frameSync.start();
  clock.advance(simulatedMinutes * 60_000);
  frameSync.stop();
  return frames;
}

function makeItems(frame: number) {
  return Array.from({ length: players }, (_, player) => ({
    playerId: `player-${player}-abcdef`,
    data: {
      x: (frame * 7 + player) % 640,
      y: (frame * 3 + player) % 480,
      action: "move",
      fire: frame % 5 === 0,
    },
    timestamp: 1_600_000_000_000 + frame * 66,
  }));
}

function usedHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function main(): void {
  const counts = [1, 15, 20, 30, 60].map((frameRate) => {
    const expected = frameRate * 600;
    return [String(frameRate), String(expected), String(countFrames(frameRate, 10))];
  });
  printTable("Frames in 10 simulated minutes", [["rate", "rate × time", "frames"], ...counts]);

  const before = usedHeap();
  const history = new FrameHistory(1, 64 * 1024 * 1024);
  const total = rate * 60 * minutes;
  for (let frame = 1; frame <= total; frame++) history.add(makeItems(frame));
  const kept = (usedHeap() - before) / 1048576;
  const begin = performance.now();
  const frames = history.getRange(1, total).frames;
  const elapsed = performance.now() - begin;
  printTable(
    `A match of ${minutes} minutes, ${players} players, ${rate} frames/s, an input of each in every frame`,
    [
      ["frames", "memory MB", "bound MB", "replay ms", "frames replayed"],
      [String(total), kept.toFixed(1), "64", elapsed.toFixed(0), String(frames.length)],
    ],
  );
}

main();
