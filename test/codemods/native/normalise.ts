import { type LogEntry } from "./game-copies";

const ids: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/"(?:routeId|roomId|groupId)":"([\w-]+)"/g, "room"],
  [/"groupInfo":\{[^{}]*?"id":"([\w-]+)"/g, "room"],
  [
    /"(?:owner|player|joinPlayerId|leavePlayerId|removePlayerId|changePlayerId|sendPlayerId|playerId|from|welcome|id)":"([\w-]{16})"/g,
    "player",
  ],
];

/** What the copies of a game have logged: ids and times, which no two runs share, by names that they do. */
export function normalise(...copies: readonly (readonly LogEntry[])[]): unknown {
  const names = new Map<string, string>();
  const text = JSON.stringify(copies, (key, value: unknown) => {
    if (/^(createTime|startGameTime|serverTime)$/.test(key)) return typeof value;
    // A native client is online from the moment it enters; the drop-in client opens its second connection then.
    if (key === "seq" || key === "relayNetworkState" || value === undefined) return undefined;
    return value;
  });
  for (const [pattern, kind] of ids) {
    for (const [, id] of text.matchAll(pattern)) {
      if (id && !names.has(id)) names.set(id, `<${kind} ${names.size}>`);
    }
  }
  let result = text;
  for (const [id, name] of names) result = result.replaceAll(id, name);
  return JSON.parse(result);
}
