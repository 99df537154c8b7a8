import { Readable, Writable } from "node:stream";
import { type Command } from "commander";
import { createProgram } from "../../src/cli/program";
import { type Language } from "../../src/contract";
import { toCell, toCode, toTable } from "./markdown";

/** Nothing is run here: the program is made for its options alone. */
const nowhere = {
  stdin: Readable.from([]),
  stdout: new Writable(),
  stderr: new Writable(),
  environment: {},
  folder: "/",
  platform: "linux",
  nodeVersion: "22.13.0",
  commandLine: "",
} as const;

/** The command line as it is told on pages. */
export function createProgramForPages(language: Language): Command {
  return createProgram(() => undefined, language, nowhere);
}

/** Flags, meaning and values of an option, as cells. */
export function toOptionRow({ flags, description, argChoices = [] }: Command["options"][number]): string[] {
  return [toCode(flags), toCell(description), argChoices.map(toCode).join(", ")];
}

/** Every command with its arguments and options, as `--help` has them. */
export function createCommandLinePage(language: Language): string {
  const texts = {
    en: {
      title: "# Command line",
      lead: "What `mgobe-migrate <command> --help` prints, on one page. Exit codes: 0 all is well, 1 something is left or wrong in what was looked at, 2 the command could not run and says why.",
      argument: "argument",
      option: "option",
      meaning: "meaning",
      values: "values",
      everywhere: "## Every command",
    },
    zh: {
      title: "# 命令行",
      lead: "`mgobe-migrate <命令> --help` 的内容，集中在一页。退出码：0 一切正常；1 所检查的内容中还有未处理或有误之处；2 命令无法执行，并会说明原因。",
      argument: "参数",
      option: "选项",
      meaning: "含义",
      values: "取值",
      everywhere: "## 所有命令",
    },
  }[language];
  const program = createProgramForPages(language);
  const createOptions = ({ options }: Command): string[] => {
    const rows = options.map(toOptionRow);
    return rows.length > 0 ? [toTable([texts.option, texts.meaning, texts.values], rows)] : [];
  };
  const sections = program.commands.flatMap((command) => {
    const names = command.registeredArguments.map((each) => {
      const name = each.variadic ? `${each.name()}...` : each.name();
      return each.required ? `<${name}>` : `[${name}]`;
    });
    const rows = command.registeredArguments.map((each, index) => [
      toCode(names[index] ?? ""),
      toCell(each.description),
    ]);
    return [
      `## ${command.name()}`,
      `${toCell(command.description())}${language === "zh" ? "。" : "."} \`${["mgobe-migrate", command.name(), ...names].join(" ")}\``,
      ...(rows.length > 0 ? [toTable([texts.argument, texts.meaning], rows)] : []),
      ...createOptions(command),
    ];
  });
  return [texts.title, texts.lead, ...sections, texts.everywhere, ...createOptions(program)].join("\n\n");
}
