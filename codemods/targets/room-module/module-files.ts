import { existsSync, readFileSync } from "node:fs";
import { ToolError } from "../../../src/contract";
import { join, toForm } from "../../project/project-path";

/** A file that the module is put together from. */
export interface ModuleFile {
  readonly name: string;
  /** Part of the module that it belongs to as a whole; without one it is always looked through. */
  readonly part?: string;
  /** What it exports is for the other files only. */
  readonly isInternal?: boolean;
}

/** The files of the module in the order in which its reader meets them. */
export const moduleFiles: readonly ModuleFile[] = [
  { name: "connection" },
  { name: "game-room" },
  { name: "game-group", part: "groups" },
  { name: "frames", part: "frames", isInternal: true },
  { name: "requests", isInternal: true },
  { name: "sign-with-key", part: "key", isInternal: true },
  { name: "random-util" },
  { name: "debugger-log", part: "log" },
  { name: "shared-connection" },
  { name: "room-types" },
];

/** The text that the module begins with. */
const headFile = "colyseus-room";
/** What stands in the place of the SDK's typings where a compiler cannot read them. */
const ownTypingsFile = "own-typings";

/** Texts of the module's sources, by the name of the file without its extension. */
export interface ModuleSources {
  readonly head: string;
  readonly ownTypings: string;
  readonly files: ReadonlyMap<string, string>;
}

/** The sources in the folder `source`; the build copies them there as they are. Throws `ToolError` NOT_BUILT without them. */
export function readModuleSources(): ModuleSources {
  return {
    head: readSource(headFile),
    ownTypings: readSource(ownTypingsFile),
    files: new Map(moduleFiles.map(({ name }) => [name, readSource(name)])),
  };
}

function readSource(name: string): string {
  const source = join(toForm(__dirname), "source", `${name}.ts`);
  // The package has them as text, so that no tool takes them for a part of its program.
  const path = existsSync(source) ? source : `${source}.txt`;
  if (!existsSync(path)) throw new ToolError("NOT_BUILT", { path });
  return readFileSync(path, "utf8").replace(/\r\n/g, "\n");
}
