import { join } from "node:path";
import Ajv from "ajv";
import { compareReports, readBaseline, type Report } from "../../src/analysis";
import { type Language, ToolError } from "../../src/contract";
import { createDocument } from "../../src/report";
import { report } from "./make-report";
import { reportOf } from "../analysis/write-game";

let quiz: Report;
beforeAll(() => {
  quiz = report([join(__dirname, "fixtures/quiz/input")]);
});

/** The part of SARIF 2.1.0 that readers need, as its specification (§3) says. */
const sarifSchema = {
  type: "object",
  required: ["version", "runs"],
  properties: {
    version: { const: "2.1.0" },
    $schema: { type: "string" },
    runs: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["tool"],
        properties: {
          tool: {
            type: "object",
            required: ["driver"],
            properties: {
              driver: {
                type: "object",
                additionalProperties: false,
                required: ["name"],
                properties: {
                  name: { type: "string" },
                  version: { type: "string" },
                  rules: {
                    type: "array",
                    uniqueItems: true,
                    items: {
                      type: "object",
                      additionalProperties: false,
                      required: ["id"],
                      properties: {
                        id: { type: "string" },
                        shortDescription: { $ref: "#/definitions/text" },
                        fullDescription: { $ref: "#/definitions/text" },
                        help: { $ref: "#/definitions/text" },
                        defaultConfiguration: {
                          type: "object",
                          additionalProperties: false,
                          properties: { level: { $ref: "#/definitions/level" } },
                        },
                        properties: { type: "object" },
                      },
                    },
                  },
                },
              },
            },
          },
          columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
          invocations: {
            type: "array",
            items: {
              type: "object",
              additionalProperties: false,
              required: ["executionSuccessful"],
              properties: {
                executionSuccessful: { type: "boolean" },
                commandLine: { type: "string" },
                startTimeUtc: {
                  type: "string",
                  pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$",
                },
              },
            },
          },
          properties: { type: "object" },
          results: {
            type: "array",
            items: {
              type: "object",
              additionalProperties: false,
              required: ["message"],
              properties: {
                ruleId: { type: "string" },
                ruleIndex: { type: "integer", minimum: 0 },
                level: { $ref: "#/definitions/level" },
                message: { $ref: "#/definitions/text" },
                partialFingerprints: { type: "object", additionalProperties: { type: "string" } },
                suppressions: {
                  type: "array",
                  items: {
                    type: "object",
                    additionalProperties: false,
                    required: ["kind"],
                    properties: {
                      kind: { enum: ["inSource", "external"] },
                      justification: { type: "string" },
                    },
                  },
                },
                properties: { type: "object" },
                locations: {
                  type: "array",
                  items: {
                    type: "object",
                    additionalProperties: false,
                    required: ["physicalLocation"],
                    properties: {
                      physicalLocation: {
                        type: "object",
                        additionalProperties: false,
                        required: ["artifactLocation"],
                        properties: {
                          artifactLocation: {
                            type: "object",
                            additionalProperties: false,
                            properties: { uri: { type: "string", pattern: "^[\\w.~!$&'()*+,;=:@%/-]+$" } },
                          },
                          region: {
                            type: "object",
                            additionalProperties: false,
                            properties: {
                              startLine: { type: "integer", minimum: 1 },
                              startColumn: { type: "integer", minimum: 1 },
                              snippet: { $ref: "#/definitions/text" },
                            },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
  definitions: {
    text: {
      type: "object",
      additionalProperties: false,
      required: ["text"],
      properties: { text: { type: "string", minLength: 1 } },
    },
    level: { enum: ["none", "note", "warning", "error"] },
  },
};

describe("SARIF", () => {
  test("follows the specification, rule indices and suppressions included", () => {
    const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(sarifSchema);
    for (const name of ["quiz", "frames", "old-server"]) {
      const made = report([join(__dirname, "fixtures", name, "input")]);
      const log = JSON.parse(createDocument(made, { format: "sarif", language: "zh" }));
      validate(log);
      expect(validate.errors).toBeNull();
      const [run] = log.runs;
      for (const { ruleId, ruleIndex } of run.results)
        expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
      const ignored = made.findings.filter(({ state }) => state === "ignored").length;
      expect(run.results.filter(({ suppressions }: any) => suppressions)).toHaveLength(ignored);
    }
  });
});

describe("CSV", () => {
  test("keeps quotes and line ends in a cell, and starts no formula", () => {
    const made: Report = {
      ...quiz,
      findings: [
        {
          id: "0",
          kind: "check",
          certainty: "proven",
          rule: "endpoint",
          severity: "info",
          effort: 0,
          state: "by-hand",
          message: { en: '=1+"2",\n3', zh: "" },
          file: "a.js",
        },
      ],
    };
    const [, row] = createDocument(made, { format: "csv", language: "en" }).split("\r\n");
    expect(row).toBe(`0,check,,proven,endpoint,info,0,by-hand,a.js,,,,"'=1+""2"",\n3",,,`);
  });
});

describe("Markdown and text", () => {
  test("begin with the verdict", () => {
    for (const language of ["en", "zh"] as const) {
      const verdict = quiz.verdict.text[language];
      expect(createDocument(quiz, { format: "markdown", language }).split("\n")[0]).toBe(`# ${verdict}`);
      expect(createDocument(quiz, { format: "text", language }).split("\n")[0]).toBe(verdict);
    }
  });

  test("let no code become a table cell, a tag or a hidden direction mark", () => {
    const made = reportOf({
      "a.js": 'const room = new MGOBE.Room();\nroom.sendToGameSvr({ data: { cmd: "`|<b>\u202E" } });',
    });
    const text = createDocument(made, { format: "markdown", language: "en" });
    expect(text).not.toContain("\u202E");
    const rows = text.split("\n").filter((line) => line.includes("sendToGameSvr({ data"));
    expect(rows.length).toBeGreaterThan(0);
    // A cell more or less would show as another number of bars that are not escaped.
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
  });
});

test.each(["text", "markdown"] as const)("a name with a line break stands on one line in %s", (format) => {
  const text = createDocument(reportOf({ "a\nb.js": "new MGOBE.Room().leaveRoom(" }), {
    format,
    language: "en",
  });
  expect(text).toContain("a⟨U+000A⟩b.js:1:");
  expect(text).not.toMatch(/^b\.js|a b\.js/m);
});

describe("a baseline", () => {
  test("says what is done since, what is new, and by how much", () => {
    const before = reportOf({
      "a.js": "const room = new MGOBE.Room();\nroom.sendToGameSvr({ data: { cmd: 1 } });",
    });
    const after = reportOf({
      "a.js":
        'const room = new MGOBE.Room();\nroom.send("sendToGameSvr", { data: { cmd: 1 } });\nroom.onRecvFromClient = () => 1;',
    });
    const change = compareReports(readBaseline("old.json", JSON.stringify(before)), after);
    expect(change.rules).toEqual([
      { rule: "on-recv-from-client", before: 0, after: 1 },
      { rule: "send-to-game-svr", before: 1, after: 0 },
    ]);
    expect(change.resolved).toEqual([
      expect.objectContaining({ rule: "send-to-game-svr", file: "a.js", line: 2 }),
    ]);
    expect(change.appeared).toHaveLength(1);
  });

  test("stays quiet when code only moves", () => {
    const code = "const room = new MGOBE.Room();\nroom.sendToGameSvr({ data: { cmd: 1 } });";
    const change = compareReports(
      reportOf({ "a.js": code }),
      reportOf({ "a.js": `// A new first line.\n\n${code}` }),
    );
    expect([change.appeared, change.resolved, change.rules]).toEqual([[], [], []]);
  });

  test("may be of the schema before, and begin as files of Windows' editors do", () => {
    const before = reportOf({ "a.js": "const room = new MGOBE.Room();\nroom.sendToGameSvr({ data: {} });" });
    const notParsed = [{ file: "b.js", line: 1, column: 1, reason: "',' expected." }];
    const old = { ...before, schemaVersion: "2.0.0", files: { ...before.files, notParsed } };
    const change = compareReports(readBaseline("old.json", `\uFEFF${JSON.stringify(old)}`), before);
    expect([change.left, change.appeared, change.resolved]).toEqual([{ before: 1, after: 1 }, [], []]);
  });

  const bare = { run: { time: "" }, totals: { effort: { byHand: 0 } }, findings: [] };
  test.each<[string, unknown, string, string]>([
    ["no JSON", "<html>", "it is no JSON", "它不是 JSON"],
    ["nothing", "null", "it is no report in JSON", "它不是 JSON 格式的报告"],
    ["no report", {}, "it is no report in JSON", "它不是 JSON 格式的报告"],
    ["a failure", { ok: false, code: "NO_PATH" }, "a run that failed", "失败的运行"],
    [
      "of a schema long ago",
      { ...bare, schemaVersion: "1.0.0" },
      "1.0.0, of an mgobe-migrate too old",
      "过旧",
    ],
    ["of a schema to come", { ...bare, schemaVersion: "4.1.0" }, "4.1.0, of a newer mgobe-migrate", "更新"],
    [
      "damaged",
      { ...bare, schemaVersion: "3.0.0", findings: [null] },
      "parts of the report are missing",
      "缺少",
    ],
  ])("that is %s is refused, and the message says why", (_name, content, en, zh) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    let error: unknown;
    try {
      readBaseline("old.json", text);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(ToolError);
    const what = (language: Language): string => (error as ToolError).what(language);
    expect(what("en")).toContain("old.json cannot be compared with");
    expect(what("en")).toContain(en);
    expect(what("zh")).toContain(zh);
  });
});
