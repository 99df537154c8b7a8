import { existsSync, readFileSync } from "node:fs";
import { join } from "../../../codemods/project/project-path";
import { type ClientFiles } from "../../../codemods/rules/rule";
import { ToolError } from "../../contract";
import { findPackageFolder } from "../version";

function readBuilt(name: string): string {
  const path = join(findPackageFolder(), "dist", name);
  if (!existsSync(path)) throw new ToolError("CLIENT_NOT_BUILT", { path });
  return readFileSync(path, "utf8");
}

/** The built drop-in client of this package. */
export const builtClient: ClientFiles = { read: readBuilt };
