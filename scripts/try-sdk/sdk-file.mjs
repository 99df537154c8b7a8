import { readFile } from "node:fs/promises";

/**
 * Reads a client library's file and what it tells of itself.
 *
 * @returns `{ code, version, isOurs }`; the version is undefined for a file that carries none
 * @throws Error when the file is not there or is no MGOBE library
 */
export async function readSdkFile(file) {
  const code = await readFile(file, "utf8");
  const isOurs = code.startsWith("/*! mgobe-migrate");
  if (!code.includes("onRecvFromGameSvr")) {
    throw new Error(`${file} is no MGOBE client library: nothing in it is called onRecvFromGameSvr.`);
  }
  // Other numbers of this shape in it, such as those of a library inside it, are lower.
  const versions = [...code.matchAll(/["'](1\.[0-3]\.\d+)["']/g)].map((match) => match[1]);
  return { code, isOurs, version: isOurs ? undefined : versions.sort(compareVersions).at(-1) };
}

function compareVersions(left, right) {
  const [a, b] = [left, right].map((version) => version.split(".").map(Number));
  const index = a.findIndex((part, place) => part !== b[place]);
  return index < 0 ? 0 : a[index] - b[index];
}

/** Whether a file knows mini-game hosts only: before 1.2 there was no browser adapter. */
export function needsWx(sdk) {
  return !sdk.isOurs && sdk.version !== undefined && compareVersions(sdk.version, "1.2.0") < 0;
}

/**
 * The `url` for a file: the original wants a path, so that both its sockets come in on one port; ours wants none.
 *
 * @param host e.g. `localhost:2567`
 */
export function urlFor(sdk, host) {
  return sdk.isOurs ? host : `${host}/mgobe`;
}
