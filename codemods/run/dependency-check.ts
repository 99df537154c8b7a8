import { type FindingList } from "../findings/finding-list";
import { dependencyRule } from "../findings/rules";
import { dirname, join } from "../project/project-path";
import { readIfThere } from "../project/source-text";
import { type TargetSdk } from "../targets/target";

/** Folders above a file in which its package.json is looked for. */
const mostLevels = 12;

/**
 * Says where code imports the target's package, and the package.json above it does not name that.
 *
 * @param texts files as they will be, by path
 */
export function checkDependency(
  { package: module, version }: TargetSdk,
  texts: ReadonlyMap<string, string>,
  list: FindingList,
): void {
  const imports = new RegExp(`(?:\\bfrom|\\bimport|\\brequire\\s*\\()\\s*["']${module}["']`);
  const command = `npm install ${module}@${/^\d+\.\d+/.exec(version)?.[0] ?? version}`;
  const message = {
    en: `the code imports ${module}, which is no dependency yet: ${command}`,
    zh: `代码导入了 ${module}，但它还不是依赖项：${command}`,
  };
  const told = new Set<string>();
  for (const [path, text] of texts) {
    if (!text.includes(module) || !imports.test(text)) continue;
    const manifest = findManifest(path, texts);
    // Without a package.json something else brings the package in, or the marker at the login says so.
    if (!manifest || manifest.names.has(module) || told.has(manifest.path)) continue;
    told.add(manifest.path);
    const place = { file: manifest.path, start: 0, end: 0 };
    list.add({ ...place, kind: "file", rule: dependencyRule.id, state: "by-hand", message });
  }
}

/** The nearest package.json above a file, with the packages that it names; undefined when there is none. */
function findManifest(
  path: string,
  texts: ReadonlyMap<string, string>,
): { path: string; names: ReadonlySet<string> } | undefined {
  let folder = dirname(path);
  for (let level = 0; level < mostLevels; level++) {
    const place = join(folder, "package.json");
    const text = texts.get(place) ?? readIfThere(place);
    if (text !== undefined) return { path: place, names: readNames(text) };
    if (dirname(folder) === folder) return undefined;
    folder = dirname(folder);
  }
  return undefined;
}

function readNames(text: string): ReadonlySet<string> {
  try {
    const manifest = JSON.parse(text.replace(/^\uFEFF/, "")) as Partial<Record<string, object>> | null;
    const lists = [manifest?.dependencies, manifest?.devDependencies, manifest?.peerDependencies];
    return new Set(lists.flatMap((list) => Object.keys(list ?? {})));
  } catch {
    return new Set();
  }
}
