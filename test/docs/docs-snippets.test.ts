import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Script } from "node:vm";
import ts from "typescript";
import { makeDevCertificate } from "../../adapters/node-server/dev-certificate";
import { loadPackage } from "../../src/engine/package";
import { parseConfig } from "../../src/engine/settings/config-file";
import { makeZip } from "../engine/package/make-zip";
import { RunningCli } from "../commands/built-cli";
import { runCli } from "../commands/cli-context";
import { listPages, readSnippets, root, type Snippet } from "./markdown";

const all = listPages().flatMap(readSnippets);
/** Pages hold the same code in both languages (languages.test.ts): each block is tried once. */
const snippets = all.filter(
  ({ language, text }, index) =>
    all.findIndex((other) => other.language === language && other.text === text) === index,
);
const place = ({ file, line }: Snippet): string => `${file}:${line}`;
const isSkipped = ({ check }: Snippet): boolean => check !== undefined && /^skip \(.+\)$/.test(check);

/** Blocks of a language that are to be checked; at least one, so that no test passes for want of work. */
function blocks(language: string): Snippet[] {
  return snippets.filter((snippet) => snippet.language === language && !isSkipped(snippet));
}

test("every block is of a kind that is checked, plain text, or says why it is skipped", () => {
  const checked = ["ts", "js", "json", "sh"];
  const plain = ["", "text", "nginx", "ini", "html", "csharp", "yaml"];
  const unknown = snippets.filter(({ language }) => ![...checked, ...plain].includes(language));
  expect(unknown.map(place)).toEqual([]);
  const misspelt = snippets.filter((snippet) => {
    return snippet.check !== undefined && !isSkipped(snippet) && snippet.check !== "json";
  });
  expect(misspelt.map(place)).toEqual([]);
});

describe("TypeScript", () => {
  const folder = path.join(root, "test-output", `docs-snippets-${process.pid}`);
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("type-checks against the sources, by the names of the package", () => {
    fs.mkdirSync(folder, { recursive: true });
    const places = new Map<string, Snippet>();
    for (const [index, snippet] of blocks("ts").entries()) {
      const file = path.join(folder, `snippet-${index}.mts`);
      fs.writeFileSync(file, `${snippet.text}\nexport {};\n`);
      places.set(file, snippet);
    }
    const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
    const sources = Object.entries<{ require?: { types: string } }>(manifest.exports).flatMap(
      ([name, entry]) => {
        const source = entry.require?.types.replace("./dist/", "./").replace(/\.d\.ts$/, ".ts");
        return source === undefined
          ? []
          : [[name.replace(/^\./, "mgobe-migrate"), [path.join(root, source)]] as [string, string[]]];
      },
    );
    expect(sources.length).toBeGreaterThan(0);
    const program = ts.createProgram([...places.keys()], {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Node20,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      resolveJsonModule: true,
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
      types: ["node"],
      paths: Object.fromEntries(sources),
    });
    const problems = [...places].flatMap(([file, snippet]) => {
      const source = program.getSourceFile(file);
      return ts.getPreEmitDiagnostics(program, source).map((diagnostic) => {
        const { line } = source!.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
        const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
        return `${snippet.file}:${snippet.line + 1 + line} ${text}`;
      });
    });
    expect(problems).toEqual([]);
    expect(places.size).toBeGreaterThan(0);
  });
});

describe("JavaScript", () => {
  test.each(blocks("js").map((snippet) => [place(snippet), snippet] as const))(
    "%s parses",
    (file, { text, line }) => {
      // Modules may use import and await, which scripts may not; one of the two ways must do.
      const asModule = ts.transpileModule(text, {
        reportDiagnostics: true,
        compilerOptions: { allowJs: true },
      });
      if (/^\s*(import|export|await) /m.test(text)) expect(asModule.diagnostics).toEqual([]);
      // "Before" and "after" of one block are two scripts.
      else
        for (const part of text.split(/^\/\/ after$/m)) {
          expect(() => new Script(part, { filename: file, lineOffset: line })).not.toThrow();
        }
    },
  );

  test("game server scripts load", async () => {
    const scripts = blocks("js").filter(({ text }) => /exports\.mgobexsCode\s*=/.test(text));
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "docs-script-"));
    try {
      for (const { text } of scripts) {
        fs.writeFileSync(path.join(folder, "index.js"), text);
        const { hooks, dispose } = await loadPackage(folder, { guardProcess: false });
        expect(hooks.length).toBeGreaterThan(0);
        await dispose();
      }
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

describe("JSON", () => {
  test.each(blocks("json").map((snippet) => [place(snippet), snippet] as const))(
    "%s is a configuration file that can be read",
    (file, { text, check }) => {
      if (check === "json") expect(() => JSON.parse(text) as unknown).not.toThrow();
      else expect(() => parseConfig(text, file)).not.toThrow();
    },
  );
});

describe("shell", () => {
  const main = "node_modules/mgobe-migrate/dist/src/cli/main.js";
  const lines = blocks("sh").flatMap((snippet) =>
    snippet.text
      .split("\n")
      .map((line) =>
        line
          .replace(/^\$ /, "")
          .replace(/\s+#.*$/, "")
          .trim(),
      )
      .filter((line) => line !== "" && !line.startsWith("#"))
      .flatMap((line) => line.split(/\s*&&\s*/))
      .map((line) => ({ where: place(snippet), words: line.split(/\s+/) })),
  );

  /** The arguments of a line that runs our command, however it is started. */
  function getArguments(words: readonly string[]): readonly string[] | undefined {
    const name = words.findIndex((word) => word === "mgobe-migrate" || word === main);
    const isOurs = words.slice(0, name).every((word) => /^(npx|node|--inspect.*|[A-Z_]+=.*)$/.test(word));
    return name >= 0 && isOurs ? words.slice(name + 1) : undefined;
  }

  const ours = lines.flatMap(({ where, words }) => {
    const args = getArguments(words);
    return args ? [{ where, args }] : [];
  });

  test("other commands are npm scripts that exist, npm's own, or scripts that the package carries", () => {
    const { scripts, files } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
    const isKnown = ([command, verb = "", name = ""]: readonly string[]): boolean => {
      const script = /^node_modules\/mgobe-migrate\/(.+)$/.exec(verb)?.[1] ?? "";
      if (command === "node") return files.includes(script) && fs.existsSync(path.join(root, script));
      if (command !== "npm") return command === "cd" || (command === "git" && verb === "clone");
      return (
        ["ci", "install"].includes(verb) || (verb === "test" ? "test" : verb === "run" ? name : "") in scripts
      );
    };
    const others = lines.filter(({ words }) => getArguments(words) === undefined && !isKnown(words));
    expect(others.map(({ where, words }) => `${where} ${words.join(" ")}`)).toEqual([]);
  });

  test("our commands and their options exist", async () => {
    const helps = new Map<string, string>();
    for (const { where, args } of ours) {
      const [command = ""] = args;
      if (command.startsWith("-")) continue;
      if (!helps.has(command)) {
        const { exitCode, stdout } = await runCli([command, "--help"]);
        expect(`${where} ${command}: ${exitCode}`).toBe(`${where} ${command}: 0`);
        helps.set(command, stdout);
      }
      const known = new Set(helps.get(command)?.match(/(?<=^ +.*)--?[a-z][\w-]*/gm));
      const unknown = args.filter((word) => word.startsWith("-") && !known.has(word.replace(/=.*/, "")));
      expect([where, ...unknown]).toEqual([where]);
    }
    expect(helps.size).toBeGreaterThan(0);
  });

  /** Ports of pages may be in use; everything else is run as it stands. */
  function withFreePorts(args: readonly string[]): string[] {
    const isPort = (word: string | undefined): boolean => /^(--port|-p|--relay-port)$/.test(word ?? "");
    const others = args.filter((word, index) => !isPort(word) && !isPort(args[index - 1]));
    const hasRelay = args.includes("--relay-port") || args.includes("--classic-ports");
    return [...others, "--port", "0", ...(hasRelay ? ["--relay-port", "0"] : [])];
  }

  test("every serve line starts a server", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "docs-serve-"));
    const script =
      "exports.mgobexsCode = { gameServer: { onInitGameData: () => ({}), onRecvFromClient() {} } };";
    fs.mkdirSync(path.join(folder, "mgobexs"));
    fs.writeFileSync(path.join(folder, "mgobexs/index.js"), script);
    fs.writeFileSync(
      path.join(folder, "mgobexs.zip"),
      makeZip([{ name: "mgobexs/index.js", content: script }]),
    );
    fs.writeFileSync(path.join(folder, "mgobe.config.json"), "{}");
    fs.writeFileSync(path.join(folder, "console-password.txt"), "a long password\n");
    const authority = path.join(folder, "ca");
    const { cert, key } = await makeDevCertificate(authority, []);
    fs.writeFileSync(path.join(folder, "game.example.com.pem"), cert);
    fs.writeFileSync(path.join(folder, "game.example.com.key"), key);
    try {
      const serving = ours.filter(({ args }) => args[0] === "serve" && args.length > 1);
      // What is the same line but for its port is tried once.
      const different = new Map(
        serving.map(({ args }) => withFreePorts(args)).map((args) => [args.join(" "), args]),
      );
      expect(different.size).toBeGreaterThan(0);
      for (const args of different.values()) {
        const cli = new RunningCli(args, {
          cwd: folder,
          env: { MGOBE_MIGRATE_CA: authority },
        });
        await cli.waitFor(/Ctrl-C/);
        cli.child.kill("SIGINT");
        expect((await cli.ended).exitCode).toBe(0);
      }
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
