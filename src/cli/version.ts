import { readFileSync } from "node:fs";
import { dirname, join, toForm } from "../../codemods/project/project-path";

/** Folder of this package, found from wherever the compiled file lies in it. */
export function findPackageFolder(from = toForm(__dirname)): string {
  const manifest = readManifest(from);
  if (manifest?.name === "mgobe-migrate") return from;
  const parent = dirname(from);
  if (parent === from) throw new Error("package.json of mgobe-migrate was not found");
  return findPackageFolder(parent);
}

/** Version of this package. */
export function readVersion(): string {
  return readManifest(findPackageFolder())?.version ?? "";
}

function readManifest(folder: string): { name?: string; version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      name?: string;
      version?: string;
    };
  } catch {
    return undefined;
  }
}
