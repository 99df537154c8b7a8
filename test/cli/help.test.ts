import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { buildCli } from "../support/built-cli";

/** What a program in one language says of itself: each text by its place, and each help as it is shown. */
interface Told {
  readonly texts: readonly (readonly [place: string, text: string])[];
  readonly helps: Readonly<Record<string, string>>;
}

const han = /[\u4E00-\u9FFF]/;
let english: Told;
let chinese: Told;

beforeAll(() => {
  // Commander is an ES module, which Jest's own loader does not take.
  const script = `
    const { createProgram } = require(${JSON.stringify(path.join(path.dirname(buildCli()), "program.js"))});
    const tell = (language) => {
      const program = createProgram(() => undefined, language);
      const commands = [program, ...program.commands];
      const texts = commands.flatMap((command) => [
        [command.name(), command.description()],
        ...command.registeredArguments.map((each) => [command.name() + " " + each.name(), each.description]),
        ...command.options.map((each) => [command.name() + " " + each.flags, each.description]),
      ]);
      return { texts, helps: Object.fromEntries(commands.map((each) => [each.name(), each.helpInformation()])) };
    };
    process.stdout.write(JSON.stringify([tell("en"), tell("zh")]));`;
  [english, chinese] = JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }));
});

test("every command, argument and option says what it is, in English and in Chinese", () => {
  expect(english.texts.length).toBeGreaterThan(60);
  expect(english.texts.filter(([, text]) => !/^[A-Za-z]/.test(text) || han.test(text))).toEqual([]);
  expect(chinese.texts.filter(([, text]) => !han.test(text))).toEqual([]);
});

test("a help in Chinese has nothing left that commander says by itself", () => {
  for (const help of Object.values(chinese.helps)) {
    expect(help).toMatch(/^用法：/);
    expect(help).toMatch(/-h, --help +显示帮助/);
    expect(help).not.toMatch(/Usage:|Options:|Arguments:|Commands:|choices:|default:|display/);
  }
});

test("choices and defaults are told in Chinese, and lines fit a terminal of 80 columns", () => {
  const { serve = "", init } = chinese.helps;
  expect(serve.replace(/\s+/g, "")).toContain("（可选：debug、info、error）");
  expect(init).toContain("（默认：.）");
  const widths = serve.split("\n").map((line) => line.replace(/[\u2E80-\uFFFF]/g, "##").length);
  expect(Math.max(...widths)).toBeLessThanOrEqual(80);
});
