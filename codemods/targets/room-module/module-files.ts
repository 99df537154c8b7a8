import { existsSync, readFileSync } from "node:fs";
import { ToolError } from "../../../src/contract";
import { join, toForm } from "../../project/project-path";
import { type Target, type TargetSdk } from "../target";

/**
 * A file of the module in the game: `room` has what the game calls, `line` the connections below it. Frames, types, signing
 * with the game's key, and all error codes have files beside them where the game needs them.
 */
export type ModulePart = "room" | "line" | "frames" | "types" | "signature" | "codes";

/** A source that the module is put together from. */
export interface ModuleFile {
  readonly name: string;
  /** File of the game that it goes to. */
  readonly place: ModulePart;
  /** Part of the module that it belongs to as a whole; without one it is always looked through. */
  readonly part?: string;
  /** What it exports is for the other files only. */
  readonly isInternal?: boolean;
}

/** The sources of the module in the order in which its reader meets them; `channel` stands for the target's own. */
export const moduleFiles: readonly ModuleFile[] = [
  { name: "connection", place: "room" },
  { name: "game-room", place: "room" },
  { name: "game-group", place: "room", part: "groups" },
  { name: "random-util", place: "room" },
  { name: "requests", place: "line", isInternal: true },
  { name: "channel", place: "line", isInternal: true },
  { name: "debugger-log", place: "line", part: "log" },
  { name: "stat-callbacks", place: "line", part: "stats" },
  { name: "frames", place: "frames", part: "frames", isInternal: true },
  { name: "smooth-time", place: "frames", part: "smooth", isInternal: true },
  { name: "shared-connection", place: "room" },
  { name: "room-types", place: "types" },
  { name: "sign-with-key", place: "signature", part: "key", isInternal: true },
];

/** Ends of the names of a module's files in a game, e.g. `colyseus-room-types`. */
export const placeEndings: Readonly<Record<ModulePart, string>> = {
  room: "",
  line: "-line",
  frames: "-frames",
  types: "-types",
  signature: "-signature",
  codes: "-codes",
};

/** Texts of the module's sources for a target, by the names of {@link moduleFiles}. */
export interface ModuleSources {
  readonly sdk: TargetSdk;
  /** What stands in the place of the SDK's typings where a compiler cannot read them. */
  readonly ownTypings: string;
  /** Name of the file that is read first, without its ending, unless a game has that already. */
  readonly file: string;
  readonly files: ReadonlyMap<string, string>;
}

/** The sources in the folder `source`; the build copies them there as they are. Throws `ToolError` NOT_BUILT without them. */
export function readModuleSources({ sdk, roomModule }: Pick<Target, "sdk" | "roomModule">): ModuleSources {
  const { channel, typings, name: file } = roomModule;
  const read = (name: string): string => readSource(name === "channel" ? channel : name);
  return {
    sdk,
    ownTypings: readSource(typings),
    file,
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
