import { isTodo } from "../../../src/analysis";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { projectOf } from "../games/memory-project";
import { optionsOf, noClientFiles } from "../games/run-fixture";

/** Things that the rule left to do, as `file:line words`. */
function listTodos(files: Record<string, string>, endpoint?: string): string[] {
  const options = optionsOf({ only: ["endpoint"], ...(endpoint === undefined ? {} : { endpoint }) });
  return runCodemod(projectOf(files), options, noClientFiles)
    .findings.filter(isTodo)
    .map(
      ({ file, line, message, state }) => `${file.slice("/game/".length)}:${line} ${state} ${message?.en}`,
    );
}

const init = (config: string): string =>
  `MGOBE.Listener.init({ gameId: "g", openId: "o" }, ${config}, () => {});`;

describe("an address that is nowhere to be seen is to do, with and without --endpoint", () => {
  test.each([
    ["comes from an object of the environment", `declare const env: any;\n${init("{ url: env.host }")}`],
    ["is made of parts", `declare const host: string;\n${init("{ url: `wss://${host}` }")}`],
    ["is a parameter", `function go(url: string) {\n${init("{ url }")} }`],
    ["comes with all settings", `declare const config: any;\n${init("config")}`],
    ["is missing", `\n${init("{ reconnectMaxTimes: 5 }")}`],
  ])("one that %s", (_where, text) => {
    const expected = [expect.stringMatching(/^a\.ts:2 by-hand the address is not written in the code here/)];
    expect(listTodos({ "a.ts": text })).toEqual(expected);
    expect(listTodos({ "a.ts": text }, "wss://play.example.com")).toEqual(expected);
  });

  test("one that is a literal, followed through a constant, is not", () => {
    const text = `const url = "a.example.com";\n${init("{ url }")}`;
    expect(listTodos({ "a.ts": text })).toEqual([]);
    expect(listTodos({ "a.ts": text }, "wss://play.example.com")).toEqual([]);
  });

  test("a comment silences it", () => {
    const text = `declare const env: any;\n// @mgobe-migrate ignore endpoint -- set by the launcher\n${init("{ url: env.host }")}`;
    expect(listTodos({ "a.ts": text })).toEqual([]);
  });

  test("one login with a literal does not hide another without", () => {
    const text = `declare const env: any;\n${init('{ url: "a.example.com" }')}\n${init("{ url: env.host }")}`;
    expect(listTodos({ "a.ts": text }, "wss://play.example.com")).toEqual([
      expect.stringMatching(/^a\.ts:3 by-hand/),
    ]);
  });
});

describe("--endpoint where no Listener.init was found", () => {
  test("is to do at the first use of MGOBE", () => {
    expect(
      listTodos({ "a.ts": "\nexport const room = new MGOBE.Room();" }, "wss://play.example.com"),
    ).toEqual([expect.stringMatching(/^a\.ts:2 by-hand no Listener\.init was found/)]);
  });

  test("is none without --endpoint", () => {
    expect(listTodos({ "a.ts": "export const room = new MGOBE.Room();" })).toEqual([]);
  });

  test("is none in a game that was written for the target already", () => {
    const text = `import { Client } from "@colyseus/sdk";\nexport const code = MGOBE.ErrCode.EC_OK;`;
    expect(listTodos({ "a.ts": text }, "wss://play.example.com")).toEqual([]);
  });
});

describe("addresses that stand in the code in other ways", () => {
  const choose = (other: string): string =>
    `declare const env: any;\n${init(`{ url: env.isTest ? "wss://a.example.com" : ${other} }`)}`;

  test("one of two, of which one is unknown, is to do", () => {
    expect(listTodos({ "a.ts": choose("env.host") })).toHaveLength(1);
  });

  test("one of two that both stand there is none; --endpoint sets MGOBE's hosts, and says where there is none", () => {
    expect(listTodos({ "a.ts": choose('"wss://b.example.com"') })).toEqual([]);
    expect(listTodos({ "a.ts": choose('"b.wxlagame.com"') }, "wss://play.example.com")).toEqual([]);
    expect(listTodos({ "a.ts": choose('"wss://b.example.com"') }, "wss://play.example.com")).toEqual([
      expect.stringMatching(/^a\.ts:2 by-hand the code chooses between addresses/),
    ]);
  });

  test("one that is written into the object afterwards is set", () => {
    const text = `const config: any = {};\nconfig.url = "wss://a.example.com";\n${init("config")}`;
    expect(listTodos({ "a.ts": text })).toEqual([]);
    const options = optionsOf({ only: ["endpoint"], endpoint: "wss://play.example.com" });
    const { changes } = runCodemod(projectOf({ "a.ts": text }), options, noClientFiles);
    expect(changes[0]?.after).toContain('config.url = "wss://play.example.com"');
  });
});
