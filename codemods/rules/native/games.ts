import { type Finding } from "../../finder";
import { type CodeProject } from "../../project/code-project";
import { getImportPaths } from "../../project/import-needs";
import { type RuleOptions } from "../rule";
import { isConnection } from "./connection";
import { analyseNative } from "./native-analysis";
import { type NativeOutcome } from "./plan";
import { isModule } from "./reach";

/** One game of the code that was read, and whether it can be written for the target itself. */
export interface NativeGame {
  /** Paths of its files. */
  readonly files: ReadonlySet<string>;
  readonly outcome: NativeOutcome;
}

/**
 * The games of the code that was read: several where their files have nothing to do with each other and each makes a room
 * and connects, else one with all files. None where nothing is proven to use MGOBE's connection.
 *
 * @param takenOver rules whose `ignore` comments keep a site as it is, and with it the game
 */
export function analyseGames(
  project: CodeProject,
  findings: readonly Finding[],
  options: RuleOptions,
  takenOver: readonly string[],
): NativeGame[] {
  if (!findings.some((finding) => finding.certainty === "proven" && isConnection(finding))) return [];
  return separateGames(project, findings).map((files) => ({
    files,
    outcome: analyseNative(
      project,
      findings.filter(({ file }) => files.has(file)),
      { ...options, files, takenOver },
    ),
  }));
}

/** Files by the game that they belong to; one list with all of them, unless several games are told apart. */
export function separateGames(project: CodeProject, findings: readonly Finding[]): ReadonlySet<string>[] {
  const all = new Set(project.files.map(({ path }) => path));
  const count = (files: ReadonlySet<string>, api: string): number =>
    findings.filter((each) => each.api === api && files.has(each.file)).length;
  const isOne = (["Room.constructor", "Listener.init"] as const).some((api) => count(all, api) < 2);
  if (isOne) return [all];
  const groups = groupByImports(project);
  const used = groups.filter((files) =>
    findings.some((finding) => isConnection(finding) && files.has(finding.file)),
  );
  // A part that only uses a room gets it in a way that no import shows.
  const areWhole = used.every(
    (files) => count(files, "Room.constructor") > 0 && count(files, "Listener.init") > 0,
  );
  return areWhole ? used : [all];
}

/** What the entry of a game server package exports. */
const serverExport =
  /\bexports\s*\.\s*mgobexsCode\s*=|\bexport\s+(?:const|let|var)\s+mgobexsCode\b|\bexport\s*\{[^}]*\bmgobexsCode\b/;

/** Files of game servers, which run elsewhere, and use MGOBE's names for things of their own. */
export function listServerFiles(project: CodeProject, findings: readonly Finding[]): ReadonlySet<string> {
  const entries = project.files.filter(({ text }) => serverExport.test(text));
  if (entries.length === 0) return new Set();
  const uses = new Set(findings.map(({ file }) => file));
  const servers = groupByImports(project).filter(
    (files) => entries.some(({ path }) => files.has(path)) && ![...files].some((path) => uses.has(path)),
  );
  return new Set(servers.flatMap((files) => [...files]));
}

/** Files that reach each other by imports in either direction; scripts without modules all share one scope. */
function groupByImports({ files, units, resolver }: CodeProject): ReadonlySet<string>[] {
  const groups = new Map<string, Set<string>>(files.map(({ path }) => [path, new Set([path])]));
  const join = (one: string, other: string): void => {
    const [into, from] = [groups.get(one), groups.get(other)];
    if (!into || !from || into === from) return;
    for (const path of from) {
      into.add(path);
      groups.set(path, into);
    }
  };
  for (const { path, text } of files) {
    for (const specifier of getImportPaths(text)) {
      const target = resolver.resolve(specifier, path)?.resolvedFileName;
      if (target !== undefined) join(path, target);
    }
  }
  const scripts = units.filter(({ source }) => !isModule(source)).map(({ file }) => file.path);
  for (const path of scripts) join(scripts[0] ?? path, path);
  return [...new Set(groups.values())];
}
