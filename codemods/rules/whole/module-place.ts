import { existsSync } from "node:fs";
import { ts } from "ts-morph";
import { isTypeScript } from "../../finder/syntax";
import { type SourceUnit } from "../../project/code-project";
import { dirname, join, relative } from "../../project/project-path";
import { readIfThere } from "../../project/source-text";
import { type ModuleForm } from "../../targets/room-module/module-form";
import { type ModulePart, placeEndings } from "../../targets/room-module/module-files";
import { isCommonJs } from "../native/reach";

/** Folders above a file in which its project is looked for. */
const mostLevels = 12;

/** What a game is made of, as far as the module depends on it. */
export interface GameKind {
  readonly form: ModuleForm;
  /** Path of the module's first file, where none is yet; the others are called after it. */
  readonly path: string;
  /** package.json that names the SDK from now on; undefined where the game has none. */
  readonly manifest?: string;
  /** The compiler cannot read the typings of the SDK, or the game has no way to import them. */
  readonly hasOldCompiler: boolean;
  /** The files are TypeScript in one scope, as Egret has them: the module is a namespace there. */
  readonly isNamespace: boolean;
}

/** What a file is loaded as. */
export type FileForm = "module" | "commonjs" | "script";

/**
 * How a file is loaded. Scripts of Cocos Creator and of mini-games are modules, whether they import anything or not; those
 * that Creator loads as plug-ins are not, which their `.meta` file says.
 */
export function getFileForm(source: ts.SourceFile): FileForm {
  if (ts.isExternalModule(source)) return "module";
  if (isCommonJs(source)) return "commonjs";
  const { fileName } = source;
  const meta = readIfThere(`${fileName}.meta`);
  const isLoaded = meta === undefined ? isModuleByPlace(fileName) : !/"isPlugin"\s*:\s*true/.test(meta);
  if (!isLoaded) return "script";
  return isTypeScript(source) ? "module" : "commonjs";
}

function isModuleByPlace(path: string): boolean {
  const folder = dirname(path);
  const isCocos = /\/assets\//.test(path) && isCocosProject(readJson(findAbove(folder, "project.json")));
  return isCocos || findAbove(folder, "game.json") !== undefined;
}

function isCocosProject(project: Record<string, unknown> | undefined): boolean {
  return /cocos/.test(String(project?.engine ?? ""));
}

/** Where a module of a name goes and in which form; undefined where some TypeScript imports and other shares one scope. */
export function placeModule(
  home: ts.SourceFile,
  units: readonly SourceUnit[],
  moduleName: string,
): GameKind | undefined {
  const forms = units.map(({ source }) => ({ source, form: getFileForm(source) }));
  const isShared = ({ source, form }: (typeof forms)[number]): boolean =>
    form === "script" && isTypeScript(source);
  const isNamespace = forms.some(isShared);
  if (isNamespace && !forms.every(({ form }) => form === "script")) return undefined;
  const isTyped = forms.some(({ source }) => isTypeScript(source) && !/\.vue$/.test(source.fileName));
  const homeForm = getFileForm(home);
  const form: ModuleForm = isTyped ? "typescript" : homeForm;
  const folder = dirname(home.fileName);
  const ending = isTyped ? ".ts" : (/\.[mc]js$/.exec(home.fileName)?.[0] ?? ".js");
  const manifest = findAbove(folder, "package.json");
  return {
    form,
    path: join(folder, `${getFreeName(folder, moduleName, ending)}${ending}`),
    ...(manifest === undefined || homeForm === "script" ? {} : { manifest }),
    hasOldCompiler: isNamespace || hasOldCompiler(folder, manifest),
    isNamespace,
  };
}

function getFreeName(folder: string, moduleName: string, ending: string): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? moduleName : `${moduleName}-${number}`;
    const paths = Object.values(placeEndings).map((each) => join(folder, `${name}${each}${ending}`));
    if (!paths.some((path) => existsSync(path))) return name;
  }
}

/** Path of one of the module's files. */
export function getPlacePath({ path }: GameKind, place: ModulePart): string {
  return path.replace(/(?=\.\w+$)/, placeEndings[place]);
}

/** The nearest file of a name in a folder or above it. */
export function findAbove(start: string, name: string): string | undefined {
  let folder = start;
  for (let level = 0; level < mostLevels; level++) {
    const path = join(folder, name);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder || existsSync(join(folder, ".git"))) return undefined;
    folder = dirname(folder);
  }
  return undefined;
}

/** TypeScript before 4.9, by what the game's package.json or its engine's project file says. */
function hasOldCompiler(folder: string, manifest: string | undefined): boolean {
  // Cocos Creator 2 brings TypeScript 3, version 3 a 4.x of its own.
  if (isCocosProject(readJson(findAbove(folder, "project.json")))) return true;
  const own = readJson(manifest);
  if (own?.creator !== undefined || (typeof own?.uuid === "string" && typeof own.type === "string"))
    return true;
  const { typescript } = { ...record(own?.dependencies), ...record(own?.devDependencies) };
  const [, major = "9", minor = "0"] = /(\d+)\.(\d+)/.exec(String(typescript ?? "")) ?? [];
  return Number(major) < 4 || (Number(major) === 4 && Number(minor) < 9);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** A JSON file's object; undefined where there is none. */
export function readJson(path: string | undefined): Record<string, unknown> | undefined {
  if (path === undefined) return undefined;
  try {
    return record(JSON.parse((readIfThere(path) ?? "").replace(/^\uFEFF/, "")));
  } catch {
    return undefined;
  }
}

/** A file as an import in another one names it. */
export function toSpecifier(from: string, to: string, keepsEnding: boolean): string {
  const path = relative(dirname(from), to);
  const named = path.startsWith(".") ? path : `./${path}`;
  return keepsEnding ? named : named.replace(/\.\w+$/, "");
}
