import { apiMap } from "../../src/contract";
import { findOtherCode } from "./sdk-bundle";
import { type LineAndColumn } from "./source-place";

/** MGOBE's own SDK file inside a game's sources. */
export interface SdkFile {
  /** Absolute path. */
  readonly path: string;
  readonly kind: "script" | "declaration";
  /** Exact version from the build's first comment, e.g. `1.3.9`. */
  readonly version?: string;
  /** Oldest version that has every member found in the file, when there is no exact one. */
  readonly versionAtLeast?: string;
  /** Bytes on disk. */
  readonly size: number;
  /** Whether it is this project's drop-in client, which an earlier run put there. */
  readonly isDropIn: boolean;
  /** Where other code begins that one file holds together with a script of the SDK: it must not be replaced. */
  readonly other?: LineAndColumn;
}

const leadingVersion = /^\uFEFF?\/\*v\d+\.\d+\.\d+_\d+\*\//;
/** Some builds have other text before it. */
const versionComment = /\/\*v(\d+\.\d+\.\d+)_\d+\*\//;
const versionInLog = /DEBUGGER_v?(\d+\.\d+\.\d+)/;

/** How the drop-in client's files begin. */
const dropInHead = /^(?:\/\*!|\/\/) [^\n]*\bmgobe-migrate\b/;
/** How its script alone begins. */
const dropInScriptHead = /^\/\*! mgobe-migrate, MIT\b/;

const methodNames = [
  ...new Set(
    apiMap
      .filter(
        (entry) => entry.side === "client" && /^(Room|Group)$/.test(entry.owner) && entry.name.length > 8,
      )
      .map((entry) => entry.name),
  ),
];

const isDated = ({ since }: { since: string }): boolean => /^\d/.test(since);
const clientEntries = apiMap.filter(({ side }) => side === "client");

/**
 * Members by which a build without a version comment can be dated, newest first: a name that an older member of another
 * owner has, too (`Group.onUpdate`, `Room.onUpdate`), or any class (`constructor`), says nothing.
 */
function listDatedNames(): { readonly pattern: RegExp; readonly since: string }[] {
  return clientEntries
    .filter((entry) => entry.kind !== "constructor" && isDated(entry))
    .filter(({ name, since }) =>
      clientEntries.every((other) => other.name !== name || (isDated(other) && other.since >= since)),
    )
    .map(({ name, since }) => ({ pattern: new RegExp(`(?<![\\w$])${name}(?![\\w$])`), since }))
    .sort((one, other) => other.since.localeCompare(one.since, "en", { numeric: true }));
}

function countMethods(text: string): number {
  return methodNames.filter((name) => text.includes(name)).length;
}

function countErrorNames(text: string): number {
  return new Set(text.match(/\bEC_[A-Z_]+/g) ?? []).size;
}

function getKind(path: string, text: string): SdkFile["kind"] | undefined {
  if (/\.d\.ts$/i.test(path)) {
    const declares = /declare\s+(namespace|module)\s+MGOBE\b/.test(text);
    return declares && countMethods(text) >= 8 ? "declaration" : undefined;
  }
  if (!/\.(js|cjs|mjs|ts)$/i.test(path)) return undefined;
  if (leadingVersion.test(text) || dropInScriptHead.test(text)) return "script";
  // No game lists dozens of error names and most methods side by side; the SDK has to.
  if (text.length < 20_000 || !text.includes("MGOBE")) return undefined;
  return countMethods(text) >= 15 && countErrorNames(text) >= 25 ? "script" : undefined;
}

/**
 * Recognises MGOBE's SDK by its content, whatever the file is called, minified or not; undefined for any other file
 * (spec mgobe-client §1.1, mgobe-patterns §C12).
 */
export function detectSdk(path: string, text: string): SdkFile | undefined {
  const kind = getKind(path, text);
  if (!kind) return undefined;
  const version = versionComment.exec(text)?.[1] ?? versionInLog.exec(text)?.[1];
  const isDropIn = dropInHead.test(text);
  const other = kind === "script" ? findOtherCode(text, isDropIn) : undefined;
  const file = { path, kind, size: Buffer.byteLength(text), isDropIn, ...(other && { other }) };
  if (version) return { ...file, version };
  const versionAtLeast = listDatedNames().find(({ pattern }) => pattern.test(text))?.since ?? "1.0.3";
  return { ...file, versionAtLeast };
}
