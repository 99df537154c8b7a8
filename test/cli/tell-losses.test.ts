import { type Losses, tellLosses } from "../../src/cli/serve/tell-losses";
import { Terminal } from "../../src/cli/terminal";
import { formatLocalTime } from "../../src/engine";
import { createTestContext } from "../commands/cli-context";

function tell(losses: Partial<Losses>, lang = "en"): { readonly isWhole: boolean; readonly told: string } {
  const { context, stderr } = createTestContext();
  const all = { missingLines: 0, logDir: "logs", recordFailure: undefined, ...losses };
  const isWhole = tellLosses(all, new Terminal(context, { lang }));
  return { isWhole, told: stderr.text };
}

const file = "match.jsonl";
const reason = { en: "the disk is slower than the game", zh: "磁盘跟不上游戏的速度" };

test("who lost nothing says nothing", () => {
  expect(tell({})).toEqual({ isWhole: true, told: "" });
  expect(tell({ missingLines: 3, logDir: null })).toEqual({ isWhole: true, told: "" });
});

test("a record that was given up is named, with the time up to which it is complete", () => {
  const until = Date.UTC(2026, 2, 1, 12, 14, 9, 482);
  const complete = { until, for: 83_249 };
  const time = formatLocalTime(until);
  expect(tell({ recordFailure: { file, reason, complete } })).toEqual({
    isWhole: false,
    told: `The record in match.jsonl is complete up to ${time} only, 83.2 s after it began (${reason.en}); the exit code says so, too.\n`,
  });
  expect(tell({ recordFailure: { file, reason, complete } }, "zh").told).toContain(
    `只完整到 ${time}，即开始后 83.2 秒（${reason.zh}）`,
  );
});

test("a record of which nothing is left, beside log lines that are missing", () => {
  const { isWhole, told } = tell({ missingLines: 3, recordFailure: { file, reason } });
  expect(isWhole).toBe(false);
  expect(told.split("\n")).toEqual([
    "Log lines of this run that are missing in logs: 3; the exit code says so, too.",
    `There is no record in match.jsonl (${reason.en}); the exit code says so, too.`,
    "",
  ]);
});
