import * as fs from "node:fs";
import { ToolError } from "../../contract";

/** A client library's file and what it tells of itself. */
export interface SdkFile {
  /** As it was given. */
  readonly path: string;
  readonly code: string;
  /** This project's own. */
  readonly isOurs: boolean;
  /** Undefined for a file that carries none, and for our own. */
  readonly version?: string;
}

/** @throws ToolError PATH_NOT_FOUND, PATH_UNREADABLE, TRY_NO_SDK */
export function readSdkFile(path: string): SdkFile {
  const code = read(path);
  const isOurs = code.startsWith("/*! mgobe-migrate");
  if (!code.includes("onRecvFromGameSvr")) throw new ToolError("TRY_NO_SDK", { path });
  // Other numbers of this shape in it, such as those of a library inside it, are lower.
  const versions = [...code.matchAll(/["'](1\.[0-3]\.\d+)["']/g)].map(([, version = ""]) => version);
  const version = isOurs ? undefined : versions.sort(compareVersions).at(-1);
  return { path, code, isOurs, ...(version !== undefined && { version }) };
}

function read(path: string): string {
  try {
    return fs.readFileSync(path, "utf8");
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new ToolError("PATH_NOT_FOUND", { path }, { cause });
    const reason = code === "EISDIR" ? { en: "it is a folder", zh: "它是一个目录" } : message;
    throw new ToolError("PATH_UNREADABLE", { path, reason }, { cause });
  }
}

function compareVersions(left: string, right: string): number {
  const [a = [], b = []] = [left, right].map((version) => version.split(".").map(Number));
  const index = a.findIndex((part, place) => part !== b[place]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

/** Whether a file knows mini-game hosts only: before 1.2 there was no browser adapter. */
export function needsWx({ isOurs, version }: SdkFile): boolean {
  return !isOurs && version !== undefined && compareVersions(version, "1.2.0") < 0;
}

/**
 * The `url` for a file: the original wants a path, so that both its sockets come in on one port; ours wants none.
 *
 * @param host e.g. `localhost:2567`
 */
export function getUrlFor(sdk: SdkFile, host: string): string {
  return sdk.isOurs ? host : `${host}/mgobe`;
}
