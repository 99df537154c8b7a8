import { findSecretValues, findWrittenSecrets, SecretMask } from "../../../codemods/output/secrets";
import { formatChange } from "../../../codemods/output/change-format";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { projectOf } from "../games/memory-project";
import { outcomeOf } from "../../report/make-report";
import { optionsOf, noClientFiles } from "../games/run-fixture";

const key = "a1B2-c3D4/e5F6+g7H8=";

test.each([
  ["a property", `init({ secretKey: "${key}" })`],
  ["a quoted property", `init({ "secretKey" : '${key}' })`],
  ["a property on two lines", `init({\n  secretKey:\n    "${key}",\n})`],
  ["a template", `const secretKey = \`${key}\`;`],
  ["a typed field", `class Config { static readonly secretKey: string = "${key}"; }`],
  ["an assignment", `config.secretKey = "${key}";`],
  ["an assignment by name", `config["secretKey"] = "${key}";`],
  ["a default", `const secretKey = env.KEY || "${key}";`],
  ["an assignment of a default", `config.secretKey ??= "${key}";`],
  ["one of two", `const secretKey = isTest ? "${key}" : other;`],
  ["another name", `const MGOBE_SECRET_KEY = "${key}";`],
  ["a server's key", `exports.serverKey = "${key}"`],
  ["a password", `login({ user: "u", password: "${key}" })`],
  ["a constant elsewhere", `const devKey = "${key}"; init({ secretKey: devKey });`],
  [
    "a constant of an object elsewhere",
    `const Keys = { dev: "${key}" }; init({ secretKey: Keys.dev, a: 1 });`,
  ],
])("a secret is found as %s", (_name, code) => {
  expect(findSecretValues([code])).toEqual([key]);
  const mask = new SecretMask(() => [code]);
  expect(mask.apply(`+ ${code}\n- sign("${key}")`)).not.toContain(key);
});

test.each([
  `init({ secretKey: "your secret key" })`,
  `init({ secretKey: "请填写密钥" })`,
  `interface Config { secretKey: string; mode: "development" }`,
  `show({ keyboard: "qwerty", monkey: "capuchin" })`,
  `if (!secretKey) throw new Error("secretKey is missing")`,
  `init({ secretKey: "" }, "wss://play.example.com")`,
])("no secret: %s", (code) => {
  expect(findSecretValues([code])).toEqual([]);
});

test.each([
  ["a parameter", (k: string) => `const make = (s) => ({ secretKey: s }); make("${k}");`],
  ["a list", (k: string) => `const all = ["g", "${k}"]; init({ secretKey: all[1] });`],
  ["a comment", (k: string) => `/* 密钥 ${k} */ init({ secretKey: "" });`],
  ["a constant of one letter", (k: string) => `const k = "${k}"; init({ secretKey: k });`],
  ["a Chinese name", (k: string) => `const 密钥 = "${k}"; init({ secretKey: 密钥 });`],
  ["a member of an enum", (k: string) => `enum Conf { Sk = "${k}" } init({ secretKey: Conf.Sk });`],
])("a key that gets there through %s is hidden", (_way, write) => {
  const hex = "9f3c27ab41d05e8877c6b2a1f0e4d39c5a6b7c8d";
  const code = write(hex);
  expect(new SecretMask(() => [code]).apply(code)).toBe(write("•••"));
});

test("in a file that speaks of no key, and of words that are none, nothing is hidden", () => {
  expect(findSecretValues([`load("9f3c27ab41d05e8877c6b2a1f0e4d39c5a6b7c8d")`])).toEqual([]);
  expect(
    findSecretValues([`const k = "left"; init({ secretKey: k }); onChangeCustomPlayerStatus2();`]),
  ).toEqual([]);
});

test("a constant is looked for in all files, under its whole name", () => {
  const [use, other] = ["init({ secretKey: K.dev })", `const K = { dev: "${key}", webdev: "nothing" };`];
  expect(findSecretValues([use, other])).toEqual([key]);
  expect(findWrittenSecrets(other)).toEqual([]);
});

test("a diff shows no secret, the code that is written has it still", () => {
  const code = `export const room = new MGOBE.Room();\nconst info = { gameId: "obg", secretKey: "${key}" };\nroom.sendToGameSvr({ data: 1 });\n`;
  const result = runCodemod(projectOf({ "net.ts": code }), optionsOf(), noClientFiles);
  const [change] = result.changes;
  if (!change) throw new Error("nothing changes");
  const mask = new SecretMask(() => [code]);
  const shown = [
    JSON.stringify(outcomeOf(result)),
    ...[true, false].map((isColoured) => formatChange(change, "net.ts", "en", isColoured, mask)),
  ];
  for (const each of shown) {
    expect(each).toContain("•••");
    expect(each).not.toContain(key);
  }
  expect(change.after).toContain(key);
});

test("on a terminal a diff shows characters that the terminal would obey, in a pipe it stays a diff", () => {
  const change = { path: "/game/a.js", before: "a\u001b[2J\r\n", after: "b\u202e\r\n", edits: [] };
  const mask = new SecretMask(() => []);
  const painted = formatChange(
    { ...change, edits: [{ start: 0, end: 1, text: "", rule: "x", finding: 0 }] },
    "a.js",
    "en",
    true,
    mask,
  );
  expect(painted).toContain("-a⟨U+001B⟩[2J");
  expect(painted).toContain("+b⟨U+202E⟩");
  expect(formatChange(change, "a.js", "en", false, mask)).toContain("-a\u001b[2J\r\n+b\u202e\r");
});
