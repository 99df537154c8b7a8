import { type BilingualText, type Language } from "../../../src/contract";
import { toChinese, toChineseNote } from "./chinese";
import {
  type CaseStatus,
  type Compatibility,
  groupByReason,
  type MemberStatus,
  type Status,
} from "./compatibility";
import { type TypeStatus } from "./contract-types";

const signs: Readonly<Record<Status, string>> = { green: "🟢", yellow: "🟡", red: "🔴" };

/** Sections of the page: the owners of the API map, grouped as readers look for them. */
const sections: readonly (readonly [title: BilingualText, owners: readonly string[]])[] = [
  [
    { en: "The script: `mgobexsCode` and hooks", zh: "脚本：`mgobexsCode` 与 hook" },
    ["mgobexsCode", "gameServer"],
  ],
  [{ en: "The script: arguments of hooks", zh: "脚本：hook 的参数" }, ["ActionArgs"]],
  [{ en: "The script: `SDK`", zh: "脚本：`SDK`" }, ["SDK"]],
  [{ en: "The client: `Listener`", zh: "客户端：`Listener`" }, ["MGOBE", "Listener"]],
  [{ en: "The client: `Room`", zh: "客户端：`Room`" }, ["Room"]],
  [{ en: "The client: `Group`", zh: "客户端：`Group`" }, ["Group"]],
  [
    { en: "The client: the rest", zh: "客户端：其余" },
    ["Player", "ENUM", "RandomUtil", "DebuggerLog", "StatCallbacks"],
  ],
];

const escape = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** What is said around the data, and how the data's own words are said. */
interface Words {
  readonly lead: (drivers: readonly string[]) => string;
  readonly legend: string;
  readonly counted: (members: number, counts: string) => string;
  readonly unity: string;
  readonly title: string;
  readonly differences: string;
  readonly bugs: string;
  readonly bugsLead: string;
  readonly noBugs: string;
  readonly head: { readonly [name in "member" | "kind" | "since" | "proofs" | "unity" | "differs"]: string };
  readonly cases: (count: number) => string;
  readonly types: string;
  readonly typesLead: (present: number, all: number) => string;
  readonly typesHead: readonly string[];
  readonly without: (fields: string) => string;
  readonly notInContract: string;
  readonly caseTitle: string;
  /** Said of the names and statements of cases, which are those of the tests. */
  readonly caseLead: string;
  readonly caseHead: readonly string[];
  readonly stop: string;
  readonly colon: string;
  /** Between two sentences. */
  readonly gap: string;
  /** A sentence or a word of the data. */
  readonly say: (sentence: string) => string;
  readonly sayNote: (note: string) => string;
}

const quote = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

const words: Readonly<Record<Language, Words>> = {
  en: {
    title: "# Compatibility with MGOBE",
    lead: (drivers) =>
      [
        "What of MGOBE's API works here, and how that is known: each line counts the cases of `test/compat` that prove",
        "something about the member. A case is written once and runs on every adapter",
        `(${quote(drivers)}); it names the sentence of the specification that it proves.`,
      ].join("\n"),
    legend:
      "🟢 implemented and proven · 🟡 something differs or is not proven yet, as the last column says · 🔴 not there",
    counted: (members, counts) =>
      `${members} members: ${counts}. The same as data: [compatibility.json](compatibility.json).`,
    unity: [
      "The column Unity is about Unity's own client (C#, unmodified) on the gateway. It was played by hand, no test does it:",
      "two of them under Mono, one room shared with this project's client, 15 cuts; *played* is what was seen to work there.",
      "Most names are in PascalCase there (`CreateRoom`), and `networkState` is `GetNetworkState`. How to connect it, and what to",
      "watch for: [the wire gateway](wire.md#unity).",
    ].join("\n"),
    differences: "## Won't change",
    bugs: "## Everything else that differs is a bug",
    bugsLead:
      "Please report what is not listed on this page. Cases that an adapter does not pass, each with its reason:",
    noBugs: "Please report what is not listed on this page. No adapter fails a case.",
    head: {
      member: "Member",
      kind: "Kind",
      since: "Since",
      proofs: "Proven by",
      unity: "Unity",
      differs: "What differs",
    },
    cases: (count) => `${count} cases`,
    types: "## Types",
    typesLead: (present, all) =>
      `${present} of ${all} types of MGOBE's typings are in the contract with all their fields.`,
    typesHead: ["", "Type", "Side", "What is missing"],
    without: (fields) => `Without ${fields}.`,
    notInContract: "Not in the contract.",
    caseTitle: "## Cases",
    caseLead: "",
    caseHead: ["Case", "Statement"],
    stop: ".",
    colon: ": ",
    gap: " ",
    say: (sentence) => sentence,
    sayNote: (note) => note,
  },
  zh: {
    title: "# 与 MGOBE 的兼容程度",
    lead: (drivers) =>
      [
        "MGOBE 的 API 在这里有多少可用，以及如何得知：每一行统计 `test/compat` 中证明该成员的用例。每个用例只写一次，在所有适配器",
        `（${quote(drivers)}）上运行，并写明它所证明的规范语句。`,
      ].join("\n"),
    legend: "🟢 已实现并已证明 · 🟡 有所不同或尚未证明，见最后一列 · 🔴 没有",
    counted: (members, counts) =>
      `${members} 个成员：${counts}。同样内容的数据：[compatibility.json](../compatibility.json)。`,
    unity: [
      "Unity 一列说的是 Unity 自己的客户端（C#，未修改）接入网关的情况。它是手工试玩的，没有测试：两个客户端在 Mono 下运行，其中一个房间与",
      "本项目的客户端共用，断线 15 次；*玩过*表示看到它可用。那里的名称大多是 PascalCase（`CreateRoom`），`networkState` 是 `GetNetworkState`。",
      "如何接入以及要注意什么：见[通信网关](wire.md#unity)。",
    ].join("\n"),
    differences: "## 不会改变",
    bugs: "## 其他任何不同都是缺陷",
    bugsLead: "本页没有列出的不同请报告。以下是某个适配器没有通过的用例及其原因：",
    noBugs: "本页没有列出的不同请报告。没有适配器不通过的用例。",
    head: {
      member: "成员",
      kind: "种类",
      since: "始于",
      proofs: "证明",
      unity: "Unity",
      differs: "不同之处",
    },
    cases: (count) => `${count} 个用例`,
    types: "## 类型",
    typesLead: (present, all) => `MGOBE 类型声明的 ${all} 个类型中，有 ${present} 个连同全部字段都在契约中。`,
    typesHead: ["", "类型", "端", "缺少"],
    without: (fields) => `没有 ${fields}。`,
    notInContract: "不在契约中。",
    caseTitle: "## 用例",
    caseLead: "用例的名称和语句是测试中的原文，因此为英文。",
    caseHead: ["用例", "语句"],
    stop: "。",
    colon: "：",
    gap: "",
    say: toChinese,
    sayNote: toChineseNote,
  },
};

function memberTable(members: readonly MemberStatus[], language: Language): string {
  const { head } = words[language];
  const hasUnity = members.some(({ unity }) => unity !== undefined);
  const names = ["", head.member, head.kind, head.since, head.proofs];
  return table(
    [...names, ...(hasUnity ? [head.unity] : []), head.differs],
    members.map((member) => memberRow(member, language)),
  );
}

function memberRow(member: MemberStatus, language: Language): string[] {
  const { id, kind, since, status, notes, cases, tests, unity } = member;
  const { cases: countCases, gap, say, sayNote } = words[language];
  const proofs = [cases.length > 0 ? countCases(cases.length) : "", ...tests.map((file) => `\`${file}\``)];
  const row = [signs[status], `\`${id}\``, say(kind), since, proofs.filter(Boolean).join(", ")];
  return [...row, ...(unity === undefined ? [] : [say(unity)]), notes.map(sayNote).join(gap)];
}

function count(members: readonly MemberStatus[]): string {
  return (Object.keys(signs) as Status[])
    .map((status) => `${signs[status]} ${members.filter((member) => member.status === status).length}`)
    .join(" · ");
}

function typeRows(types: readonly TypeStatus[], language: Language): string[][] {
  const { without, notInContract } = words[language];
  return types
    .filter(({ isPresent, missingFields }) => !isPresent || missingFields.length > 0)
    .map(({ name, side, isPresent, missingFields }) => [
      isPresent ? signs.yellow : signs.red,
      `\`${name}\``,
      side,
      isPresent ? without(quote(missingFields)) : notInContract,
    ]);
}

function caseRow(status: CaseStatus, drivers: readonly string[], language: Language): string[] {
  const mark = (driver: string): string => {
    const result = status.outcome[driver] ?? "not run";
    return result === "passed" ? "✓" : words[language].say(result);
  };
  return [status.name, status.statement, ...drivers.map(mark)];
}

/** The page as Markdown. @throws Error for a sentence that there is no Chinese of */
export function toMarkdown(report: Compatibility, language: Language): string {
  const { drivers, members, types, differences, cases } = report;
  const text = words[language];
  const present = types.filter(({ isPresent, missingFields }) => isPresent && missingFields.length === 0);
  const missing = typeRows(types, language);
  const parts = [
    "<!-- Generated by `npm run docs:compatibility`; do not edit. -->",
    text.title,
    text.lead(drivers),
    text.legend,
    text.counted(members.length, count(members)),
    text.unity,
    text.differences,
    differences
      .map(({ ids, difference, reason }) => {
        return `* ${quote(ids)}${text.colon}${text.say(difference)}${text.gap}${text.say(reason)}`;
      })
      .join("\n"),
    text.bugs,
    listBugs(cases, text),
    ...sections.flatMap(([title, owners]) => {
      const own = members.filter(({ owner }) => owners.includes(owner));
      return [`## ${title[language]}`, memberTable(own, language)];
    }),
    text.types,
    text.typesLead(present.length, types.length),
    missing.length > 0 ? table(text.typesHead, missing) : "",
    text.caseTitle,
    text.caseLead,
    ...[...new Set(cases.map(({ subject }) => subject))].flatMap((subject) => {
      const said = text.say(subject);
      const own = cases.filter((status) => status.subject === subject);
      return [
        `### ${said.charAt(0).toUpperCase()}${said.slice(1)}`,
        table(
          [...text.caseHead, ...drivers],
          own.map((status) => caseRow(status, drivers, language)),
        ),
      ];
    }),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function listBugs(cases: readonly CaseStatus[], text: Words): string {
  const { bugsLead, noBugs, colon, gap, say, stop } = text;
  const lines = cases.flatMap(({ name, reasons = {} }) =>
    groupByReason(reasons).map(
      ([reason, drivers]) => `* ${quote(drivers)}${colon}${say(name)}${stop}${gap}${say(reason)}`,
    ),
  );
  return lines.length > 0 ? `${bugsLead}\n\n${lines.join("\n")}` : noBugs;
}
