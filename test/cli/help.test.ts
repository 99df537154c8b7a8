import { createProgram } from "../../src/cli/program";
import { type Language } from "../../src/contract/bilingual-text";
import { createTestContext } from "../commands/cli-context";

/** What a program in one language says of itself: each text by its place, and each help as it is shown. */
interface Told {
  readonly texts: readonly (readonly [place: string, text: string])[];
  readonly helps: Readonly<Record<string, string>>;
}

const han = /[\u4E00-\u9FFF]/;
function tell(language: Language): Told {
  const program = createProgram(() => undefined, language, createTestContext().context);
  const all = [program, ...program.commands];
  const texts = all.flatMap((command): Told["texts"] => [
    [command.name(), command.description()],
    ...command.registeredArguments.map(
      (each) => [`${command.name()} ${each.name()}`, each.description] as const,
    ),
    ...command.options.map((each) => [`${command.name()} ${each.flags}`, each.description] as const),
  ]);
  return { texts, helps: Object.fromEntries(all.map((each) => [each.name(), each.helpInformation()])) };
}

const english = tell("en");
const chinese = tell("zh");

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
