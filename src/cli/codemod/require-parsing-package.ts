import { requireServerEntry, type ServerSource } from "../../../codemods/server/server-project";
import { dirname, isInside, join, relative, toForm } from "../../../codemods/project/project-path";
import { unpackZip } from "../../engine/package/unpack-zip";
import { inspectScriptFiles } from "../script-files";

/**
 * Makes sure that a game server package is one and that its code parses, without running any of it: a project around another
 * one would not start.
 *
 * @throws ToolError (as a rejection) PACKAGE_NO_ENTRY, PACKAGE_NO_EXPORT, PACKAGE_SYNTAX, PACKAGE_BAD_ZIP
 */
export async function requireParsingPackage({ path, target }: ServerSource): Promise<void> {
  if (target !== "mgobexs.zip") return requireParsingFolder(path, (file) => file);
  const unpacked = await unpackZip(path);
  try {
    const folder = toForm(unpacked.folder);
    // Nobody knows the folder that it was unpacked to.
    const toShown = (file: string): string =>
      isInside(folder, file) ? join(path, relative(dirname(folder), file)) : file;
    requireParsingFolder(folder, toShown);
  } finally {
    await unpacked.remove();
  }
}

function requireParsingFolder(folder: string, toShown: (file: string) => string): void {
  const entry = requireServerEntry(folder, toShown);
  const [mistake] = inspectScriptFiles(entry, toShown).mistakes;
  if (mistake) throw mistake;
}
