import { Names } from "../../src/replay/compare";
import { FrameLedger } from "../../src/replay/frame-ledger";
import { ReplayRules } from "../../src/replay/replay-rules";

/** What is told of inputs of one sender, whose record and replay have these. */
function compare(recorded: readonly number[], played: readonly number[], sawStart: boolean) {
  const ledger = new FrameLedger();
  if (sawStart) ledger.noteStart();
  const toFrame = (data: number): unknown => ({ frame: { items: [{ playerId: "sender", data }] } });
  for (const input of recorded) ledger.addRecorded(toFrame(input));
  for (const input of played) ledger.addPlayed(toFrame(input));
  return ledger.findDifference(ReplayRules.standard(), new Names());
}

const length = "onRecvFrame.data.frame.items.length";
const data = "onRecvFrame.data.frame.items.data";

test.each([
  ["the same", [1, 2, 3], [1, 2, 3]],
  ["one that still came with the last frame", [1, 2], [1, 2, 3]],
  ["one that came with the last frame, where none did", [], [1]],
])("who saw the start got the same inputs: %s", (_what, recorded, played) => {
  expect(compare(recorded, played, true)).toBeUndefined();
});

test.each([
  ["one is lost", [1, 2, 3], [1, 2], length],
  ["all are lost", [1, 1, 1], [], length],
  ["the first is lost", [1, 1], [1], length],
  ["each comes twice", [1, 2, 3], [1, 1, 2, 2, 3, 3], data],
  ["another one", [1], [2], data],
  ["another order", [1, 2], [2, 1], data],
  ["many from nobody", [], [1, 2, 3, 4], length],
])("who saw the start got others: %s", (_what, recorded, played, path) => {
  expect(compare(recorded, played, true)).toMatchObject({ path });
});

test.each([
  ["fewer at the beginning", [1, 2, 3, 4], [3, 4], undefined],
  ["more at the beginning", [3, 4], [1, 2, 3, 4], undefined],
  ["more at both ends", [2, 3], [1, 2, 3, 4], undefined],
  ["another one", [1], [2], data],
  ["far fewer", [1, 2, 3, 4, 5], [5], length],
  ["one is lost in the middle", [1, 2, 3, 4], [1, 2, 4], data],
])("who came in between: %s", (_what, recorded, played, path) => {
  expect(compare(recorded, played, false)?.path).toBe(path);
});
