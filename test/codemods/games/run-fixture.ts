import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { openProject } from "../../../codemods/index";
import { withClient } from "./memory-project";
import { writeFiles } from "../../../codemods/edits/write-files";
import { type ListedFinding } from "../../../codemods/findings/listed-finding";
import { isTodo } from "../../../src/analysis";
import { type Level } from "../../../codemods/rules/rule";
import { runCodemod, type CodemodOptions, type CodemodResult } from "../../../codemods/run/codemod-run";
import { requireTarget } from "../../../codemods/targets/registry";
import { type BilingualText } from "../../../src/contract/index";

/** Settings that a fixture's options.json may give. */
export interface FixtureOptions {
  level?: Level;
  endpoint?: string;
  includeGuesses?: boolean;
  client?: "file" | "package";
  only?: string[];
  skip?: string[];
  inline?: boolean;
  target?: string;
  /** No drop-in client is anywhere near; most fixtures are about something else. */
  lacksClient?: boolean;
}

/** The client that takes the place of the SDK. */
export const clientFiles = {
  read: (name: string): string => builtTexts[name] ?? "/* the SDK's browser file */\n",
};

const builtTexts: Readonly<Record<string, string>> = {
  "MGOBE.js": "/*! mgobe-migrate, MIT. Drop-in client of a test */\nvar MGOBE = {};\n",
  "MGOBE.socketio.js": "/*! mgobe-migrate, MIT. Drop-in client of a test for Socket.IO */\nvar MGOBE = {};\n",
  "MGOBE.d.ts": "/* drop-in types of a test */\ndeclare namespace MGOBE {}\n",
};

/** Files of a drop-in client for runs that write none. */
export const noClientFiles = { read: () => "" };

/** Options of a run with everything at its default. */
export function optionsOf(given: FixtureOptions = {}): CodemodOptions {
  const { level = "messages", endpoint, includeGuesses = false, client = "file", only, skip, inline } = given;
  const { target = "colyseus" } = given;
  return {
    rules: { level, ...(only ? { only } : {}), ...(skip ? { skip } : {}) },
    target: requireTarget(target),
    includeGuesses,
    language: "en",
    client,
    ...(inline ? { inline } : {}),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

/** Runs over a folder and writes the outcome there. */
export function migrateFolder(folder: string, options: FixtureOptions = {}): CodemodResult {
  const project = openProject([folder]);
  const given = options.lacksClient ? project : withClient(project);
  const result = runCodemod(given, optionsOf(options), clientFiles);
  writeFiles(
    result.changes.map(({ path, after, fate }) => ({ path, text: fate === "removed" ? null : after })),
  );
  return result;
}

/** All files below a folder with their bytes, by path with `/`. */
export function readTree(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (each: string): void => {
    for (const name of readdirSync(each)) {
      const path = join(each, name);
      if (statSync(path).isDirectory()) visit(path);
      else files.set(relative(folder, path).split(sep).join("/"), readFileSync(path, "latin1"));
    }
  };
  visit(folder);
  return files;
}

/** Copies a folder to a temporary place, runs `use` on it and removes it. */
export function withCopy<T>(folder: string, use: (copy: string) => T): T {
  const copy = mkdtempSync(join(tmpdir(), "mgobe-migrate-"));
  try {
    cpSync(folder, copy, { recursive: true });
    return use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Reads a fixture's options.json, if it has one. */
export function readOptions(fixture: string): FixtureOptions {
  const path = join(fixture, "options.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as FixtureOptions) : {};
}

/** What a run leaves to the developer. */
export function listTodos({ findings }: CodemodResult): (ListedFinding & { message: BilingualText })[] {
  return findings.flatMap(({ message, ...finding }) =>
    isTodo(finding) && message ? [{ ...finding, message }] : [],
  );
}

/** One line for each finding: the fixture's golden file. */
export function describeResult({ findings, project }: CodemodResult, root: string): string {
  const place = (file: string, line?: number, column?: number): string =>
    [relative(root, file).split(sep).join("/"), line, column].filter((each) => each !== undefined).join(":");
  return [
    ...findings.map(({ file, line, column, kind, certainty, api, owner, member, state, rule }) =>
      [
        place(file, line, column),
        kind,
        api ?? ([owner, member].filter(Boolean).join(".") || "-"),
        certainty,
        state,
        rule,
      ].join(" "),
    ),
    ...project.sdkFiles.map(
      ({ path, kind, version, versionAtLeast }) =>
        `${place(path)} sdk ${kind} ${version ?? `at least ${versionAtLeast}`}`,
    ),
    "",
  ].join("\n");
}

/** Writes a golden file when `UPDATE_FIXTURES` is set; what it wrote is to be read before it is committed. */
export function updateGolden(path: string, text: string): void {
  if (process.env.UPDATE_FIXTURES) writeFileSync(path, text);
}
