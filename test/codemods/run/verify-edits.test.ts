import { type TextEdit, applyEdits } from "../../../codemods/edits/text-edit";
import { parseText } from "../../../codemods/project/source-cache";
import { getSyntaxError } from "../../../codemods/project/code-project";
import { findRewrittenError } from "../../../codemods/run/verify-edits";

const code = `import { net } from "./net";
let last = 0

export class Battle extends Base {
  static count = 1
  private room = net.room;
  async join(id: string) { await this.room.joinRoom({ id }, (e) => { if (e.code === 0) { last = e.seq } }); }
  get isOpen() { return \`\${this.room.isOpen}\` }
}
const send = (data) => { net.room.sendToGameSvr({ data }, () => last++) };

(function () { for (const each of [1, 2]) send(each) })()
`;

const edit = (start: number, end: number, text: string): TextEdit => ({
  start,
  end,
  text,
  rule: "x",
  finding: 0,
});
const replace = (old: string, text: string): TextEdit => {
  const start = code.indexOf(old);
  return edit(start, start + old.length, text);
};
const check = (edits: readonly TextEdit[]) =>
  findRewrittenError("/game/a.ts", applyEdits(code, edits), edits, parseText("/game/a.ts", code)[0]);

test("what still parses has no error", () => {
  expect(
    check([
      replace("sendToGameSvr({", `send("sendToGameSvr", {`),
      replace("joinRoom", "enter"),
      edit(code.length, code.length, "\nfunction help() {}\n"),
    ]),
  ).toBeUndefined();
});

test.each<[string, TextEdit, number]>([
  ["inside a member", replace("e.code === 0", "e.code ==="), 7],
  ["a member that ends its class", replace("joinRoom({ id }", "joinRoom }"), 7],
  ["inside a statement", replace("sendToGameSvr(", "send"), 10],
  ["at the end of a statement", replace("last = 0", "last = 0 const"), 2],
  ["a comment that takes the rest of a line", replace("isOpen}", "isOpen // }"), 13],
  ["added lines", edit(code.length, code.length, "\nfunction {}\n"), 14],
  ["what is added to a line", edit(code.indexOf("\nexport"), code.indexOf("\nexport"), "}"), 3],
])("an error is told by its place in the whole file: %s", (_, each, line) => {
  expect(check([each])?.line).toBe(line);
});

test("whatever is written where: the same is said as of the whole file", () => {
  const pieces = [
    "",
    "x",
    " ",
    "\n",
    "{",
    "}",
    "(",
    ")",
    ";",
    '"',
    "`",
    "/*",
    "//",
    "await ",
    "send(1)\n",
    "=>",
  ];
  let seed = 1;
  const next = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let round = 0; round < 2_000; round++) {
    const start = next(code.length + 1);
    const end = Math.min(code.length, start + (next(3) === 0 ? next(4) : 0));
    const edits = [edit(start, end, pieces[next(pieces.length)] ?? "")];
    const after = applyEdits(code, edits);
    const whole = getSyntaxError(parseText("/game/a.ts", after)[0]);
    expect({ after, error: check(edits) }).toEqual({ after, error: whole });
  }
});
