import { ErrCode, getErrCodeInfo, errCodeInfos, type Language, toolErrors } from "../../src/contract";
import { codeAdvice } from "./code-advice";
import { toCell, toCode, toTable } from "./markdown";

/** Every error of server, client library and command line: what happened and what to do. */
export function createErrorsPage(language: Language): string {
  const texts = {
    en: {
      title: "# Errors of this project",
      lead: "What server, client library and command line say beside MGOBE's own [error codes](error-codes.md). Codes stay, texts may be improved. A word in braces stands for a name, a path or a number of the case.",
      head: ["code", "what happened", "what to do"],
    },
    zh: {
      title: "# 本项目的错误",
      lead: "除 MGOBE 自己的[错误码](error-codes.md)以外，服务器、客户端库和命令行会给出的错误。代码保持不变，文字可能改进。花括号中的词代表具体的名称、路径或数字。",
      head: ["代码", "发生了什么", "怎么办"],
    },
  }[language];
  const rows = Object.entries(toolErrors).map(([code, { what, hint }]) => [
    toCode(code),
    toCell(what[language]),
    toCell(hint[language]),
  ]);
  return [texts.title, texts.lead, toTable(texts.head, rows)].join("\n\n");
}

/** MGOBE's error codes: those that this project answers with, with advice, and the names of the others. */
export function createErrorCodesPage(language: Language): string {
  const texts = {
    en: {
      title: "# MGOBE's error codes",
      lead: "A call that is refused answers with `code` and `msg`; `msg` says more where more is known, and the server's log has a line with the reason. Errors of this project itself have a [page of their own](errors.md).",
      here: "## Codes that you may meet",
      head: ["code", "name", "meaning", "what to do"],
      others: "## Codes that MGOBE had and this project never answers with",
      otherHead: ["code", "name"],
    },
    zh: {
      title: "# MGOBE 错误码",
      lead: "被拒绝的调用以 `code` 和 `msg` 回答；知道更多时写在 `msg` 中，服务器日志中也有一行原因。本项目自己的错误见[另一页](errors.md)。",
      here: "## 可能遇到的错误码",
      head: ["代码", "名称", "含义", "怎么办"],
      others: "## MGOBE 曾有、本项目不会返回的错误码",
      otherHead: ["代码", "名称"],
    },
  }[language];
  const here = [...codeAdvice].map(([code, { zh, advice }]) => [
    String(code),
    toCode(ErrCode[code]),
    toCell(language === "zh" ? zh : (getErrCodeInfo(code)?.meaning ?? "")),
    toCell(advice[language]),
  ]);
  const others = errCodeInfos
    .filter(({ code }) => !codeAdvice.has(code))
    .map(({ code }) => [String(code), toCode(ErrCode[code])]);
  return [
    texts.title,
    texts.lead,
    texts.here,
    toTable(texts.head, here),
    texts.others,
    toTable(texts.otherHead, others),
  ].join("\n\n");
}
