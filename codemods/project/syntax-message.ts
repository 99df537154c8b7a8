import { type BilingualText } from "../../src/contract";

/** Said of code that the parser cannot go down into, as the parser would say it. */
export const tooDeep = "The code nests too deeply to be read.";

/** What a parser says most, in Chinese; `$1` is what it names. */
const chinese: readonly (readonly [pattern: RegExp, zh: string])[] = [
  [new RegExp(`^${tooDeep.replaceAll(".", "\\.")}$`), "代码嵌套过深，无法读取。"],
  [/^'(.+)' or '(.+)' expected\.$/, "应为“$1”或“$2”。"],
  [/^'(.+)' expected\.$/, "应为“$1”。"],
  [/^Expression expected\.$/, "应为表达式。"],
  [/^Identifier expected\.(?: '(.+)' is a reserved word.*)?$/, "应为标识符。"],
  [/^Declaration or statement expected\./, "应为声明或语句。"],
  [/^Property or signature expected\.$/, "应为属性或签名。"],
  [/^Property assignment expected\.$/, "应为属性赋值。"],
  [/^Declaration expected\.$/, "应为声明。"],
  [/^Statement expected\.$/, "应为语句。"],
  [/^Type expected\.$/, "应为类型。"],
  [/^String literal expected\.$/, "应为字符串。"],
  [/^Argument expression expected\.$/, "应为参数表达式。"],
  [/^Variable declaration expected\.$/, "应为变量声明。"],
  [/^Unterminated string literal\.$/, "字符串没有结束。"],
  [/^Unterminated template literal\.$/, "模板字符串没有结束。"],
  [/^Unterminated regular expression literal\.$/, "正则表达式没有结束。"],
  [/^Invalid character\.$/, "无效字符。"],
  [/^Merge conflict marker encountered\.$/, "存在合并冲突标记。"],
  [/^Unexpected token\b.*$/, "意外的标记。"],
  [/^Unexpected keyword or identifier\.$/, "意外的关键字或标识符。"],
  [/^Unknown keyword or identifier\. Did you mean '(.+)'\?$/, "未知的关键字或标识符，是否为“$1”？"],
  [/^JSX element '(.+)' has no corresponding closing tag\.$/, "JSX 元素“$1”没有对应的结束标签。"],
];

/**
 * A parser's message in both languages. What the table does not know stays as it is behind a Chinese word.
 *
 * @example
 * describeSyntaxError("')' expected.").zh; // "应为“)”。"
 */
export function describeSyntaxError(message: string): BilingualText {
  const known = chinese.find(([pattern]) => pattern.test(message));
  const zh = known ? message.replace(known[0], known[1]) : `语法错误：${message}`;
  return { en: message, zh };
}
