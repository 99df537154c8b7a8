import { runCodemod } from "../../../codemods/run/codemod-run";
import { projectOf } from "../games/memory-project";
import { clientFiles, optionsOf } from "../games/run-fixture";

// An enum by itself: a game gets all of it, or the members that it names where nothing else can be meant.

const start = `export {};
MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {});
declare const net: any;
`;

/** The room module's files of a game, as one text. */
function convert(...texts: readonly string[]): string {
  const files = Object.fromEntries(texts.map((text, i) => [`game${i}.ts`, `${start}${text}\n`]));
  const { changes } = runCodemod(projectOf(files), optionsOf({ level: "native" }), clientFiles);
  const module = changes.filter(({ path }) => path.includes("colyseus-room"));
  expect(module.length).toBeGreaterThan(0);
  return module.map(({ after }) => after).join("");
}

/** Number of error codes that the converted game has. */
function countCodes(...texts: readonly string[]): number {
  return convert(...texts).match(/^\s+EC_\w+(?::| =)/gm)?.length ?? 0;
}

test.each([
  ["a property", ["net.ErrCode = MGOBE.ErrCode;", "if (net.code === net.ErrCode.EC_OK) net.go();"]],
  ["a variable", ["const { ErrCode } = MGOBE;\nexport const Codes = ErrCode;\nnet.a(Codes.EC_OK);"]],
  [
    "an object",
    ["net.all = { Codes: MGOBE.ErrCode };", 'net.a(net.all.Codes["EC_OK"], typeof net.all.Codes);'],
  ],
  ["a pattern", ["const { EC_OK } = MGOBE.ErrCode;\nnet.a(EC_OK);"]],
  [
    "an import",
    ["export const Codes = MGOBE.ErrCode;", 'import { Codes } from "./game0";\nnet.a(Codes.EC_OK);'],
  ],
])("in %s of which members are read by their names", (_where, texts) => {
  expect(countCodes(...texts)).toBe(1);
});

test.each([
  ["by a number", ["net.ErrCode = MGOBE.ErrCode;", "net.show(net.ErrCode[net.code]);"]],
  ["as a whole", ["net.ErrCode = MGOBE.ErrCode;", "for (const name in net.ErrCode) net.show(name);"]],
  ["by other code", ["net.show(MGOBE.ErrCode);"]],
  ["by other code, from its place", ["net.ErrCode = MGOBE.ErrCode;", "net.show(net.ErrCode);"]],
  ["under another name", ["const Codes = MGOBE.ErrCode;\nnet.names = Codes;", "net.show(net.names[1]);"]],
  [
    "under another name of a pattern",
    ["net.ErrCode = MGOBE.ErrCode;", "const { ErrCode: all } = net;\nnet.show(all[1]);"],
  ],
  ["as the rest of a pattern", ["const { EC_OK, ...others } = MGOBE.ErrCode;\nnet.show(EC_OK, others);"]],
  ["by a name that is computed", ["const Codes = MGOBE.ErrCode;\nnet.show(Codes[`EC_${net.name}`]);"]],
])("%s it is there with all members", (_how, texts) => {
  expect(countCodes(...texts)).toBeGreaterThan(200);
});

test.each([
  ["its members alone", "const =", "if (net.code === MGOBE.ErrCode.EC_OK) net.go();"],
  ["a type", "enum", "export const ok: MGOBE.ErrCode = MGOBE.ErrCode.EC_OK;"],
  ["a member's type", "enum", "export const ok: MGOBE.ErrCode.EC_OK = MGOBE.ErrCode.EC_OK;"],
  ["a whole", "enum", "net.show(MGOBE.ErrCode[net.code]);"],
])("for %s it is %s", (_what, form, text) => {
  const [kind, sign = ""] = form.split(" ");
  expect(convert(text)).toContain(`export ${kind} ErrCode ${sign}${sign && " "}{\n`);
});
