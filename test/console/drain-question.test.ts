import { createDrainQuestion } from "../../src/console/page/drain-question";
import { say, type Word } from "../../src/console/page/words";

function ask(drain: { seconds: number; isEnd: boolean }, name?: string, hasProcesses = false): string {
  const me = { role: "full" as const, name: "", csrf: "", games: [], drain };
  const word = (each: Word, details?: Readonly<Record<string, string | number>>): string =>
    say("en", each, details);
  return createDrainQuestion({ word, me, hasProcesses }, name);
}

test("a drain says what will become of the rooms: they end at once, later, or never", () => {
  expect(ask({ seconds: 0, isEnd: true })).toBe(
    "Drain the server? It ends at once, and all its present rooms with it: it was started without --drain-seconds.",
  );
  expect(ask({ seconds: 90, isEnd: true }, undefined, true)).toBe(
    "Drain all processes? Of each: It takes no new rooms, and ends when its present ones are gone, after 90 s at the latest.",
  );
  expect(ask({ seconds: 90, isEnd: false }, "host:1", true)).toMatch(
    /^Drain host:1\? It takes no new rooms from then on, .* your own program has to end it\. The others go on\.$/,
  );
});
