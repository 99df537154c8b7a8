import { type ApiEntry, type ApiOwner, apiMap, type Language } from "../../src/contract";
import { sentencesInChinese } from "./chinese-sentences";
import { toCell, toCode, toTable } from "./markdown";

/** What a member does, in a language. Numbers of sections mean the specification, which has a column of its own. */
function describe({ id, does, broadcast }: ApiEntry, language: Language): string {
  const sentences = [does, ...(broadcast === undefined ? [] : [`Broadcast: ${broadcast}.`])];
  if (language === "en")
    return sentences
      .join(" ")
      .replace(/,? ?[Ss]ee (section )?\d+(\.\d+)?[^.]*\.|, see `contract\/enums`/g, ".")
      .replace(/\.\.+(?!\d)/g, ".")
      .trim();
  return sentences
    .map((sentence) => {
      const chinese = sentencesInChinese.get(sentence);
      if (chinese === undefined) throw new Error(`${id}: no Chinese for "${sentence}"`);
      return chinese;
    })
    .join("");
}

function createTable(entries: readonly ApiEntry[], language: Language): string {
  const head = {
    en: ["member", "parameters or type", "since", "what it does", "spec"],
    zh: ["成员", "参数或类型", "版本", "作用", "规范"],
  }[language];
  const rows = entries.map((entry) => [
    toCode(entry.name),
    toCode(entry.signature),
    toCell(entry.since),
    toCell(describe(entry, language)),
    toCell(entry.section),
  ]);
  return toTable(head, rows);
}

function createSections(owners: readonly ApiOwner[], language: Language): string[] {
  return owners.flatMap((owner) => {
    const entries = apiMap.filter((entry) => entry.owner === owner);
    return [`## ${owner}`, createTable(entries, language)];
  });
}

/** The client API, each member with what it does. */
export function createClientApiPage(language: Language): string {
  const page = {
    en: [
      "# Client API",
      "Every member of MGOBE's client, as the [drop-in library](../client.md) has it. What differs from MGOBE is on the page of [compatibility](../compatibility.md), the codes on that of [error codes](error-codes.md).",
    ],
    zh: [
      "# 客户端 API",
      "MGOBE 客户端的每个成员，[客户端库](../client.md)与之相同。与 MGOBE 的差异见[兼容程度](../compatibility.md)，错误码见[错误码](error-codes.md)。",
    ],
  }[language];
  const owners = [...new Set(apiMap.filter(({ side }) => side === "client").map(({ owner }) => owner))];
  return [...page, ...createSections(owners, language)].join("\n\n");
}

/** What a server script finds and may call. */
export function createScriptPage(language: Language): string {
  const page = {
    en: [
      "# SDK of the script",
      "What `mgobexs/index.js` exports, what its hooks get and what they may call. When hooks run and what a throw does: [hooks](../hooks.md).",
    ],
    zh: [
      "# 脚本的 SDK",
      "`mgobexs/index.js` 导出的内容、回调收到的参数以及可以调用的方法。回调何时执行、抛出异常会怎样：见[回调](../hooks.md)。",
    ],
  }[language];
  const owners: ApiOwner[] = ["SDK", "ActionArgs", "mgobexsCode", "gameServer"];
  return [...page, ...createSections(owners, language)].join("\n\n");
}
