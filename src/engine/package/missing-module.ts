import * as fs from "node:fs";
import * as path from "node:path";
import { type BilingualText } from "../../contract";

/** Node's own error for a module that was not found, with what to do. */
export class MissingModuleError extends Error {
  override readonly name = "Error";
  readonly code = "MODULE_NOT_FOUND";

  constructor(
    readonly request: string,
    readonly from: string,
    readonly advice: BilingualText,
  ) {
    super(`Cannot find module '${request}': ${advice.en}\nRequire stack:\n- ${from}`);
  }
}

/** How to get a module that was not found. */
interface MissingModule {
  /** Package of npm; undefined for a file of the script's own. */
  readonly packageName?: string;
  /** What to do, as half a sentence. */
  readonly advice: BilingualText;
}

/**
 * Says what a module is that could not be found, and where to run `npm install` what. Like npm itself it takes the nearest
 * folder upward that has a `package.json` or a `node_modules`.
 *
 * @param request as written, e.g. `lodash/fp` or `./cards`
 * @param from the file that requires it
 * @param root where to install when there is no such folder: the package of the script
 * @example
 * describeMissingModule("lodash/fp", "/game/mgobexs/index.js", "/game/mgobexs").advice.en;
 * // "run `npm install lodash` in /game/mgobexs"
 */
export function describeMissingModule(request: string, from: string, root: string): MissingModule {
  if (isPath(request)) {
    const wanted = path.resolve(path.dirname(from), request);
    return {
      advice: {
        en: `the script needs that file of its own: put it at ${wanted}`,
        zh: `这是脚本自己的文件，请放到 ${wanted}`,
      },
    };
  }
  const packageName = request
    .split("/")
    .slice(0, request.startsWith("@") ? 2 : 1)
    .join("/");
  const folder = findProject(from) ?? root;
  const isListed = isDependency(packageName, folder) || isInstalled(from);
  const command = isListed ? "npm install" : `npm install ${packageName}`;
  return {
    packageName,
    advice: { en: `run \`${command}\` in ${folder}`, zh: `请在 ${folder} 中运行 \`${command}\`` },
  };
}

/** True for what names a file, not a package. */
export function isPath(request: string): boolean {
  return /^(\.{1,2}(\/|\\|$)|\/|[A-Za-z]:)/.test(request);
}

/** The folder that `npm install` would take, begun at a file; of installed modules the project that they belong to. */
function findProject(from: string): string | undefined {
  const steps = path.dirname(from).split(path.sep);
  const installed = steps.indexOf("node_modules");
  const start = installed === -1 ? steps : steps.slice(0, installed);
  for (let count = start.length; count > 0; count--) {
    const folder = start.slice(0, count).join(path.sep) || path.sep;
    if (["package.json", "node_modules"].some((name) => fs.existsSync(path.join(folder, name))))
      return folder;
  }
  return undefined;
}

function isInstalled(file: string): boolean {
  return file.split(path.sep).includes("node_modules");
}

function isDependency(name: string, folder: string): boolean {
  try {
    const text = fs.readFileSync(path.join(folder, "package.json"), "utf8");
    const manifest = JSON.parse(text) as Record<string, Record<string, unknown> | undefined>;
    return ["dependencies", "devDependencies", "optionalDependencies"].some(
      (kind) => manifest[kind]?.[name] !== undefined,
    );
  } catch {
    // None, or one that npm itself will complain of.
    return false;
  }
}
