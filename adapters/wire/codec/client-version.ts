/** What a client is told depends on how old it is (spec mgobe-wire §2.8). */

/** Numbers of a dotted version; what is no number counts as 0. */
function parseVersion(version: string): number[] {
  return version.split(".", 4).map((part) => {
    const value = Number.parseInt(part, 10);
    return Number.isFinite(value) ? value : 0;
  });
}

/** True when `version` is `since` or newer. */
export function isAtLeast(version: string, since: string): boolean {
  const have = parseVersion(version);
  const want = parseVersion(since);
  for (let i = 0; i < Math.max(have.length, want.length); i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * How messages are encoded: `legacy` leaves out all that clients before 1.2 do not know, because they fail on it; every
 * later client skips what it does not know and gets `current` (spec mgobe-wire §0.5).
 */
export type EncodingVariant = "legacy" | "current";

/**
 * What a client makes of frame data: `json` clients parse it and drop a frame whose data is no JSON; `any` clients hand on
 * the text as it is (spec mgobe-wire §2.7).
 */
export type TextKind = "json" | "any";

/** Unity's client, the only one that takes any text, calls itself by four numbers (spec mgobe-wire §3.5). */
export function getTextKind(version: string): TextKind {
  return version.split(".").length === 4 ? "any" : "json";
}

/** First version that skips unknown fields. */
export const firstTolerantVersion = "1.2.0";

/** Variant for a client of this version. */
export function getEncodingVariant(version: string): EncodingVariant {
  return isAtLeast(version, firstTolerantVersion) ? "current" : "legacy";
}
