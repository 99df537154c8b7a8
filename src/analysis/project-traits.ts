import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { type CodeProject } from "../../codemods/project/code-project";
import { join } from "../../codemods/project/project-path";
import { type ProjectTraits } from "./model/report";
import { type FindingList } from "./finding-list";

type Engine = ProjectTraits["engines"][number];

const codeTraits: readonly { name: string; pattern: RegExp }[] = [
  { name: "Cocos Creator 2", pattern: /\bcc\._decorator\b|\bcc\.Class\s*\(/ },
  { name: "Cocos Creator 3", pattern: /\bfrom\s+["']cc["']/ },
  { name: "LayaAir", pattern: /\bLaya\.(Script|Scene|stage|init)\b/ },
  { name: "Egret", pattern: /\begret\.\w/ },
  {
    name: "WeChat mini-game",
    pattern: /\bwx\.(getSystemInfo|login|connectSocket|createCanvas|onShow|request|cloud)\b/,
  },
];

/** What the code base is built with, which SDK files lie in it, and which files are there twice. */
export function readTraits(project: CodeProject, list: FindingList): ProjectTraits {
  return {
    engines: findEngines(project, list),
    sdk: describeSdk(project, list),
    duplicates: findDuplicates(project, list),
  };
}

/** The files of MGOBE's SDK, or of the drop-in client in its place. */
export function describeSdk({ sdkFiles }: CodeProject, list: FindingList): ProjectTraits["sdk"] {
  return sdkFiles
    .map(({ path, kind, version, versionAtLeast, size, isDropIn }) => ({
      file: list.toRelative(path),
      kind,
      version: version ?? `≥ ${(versionAtLeast ?? "").replace(/^≥\s*/, "")}`,
      isDropIn,
      bytes: size,
    }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

function findEngines(project: CodeProject, list: FindingList): Engine[] {
  const engines = new Map<string, Engine>();
  const add = (name: string, evidence: string, version?: string): void => {
    if (!engines.has(name) || (version && !engines.get(name)?.version)) {
      engines.set(name, { name, ...(version ? { version } : {}), evidence: list.toRelative(evidence) });
    }
  };
  for (const folder of listFolders(project.roots)) readManifests(folder, add);
  for (const { name, pattern } of codeTraits) {
    const file = engines.has(name)
      ? undefined
      : project.files.find((each) => !each.isDeclaration && pattern.test(each.text));
    if (file) add(name, file.path);
  }
  return [...engines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The roots and the folders right below them. */
function listFolders(roots: readonly string[]): string[] {
  return roots.flatMap((root) => {
    if (!statSync(root).isDirectory()) return [];
    const below = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith("."))
      .map(({ name }) => join(root, name));
    return [root, ...below.sort()];
  });
}

function readManifests(
  folder: string,
  add: (name: string, evidence: string, version?: string) => void,
): void {
  const project = readJson(join(folder, "project.json"));
  if (project && /cocos/i.test(String(project.engine ?? project.packages ?? ""))) {
    add("Cocos Creator 2", join(folder, "project.json"), asText(project.version));
  }
  const manifest = readJson(join(folder, "package.json"));
  const creator = manifest?.creator as { version?: unknown } | undefined;
  if (creator) add("Cocos Creator 3", join(folder, "package.json"), asText(creator.version));
  const packages = {
    ...(manifest?.dependencies as object | undefined),
    ...(manifest?.devDependencies as object | undefined),
  } as Record<string, unknown>;
  if (packages.webpack) add("webpack", join(folder, "package.json"), asText(packages.webpack));
  const egret = readJson(join(folder, "egretProperties.json"));
  if (egret)
    add("Egret", join(folder, "egretProperties.json"), asText(egret.engineVersion ?? egret.compilerVersion));
  const weChat = readJson(join(folder, "project.config.json"));
  if (weChat && (weChat.compileType === "game" || existsSync(join(folder, "game.json")))) {
    add("WeChat mini-game", join(folder, "project.config.json"), asText(weChat.libVersion));
  }
  for (const name of ["webpack.config.js", "webpack.config.ts"]) {
    if (existsSync(join(folder, name))) add("webpack", join(folder, name));
  }
  if (existsSync(join(folder, ".laya")) || existsSync(join(folder, "laya")))
    add("LayaAir", join(folder, "laya"));
}

function readJson(path: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function findDuplicates({ files }: CodeProject, list: FindingList): string[][] {
  const byDigest = new Map<string, string[]>();
  for (const { path, text } of files) {
    if (text.length < 200) continue;
    const key = createHash("sha1").update(text.replace(/\r\n/g, "\n")).digest("hex");
    const paths = byDigest.get(key);
    if (paths) paths.push(list.toRelative(path));
    else byDigest.set(key, [list.toRelative(path)]);
  }
  return [...byDigest.values()]
    .filter((paths) => paths.length > 1)
    .map((paths) => paths.sort())
    .sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
}
