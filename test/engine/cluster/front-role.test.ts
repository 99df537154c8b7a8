import { ManualClock } from "../../../src/engine";
import { type ClusterGame } from "../../../src/engine/cluster/cluster-game";
import { FrontRole, type FrontRoleOptions } from "../../../src/engine/cluster/front-role";
import { type Place } from "../../../src/engine/cluster/messages";
import { type Outlet } from "../../../src/engine";

const place: Place = { process: "other", roomId: "room" };

/** A front alone: its leader answers as the test says, and what it sends to others is noted. */
function createFront() {
  const clock = new ManualClock();
  const sessions = new Map<string, Outlet>();
  const places = new Map<string, Place>();
  const asked: string[] = [];
  const sent: unknown[][] = [];
  let answer: () => Promise<unknown> = () => Promise.reject(new Error("nobody leads"));
  const game = { getSession: (id: string) => sessions.get(id) } as ClusterGame;
  const options = {
    clock,
    places,
    game,
    getId: () => "own",
    remote: { forget: () => undefined },
    tellLeader: () => undefined,
    link: { send: (...message: unknown[]) => sent.push(message) },
    line: {
      ask: (name: string, { playerId }: { playerId: string }) => {
        asked.push(`${name} ${playerId}`);
        return answer();
      },
    },
  } as unknown as FrontRoleOptions;
  const front = new FrontRole(options);
  return {
    front,
    places,
    asked,
    sent,
    open: (id: string) => {
      sessions.set(id, { deliver: () => undefined });
      front.sessionOpened(id);
    },
    close: (id: string) => sessions.delete(id),
    answerWith: (next: () => Promise<unknown>) => (answer = next),
    /** Lets time pass, and what comes of it. */
    pass: async (milliseconds: number) => {
      clock.advance(milliseconds);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("where a player is is asked again every second until somebody knows, as its room sends to its front alone", async () => {
  const { open, pass, asked, places, sent, answerWith } = createFront();
  open("anna");
  await pass(0);
  await pass(999);
  expect(asked).toEqual(["open anna"]);
  await pass(1);
  await pass(1000);
  expect(asked).toEqual(["open anna", "open anna", "open anna"]);
  answerWith(() => Promise.resolve(place));
  await pass(1000);
  expect(places.get("anna")).toEqual(place);
  // Its room hears where the player is now.
  expect(sent).toEqual([["other", "online", { playerId: "anna", roomId: "room" }]]);
  await pass(10_000);
  expect(asked).toHaveLength(4);
});

test("nobody asks for a player who has gone, or whose place was told meanwhile", async () => {
  const { front, open, close, pass, asked } = createFront();
  open("anna");
  open("ben");
  await pass(0);
  close("anna");
  front.setPlace("ben", place);
  await pass(5000);
  expect(asked).toEqual(["open anna", "open ben"]);
});

test("a player who comes again while it is asked is asked for once", async () => {
  const { open, pass, asked, answerWith } = createFront();
  open("anna");
  await pass(0);
  let give: (answer: unknown) => void = () => undefined;
  answerWith(() => new Promise((resolve) => (give = resolve)));
  open("anna");
  await pass(3000);
  expect(asked).toEqual(["open anna", "open anna"]);
  give(null);
  await pass(3000);
  expect(asked).toHaveLength(2);
});
