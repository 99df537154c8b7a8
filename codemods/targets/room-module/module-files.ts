import { existsSync, readFileSync } from "node:fs";
import { ToolError } from "../../../src/contract";
import { join, toForm } from "../../project/project-path";
import { type Target, type TargetSdk } from "../target";

/** A file that the module is put together from. */
export interface ModuleFile {
  readonly name: string;
  /** Part of the module that it belongs to as a whole; without one it is always looked through. */
  readonly part?: string;
  /** What it exports is for the other files only. */
  readonly isInternal?: boolean;
}

/** The files of the module in the order in which its reader meets them; `channel` stands for the target's own. */
export const moduleFiles: readonly ModuleFile[] = [
  { name: "connection" },
  { name: "game-room" },
  { name: "game-group", part: "groups" },
  { name: "frames", part: "frames", isInternal: true },
  { name: "requests", isInternal: true },
  { name: "channel", isInternal: true },
  { name: "sign-with-key", part: "key", isInternal: true },
  { name: "random-util" },
  { name: "debugger-log", part: "log" },
  { name: "shared-connection" },
  { name: "room-types" },
];

/** Texts of the module's sources for a target, by the names of {@link moduleFiles}. */
export interface ModuleSources {
  readonly sdk: TargetSdk;
  /** What stands in the place of the SDK's typings where a compiler cannot read them. */
  readonly ownTypings: string;
  readonly files: ReadonlyMap<string, string>;
}

/** The sources in the folder `source`; the build copies them there as they are. Throws `ToolError` NOT_BUILT without them. */
export function readModuleSources({ sdk, roomModule }: Pick<Target, "sdk" | "roomModule">): ModuleSources {
  const { channel, typings } = roomModule;
  const read = (name: string): string => readSource(name === "channel" ? channel : name);
  return {
    sdk,
    ownTypings: readSource(typings),
    files: new Map(moduleFiles.map(({ name }) => [name, read(name)])),
  };
}

function readSource(name: string): string {
  const source = join(toForm(__dirname), "source", `${name}.ts`);
  // The package has them as text, so that no tool takes them for a part of its program.
  const path = existsSync(source) ? source : `${source}.txt`;
  if (!existsSync(path)) throw new ToolError("NOT_BUILT", { path });
  return readFileSync(path, "utf8").replace(/\r\n/g, "\n");
}
