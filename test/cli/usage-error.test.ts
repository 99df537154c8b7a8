import { runCli } from "../commands/cli-context";

/** Standard error of a command line that is refused. */
async function explain(args: readonly string[], language: string): Promise<string[]> {
  const { exitCode, stdout, stderr } = await runCli(args, { env: { LANG: language } });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  return stderr.trimEnd().split("\n");
}

test.each([
  [
    ["codemod", ".", "--levle"],
    "unknown option '--levle' (Did you mean --level?).",
    "未知选项 --levle，是否为 --level。",
  ],
  [
    ["codemood"],
    "unknown command 'codemood' (Did you mean codemod?).",
    "未知命令 codemood，是否为 codemod。",
  ],
  [["serve"], "missing required argument 'mgobexs'.", "缺少参数 mgobexs。"],
  [["codemod", "--level"], "option '--level <level>' argument missing.", "选项 --level <level> 缺少取值。"],
  [
    ["codemod", "--level", "deep"],
    "option '--level <level>' argument 'deep' is invalid. Allowed choices are sdk, messages, native.",
    "选项 --level <level> 的取值“deep”无效，可用取值：sdk, messages, native。",
  ],
  [
    ["serve", "mgobexs", "--port", "http"],
    "option '-p, --port <port>' argument 'http' is invalid. A whole number from 0 to 65535.",
    "选项 -p, --port <port> 的取值“http”无效，应为 0 到 65535 的整数。",
  ],
  [
    ["list-rules", "a", "b"],
    "too many arguments for 'list-rules'. Expected 0 arguments but got 2: a, b.",
    "多余的参数：a, b。",
  ],
])("%j is refused in English and Chinese, with the command that helps", async (args, en, zh) => {
  const [english, chinese] = await Promise.all([explain(args, "en_US.UTF-8"), explain(args, "zh_CN.UTF-8")]);
  const command = ["mgobe-migrate", args[0] === "codemood" ? "" : args[0]].filter(Boolean).join(" ");
  expect(english).toEqual([`error: ${en}`, `  \`${command} --help\` lists what there is.`]);
  expect(chinese).toEqual([`错误：${zh}`, `  可用的命令和选项见 \`${command} --help\`。`]);
});
