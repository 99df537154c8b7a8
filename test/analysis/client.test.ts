import { createDocument } from "../../src/report";
import { placesOf, reportOf } from "./write-game";

const init = (info: string, url: string): string =>
  `MGOBE.Listener.init({ ${info} }, { url: ${url} }, () => {});\nconst room = new MGOBE.Room();`;

describe("what must be known before going live", () => {
  test("keys are named by place and shown in no format", () => {
    const key = "d41d8cd98f00b204e9800998ecf8427e";
    const made = reportOf({
      "net.js": init(`gameId: "obg-7f3k2x", secretKey: "${key}"`, '"obg7.wxlagame.com"'),
    });
    expect(placesOf(made, "secret-in-client")).toEqual(["secret-in-client@1"]);
    for (const format of ["html", "markdown", "json", "csv", "sarif", "text"] as const) {
      const text = createDocument(made, { format, language: "en", page: { script: "", style: "" } });
      for (const secret of [key, "obg-7f3k2x", "obg7.wxlagame.com"]) expect(text).not.toContain(secret);
    }
  });

  test("placeholders are no keys", () => {
    const made = reportOf({
      "net.js": init('gameId: "your game id", secretKey: "请填写密钥"', '"localhost"'),
    });
    expect(placesOf(made, "secret-in-client")).toEqual([]);
  });

  test.each([
    ["MGOBE's own host", '"x1.wxlagame.com"', ["endpoint"], "runs-with-url"],
    ["a value that is not known", "settings.url", ["endpoint"], "runs-with-url"],
    ["a server of one's own", '"play.example.com:2567"', [], "runs-with-rest"],
  ])("the address: %s", (_name, url, rules, verdict) => {
    const made = reportOf({ "net.js": init('gameId: "g"', url) });
    const open = made.findings.filter(({ rule, state }) => rule.startsWith("endpoint") && state !== "done");
    expect(open.map(({ rule }) => rule)).toEqual(rules);
    expect(made.verdict.kind).toBe(verdict);
  });

  test("a match code stops the game until its rule set is written", () => {
    const net = `const room = new MGOBE.Room();\nconst matchCode = "duel";\nroom.matchPlayers({ playerInfo: {}, matchCode }, () => {});`;
    const before = reportOf({ "net.js": net });
    expect(placesOf(before, "match-rules")).toEqual(["match-rules@3"]);
    expect(before.verdict.kind).toBe("blocked");
    const after = reportOf({ "net.js": net, "mgobe.config.json": before.settings.config });
    expect(after.verdict.kind).toBe("runs");
    expect(after.totals.readiness).toBe(100);
  });

  test("code without MGOBE is told so", () => {
    const made = reportOf({ "a.js": "console.log(1);" });
    expect(made.verdict.kind).toBe("nothing-found");
    expect(made.verdict.text.en).toMatch(/^Nothing of MGOBE was found in 1 file that was read\..*check/);
    expect(made.findings).toEqual([]);
    expect(made.totals.readiness).toBeNull();
    for (const format of ["text", "markdown"] as const) {
      const text = createDocument(made, { format, language: "en", page: { script: "", style: "" } });
      expect(text).toContain("Nothing of MGOBE was found");
      expect(text).not.toContain("100 %");
    }
  });

  test("a client that imports the server script is warned", () => {
    const made = reportOf({
      "client.js":
        'import { mgobexsCode } from "./mgobexs/index";\nnew MGOBE.Room().leaveRoom({}, () => mgobexsCode);',
      "mgobexs/index.js":
        "exports.mgobexsCode = { gameServer: { onInitGameData() {}, onRecvFromClient() {} } };",
    });
    expect(placesOf(made, "server-code-in-client")).toEqual(["server-code-in-client@1"]);
  });
});
