import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import Ajv from "ajv";
import schema from "../../../schemas/mgobe.config.schema.json";
import { ToolError } from "../../../src/contract";
import { defaultConfig, parseConfig, readConfigFile } from "../../../src/engine/settings/config-file";
import { completeSettings } from "../../../src/engine/settings/game-settings";
import { resolveOptions } from "../../../src/engine/game-server/options";
import { ruleSetJson } from "../matching/rule-sets";

const file = path.resolve("/game/mgobe.config.json");

function parse(config: unknown): ReturnType<typeof parseConfig> {
  return parseConfig(JSON.stringify(config, undefined, 2), file);
}

function errorOf(work: () => unknown): ToolError {
  try {
    work();
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("parseConfig", () => {
  test("takes every key, and relative paths start from the file", () => {
    const config = parse({
      $schema: "./node_modules/mgobe-migrate/schemas/mgobe.config.schema.json",
      gameId: "obg-1",
      secretKey: "secret",
      serverKey: "server",
      frameRate: 60,
      roomPolicy: { emptySeconds: 900 },
      matchRules: { "match-1": ruleSetJson(2, 2, { robots: true }) },
      limits: { rooms: 5 },
      gameServer: { queueLimit: 3 },
      tcb: "./cloud.js",
      dialect: "1.0.0",
      groupFile: "groups.db",
      logs: { level: "debug", dir: "lines", retentionDays: 1, maxFileMegabytes: 2 },
    });
    expect(config.tcb).toBe(path.resolve("/game/cloud.js"));
    expect(config.dialect).toBe("1.0.0");
    expect(config.groupFile).toBe(path.resolve("/game/groups.db"));
    expect(config.logs).toEqual({
      level: "debug",
      dir: path.resolve("/game/lines"),
      retentionDays: 1,
      maxFileMegabytes: 2,
    });
    const settings = completeSettings(config.settings);
    expect(settings).not.toHaveProperty("$schema");
    expect(settings.roomPolicy).toEqual({ emptySeconds: 900, offlineSeconds: 300 });
    expect(settings.matchRules.get("match-1")).toMatchObject({ seats: 4, robots: "robotsFirst" });
    expect(settings).toMatchObject({
      gameId: "obg-1",
      secretKey: "secret",
      serverKey: "server",
      frameRate: 60,
    });
    expect(settings.limits.rooms).toBe(5);
    expect(config.gameServer).toEqual({ queueLimit: 3 });
  });

  test("keeps the name of a tcb package, and null switches log files off", () => {
    const config = parse({ tcb: "@cloudbase/node-sdk", logs: { dir: null } });
    expect(config.tcb).toBe("@cloudbase/node-sdk");
    expect(config.logs.dir).toBeNull();
  });

  test("names an unknown key with its place and the key that was meant", () => {
    const error = errorOf(() => parse({ roomPolicy: { emptySecond: 3 } }));
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.what("en")).toBe(
      `${file}: /roomPolicy/emptySecond (line 3, column 5) there is no such key (did you mean emptySeconds?).`,
    );
    expect(error.what("zh")).toContain("是否想写 emptySeconds");
  });

  test.each([
    [{ frameRat: 15 }, "/frameRat (line 2, column 3) there is no such key (did you mean frameRate?)"],
    [{ xyzzy: 1 }, "/xyzzy (line 2, column 3) there is no such key"],
    [{ frameRate: 61 }, "/frameRate (line 2, column 3) must be from 1 to 60"],
    [{ metricsHosts: "*" }, "/metricsHosts (line 2, column 3) must be a list, in square brackets"],
    [{ frameRate: "15" }, "/frameRate (line 2, column 3) must be a whole number"],
    [
      { roomPolicy: { offlineSeconds: 901 } },
      "/roomPolicy/offlineSeconds (line 3, column 5) must be from 0 to 900",
    ],
    [{ secretKey: "" }, "/secretKey (line 2, column 3) must not be empty"],
    [{ logs: { level: "warn" } }, '/logs/level (line 3, column 5) must be one of "debug", "info", "error"'],
    [
      { gameServer: { requiredGameInfo: { gameId: "g" } } },
      "/gameServer/requiredGameInfo (line 3, column 5) serverKey is missing",
    ],
    [[], "(line 1, column 1) must be an object"],
  ])("refuses %j", (config, reason) => {
    expect(errorOf(() => parse(config)).what("en")).toContain(reason);
  });

  test("tells all mistakes at once", () => {
    const { en } = errorOf(() => parse({ frameRate: 0, gameId: 7 })).details.reason as { en: string };
    expect(en.split("; ")).toHaveLength(2);
  });

  test("judges rule sets as matching does, at the place of the mistake", () => {
    const error = errorOf(() => parse({ matchRules: { "a/b": ruleSetJson(2, 2, { timeout: 1 }) } }));
    expect(error.what("en")).toMatch(
      /\/matchRules\/a~1b\/timeout \(line \d+, column 7\) must be from 5 to 300 seconds/,
    );
    expect(error.what("en").match(/timeout/g)).toHaveLength(1);
  });

  test("shows the place of a syntax error", () => {
    const error = errorOf(() => parseConfig('{\n  "frameRate": 15,,\n}', file));
    expect(error.code).toBe("CONFIG_SYNTAX");
    expect(error.details).toMatchObject({ path: file, line: "2", column: "19", text: '  "frameRate": 15,,' });
  });
});

describe("readConfigFile", () => {
  test("reads a file from disk, and says when there is none", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-config-"));
    try {
      const name = path.join(folder, "mgobe.config.json");
      expect(errorOf(() => readConfigFile(name)).code).toBe("CONFIG_NOT_FOUND");
      fs.writeFileSync(name, '{ "frameRate": 30 }');
      expect(readConfigFile(name).settings).toEqual({ frameRate: 30 });
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

describe("a file that cannot be read", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-config-"));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const text = '{ "secretKey": "密钥" }';
  test.each<[string, Buffer, RegExp | undefined]>([
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`), undefined],
    ["UTF-16 as PowerShell writes it", Buffer.from(`\uFEFF${text}`, "utf16le"), /not UTF-8/],
    ["UTF-16 without a mark", Buffer.from('{ "frameRate": 30 }', "utf16le"), /not UTF-8/],
    [
      "GBK",
      Buffer.concat([
        Buffer.from('{ "secretKey": "'),
        Buffer.from([0xc3, 0xdc, 0xd4, 0xbf]),
        Buffer.from('" }'),
      ]),
      /not UTF-8/,
    ],
  ])("in %s", (_encoding, bytes, reason) => {
    const name = path.join(folder, "mgobe.config.json");
    fs.writeFileSync(name, bytes);
    if (reason) {
      const error = errorOf(() => readConfigFile(name));
      expect([error.code, error.what("en")]).toEqual(["CONFIG_UNREADABLE", expect.stringMatching(reason)]);
    } else {
      expect(readConfigFile(name).settings.secretKey).toBe("密钥");
    }
  });

  test("a folder in its place", () => {
    expect(errorOf(() => readConfigFile(folder)).code).toBe("CONFIG_UNREADABLE");
  });

  test.each(["{\n  // rate\n}", '{ "frameRate": 30 /* fast */ }', '# rate\n{ "frameRate": 30 }'])(
    "with comments, which JSON has none of: %j",
    (withComment) => {
      const error = errorOf(() => parseConfig(withComment, "mgobe.config.json"));
      expect(error.what("en")).toMatch(/:\d+:\d+ is not valid JSON: JSON has no comments\.$/);
    },
  );
});

describe("mgobe.config.schema.json", () => {
  interface Part {
    readonly description?: string;
    readonly default?: unknown;
    readonly properties?: Record<string, Part>;
  }
  const root = schema as Part;

  function defaultsOf(part: Part): unknown {
    if (!part.properties) return part.default;
    const entries = Object.entries(part.properties).map(([key, child]) => [key, defaultsOf(child)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  test("describes every key", () => {
    const undescribed = (part: Part, name: string): string[] => [
      ...(part.description ? [] : [name]),
      ...Object.entries(part.properties ?? {}).flatMap(([key, child]) =>
        undescribed(child, `${name}/${key}`),
      ),
    ];
    expect(undescribed(root, "")).toEqual([]);
  });

  test("states the defaults that hold without a file", () => {
    const { frameRate, roomPolicy, limits, gameServer, logs } = defaultsOf(root) as Record<string, any>;
    const settings = completeSettings();
    expect(frameRate).toBe(settings.frameRate);
    expect(roomPolicy).toEqual(settings.roomPolicy);
    // No limit on rooms has no number in JSON.
    expect({ rooms: Infinity, ...limits }).toEqual(settings.limits);
    expect(gameServer).toEqual({ requiredGameInfo: {}, ...resolveOptions() });
    const folder = path.resolve("/game");
    expect({ ...logs, dir: path.join(folder, logs.dir) }).toEqual(defaultConfig(folder).logs);
  });

  test("knows the keys of the settings, and no others", () => {
    const keys = Object.keys(root.properties ?? {}).filter(
      (key) => !["$schema", "cluster", "gameServer", "dialect", "groupFile", "tcb", "logs"].includes(key),
    );
    const complete = Object.keys(completeSettings());
    const optional = [
      "allowGuests",
      "cloudApi",
      "console",
      "gameId",
      "metricsHosts",
      "secretKey",
      "serverKey",
      "signatureSeconds",
    ];
    expect(keys.sort()).toEqual([...complete, ...optional].sort());
  });

  test.each([
    ["robots", { robots: "playersFirst" }, true],
    ["a misspelt key", { timeuot: 5 }, false],
    ["a rule", { rules: [{ type: "deviation", expression: "teams[i].players.score", value: 3 }] }, true],
    [
      "a step too early",
      {
        rules: [
          {
            type: "deviation",
            expression: "teams[i].players.score",
            value: 3,
            waitTimeSteps: [{ waitTimeSeconds: 1, value: 2 }],
          },
        ],
      },
      false,
    ],
    ["a timeout too long", { timeout: 301 }, false],
  ])("agrees with matching on a rule set with %s", (_name, more, isFine) => {
    const config = { matchRules: { m: ruleSetJson(1, 2, more) } };
    expect(new Ajv({ allowUnionTypes: true }).validate(schema, config)).toBe(isFine);
    const read = (): unknown => parse(config);
    if (isFine) expect(read).not.toThrow();
    else expect(read).toThrow(ToolError);
  });
});
