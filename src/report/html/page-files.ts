import { existsSync, readFileSync } from "node:fs";
import { join, toForm } from "../../../codemods/project/project-path";
import { ToolError } from "../../contract";

/** The page's program and its style, as `scripts/build-page.mjs` bundles them from `src/report/page`. */
export interface PageFiles {
  readonly script: string;
  readonly style: string;
}

/** The built page, beside this file. Throws `ToolError` NOT_BUILT where it is not there. */
export function readPageFiles(): PageFiles {
  return { script: readBuilt("page.js"), style: readBuilt("page.css") };
}

function readBuilt(name: string): string {
  const path = join(toForm(__dirname), name);
  if (!existsSync(path)) throw new ToolError("NOT_BUILT", { path });
  return readFileSync(path, "utf8");
}
