import { ts } from "ts-morph";
import { getSyntaxError } from "../../../codemods/project/code-project";
import { describeSyntaxError } from "../../../codemods/project/syntax-message";

test.each([
  ["let a = ;", "应为表达式。"],
  ["f(1;", "应为“\\)”。"],
  ["let a = 'x", "字符串没有结束。"],
  ["function f() { } }", "应为声明或语句。"],
  ["class A { let x; y z }", /[\u4e00-\u9fff]/],
  ["let 1a;", /[\u4e00-\u9fff]/],
])("what is wrong with %s is said in Chinese, too", (code, zh) => {
  const error = getSyntaxError(ts.createSourceFile("a.ts", code, ts.ScriptTarget.ESNext));
  expect(error?.message.en).toMatch(/^[\x20-\x7e]+$/);
  expect(error?.message.zh).toEqual(expect.stringMatching(zh));
});

test("a message that is not in the table stays as the parser has it", () => {
  expect(describeSyntaxError("Something new.").zh).toBe("语法错误：Something new.");
});
