import { lstatSync, readdirSync, realpathSync } from "node:fs";
import { attempt } from "./attempt";
import { createPathForm } from "./path-form";

/**
 * Paths on this machine, in the one form (see `PathForm`). The only door for paths into `codemods`, `src/analysis`,
 * `src/report` and `src/cli`: a lint rule keeps `node:path`, `realpathSync` and `process.cwd()` out of them.
 *
 * * A path from outside (command line, configuration, environment, git, a backup) goes through {@link toProjectPath}.
 * * Inside, `join`, `resolve`, `relative` … of this file take the place of `node:path`; a path is compared and looked up
 *   as it is, and shown as it is.
 */
export const {
  resolve,
  join,
  relative,
  dirname,
  basename,
  extname,
  isAbsolute,
  isInside,
  getCommonFolder,
  toUri,
  toForm,
  toGlob,
} = createPathForm(process.platform);

/**
 * A path from outside in the one form: absolute, and each folder and file on it, as far as they exist, spelled as the
 * disk spells it. So one file has one path, however it was typed (`C:\GAME`, `c:/Game`, `C:\Users\ADMINI~1`). Links and
 * junctions stay what they were named as.
 *
 * @param folder what a relative path is relative to; the working folder when not given
 * @example
 * toProjectPath("Assets\\Net.ts"); // "c:/game/assets/net.ts" on Windows
 */
export function toProjectPath(path: string, folder?: string): string {
  const absolute = folder === undefined ? resolve(path) : resolve(folder, path);
  // A folder takes long to list where it is large, above all on Windows, and every path has some such above it.
  if (isSpelledBySystem && machine.spell(absolute) === absolute) return absolute;
  return spellAsOnDisk(absolute, machine);
}

/** The working folder in the one form. */
export function getWorkingFolder(): string {
  return toProjectPath(".");
}

/** Where a path leads to once links are followed. Throws as `fs` does. */
export function followLinks(path: string): string {
  return toProjectPath(realpathSync(path));
}

/** What is asked of a disk to learn how names are spelled. */
export interface SpellingSource {
  /** Names in a folder; undefined where it cannot be read. */
  list(folder: string): readonly string[] | undefined;
  /** The system's own spelling of a path, short names expanded; undefined where there is none. */
  spell(path: string): string | undefined;
  /** Whether something is there under this spelling, or one that the disk takes for the same. */
  exists(path: string): boolean;
}

const machine: SpellingSource = {
  list: (folder) => attempt(() => readdirSync(folder)),
  spell: (path) => attempt(() => toForm(realpathSync.native(path))),
  exists: (path) => attempt(() => lstatSync(path, { throwIfNoEntry: false })) !== undefined,
};

/** What the system follows a path to is spelled as on the disk: on Linux it may be as it was asked for. */
const isSpelledBySystem = process.platform === "win32" || process.platform === "darwin";

const fold = (name: string): string => name.normalize("NFC").toLowerCase();

/** An absolute path with each name as its folder lists it, up to the first one that is not there. */
export function spellAsOnDisk(path: string, disk: SpellingSource): string {
  const parent = dirname(path);
  if (parent === path) return path;
  const folder = spellAsOnDisk(parent, disk);
  const name = basename(path);
  const plain = join(folder, name);
  if (isTheOnlySpelling(folder, name, disk)) return plain;
  const names = disk.list(folder);
  if (!names || names.includes(name)) return plain;
  const spelled = disk.spell(plain);
  // Nothing is there under this name, in whatever spelling.
  if (spelled === undefined) return plain;
  const own = names.find((each) => fold(each) === fold(name));
  const expanded = own ?? basename(spelled);
  return own !== undefined || names.includes(expanded) ? join(folder, expanded) : plain;
}

/** True where a disk has a name and tells it from the same one in other letters: no need to list what else is there. */
function isTheOnlySpelling(folder: string, name: string, disk: SpellingSource): boolean {
  // What is not ASCII has spellings besides upper and lower case.
  if (!/^[ -~]+$/.test(name)) return false;
  const other = name.replace(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  return other !== name && disk.exists(join(folder, name)) && !disk.exists(join(folder, other));
}
