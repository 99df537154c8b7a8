/**
 * Ids of rules that are gone: each wrote or marked single calls of level native where `native-client` was skipped. Now a
 * game is converted as a whole or left. Their markers in code from earlier runs go with the conversion, and a comment that
 * names one still keeps its site, which is told.
 */
export const removedRules: ReadonlySet<string> = new Set([
  "room-methods",
  "room-events",
  "listener-init",
  "new-room",
  "enter-room",
  "match-players",
  "room-queries",
  "room-state",
  "groups",
]);
