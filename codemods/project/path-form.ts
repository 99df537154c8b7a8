import { posix, win32, type PlatformPath } from "node:path";

/**
 * The one form of paths inside this program, the same on every system: absolute, `/` between the names, the letter of a
 * Windows drive in lower case (`c:/game/net.ts`), a network share as `//server/share/net.ts`. TypeScript, git and
 * reports speak it already, and `fs` takes it everywhere, also beyond 260 characters. Two paths in it are the same file
 * when the strings are equal, as long as each came in through `toProjectPath`.
 *
 * The functions have the names and the meaning of `node:path`; what they return is in the form, whatever they are given.
 */
export interface PathForm {
  /** A path of the system in the form; a relative one stays relative. */
  toForm(path: string): string;
  /** Absolute path; a relative one holds from the working folder. */
  resolve(...parts: readonly string[]): string;
  join(...parts: readonly string[]): string;
  /** Path from a folder to a file; the absolute path where none leads there (another drive). `""` for the folder itself. */
  relative(folder: string, path: string): string;
  dirname(path: string): string;
  basename(path: string): string;
  extname(path: string): string;
  isAbsolute(path: string): boolean;
  /** Whether a path is a folder or lies below it. */
  isInside(folder: string, path: string): boolean;
  /** The deepest folder that holds all of some folders; undefined where there is none (two drives) or no folder. */
  getCommonFolder(folders: readonly string[]): string | undefined;
  /** Address of a file for a document: a relative path stays a relative reference, an absolute one becomes `file:`. */
  toUri(path: string): string;
  /** A glob as the file system's user writes it: on Windows `\` separates names and does not quote. */
  toGlob(pattern: string): string;
}

function toWindowsForm(path: string): string {
  return (
    path
      .replaceAll("\\", "/")
      // Windows' way of writing long paths: `\\?\C:\game`, `\\?\UNC\server\share`.
      .replace(/^\/\/\?\/UNC\//i, "//")
      .replace(/^\/\/\?\/(?=[a-z]:)/i, "")
      .replace(/^[A-Z]:/, (drive) => drive.toLowerCase())
  );
}

function encodeNames(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/**
 * The form on one system.
 *
 * @example
 * createPathForm("win32").join("C:\\game", "assets"); // "c:/game/assets"
 */
export function createPathForm(platform: NodeJS.Platform): PathForm {
  const isWindows = platform === "win32";
  const native: PlatformPath = isWindows ? win32 : posix;
  const toForm = isWindows ? toWindowsForm : (path: string) => path;
  const relative = (folder: string, path: string): string => toForm(native.relative(folder, path));
  const getRoot = (path: string): string => toForm(native.parse(path).root);
  return {
    toForm,
    relative,
    resolve: (...parts) => toForm(native.resolve(...parts.map(toForm))),
    join: (...parts) => toForm(native.join(...parts.map(toForm))),
    dirname: (path) => toForm(native.dirname(path)),
    basename: (path) => native.basename(path),
    extname: (path) => native.extname(path),
    isAbsolute: (path) => native.isAbsolute(path),
    isInside: (folder, path) => {
      const way = relative(folder, path);
      return way !== ".." && !way.startsWith("../") && !native.isAbsolute(way);
    },
    getCommonFolder: (folders) => {
      const [first, ...others] = folders.map(toForm);
      if (first === undefined) return undefined;
      const root = getRoot(first);
      if (others.some((other) => getRoot(other) !== root)) return undefined;
      let names = first.slice(root.length).split("/");
      for (const other of others) {
        const own = other.slice(root.length).split("/");
        const end = names.findIndex((name, index) => own[index] !== name);
        if (end !== -1) names = names.slice(0, end);
      }
      return root + names.join("/");
    },
    toUri: (path) => {
      if (!native.isAbsolute(path)) return encodeNames(path);
      const form = toForm(path);
      if (form.startsWith("//")) return `file:${encodeNames(form)}`;
      return `file:///${encodeNames(form.replace(/^\//, "")).replace(/^([a-z])%3A/, "$1:")}`;
    },
    toGlob: (pattern) => (isWindows ? pattern.replaceAll("\\", "/") : pattern),
  };
}
