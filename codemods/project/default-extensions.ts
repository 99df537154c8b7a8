/** Endings of source files that are read when nothing else is asked for. */
export const defaultExtensions: readonly string[] = [
  "js",
  "ts",
  "jsx",
  "tsx",
  "mjs",
  "cjs",
  "mts",
  "cts",
  "vue",
  "nvue",
  "html",
  "htm",
];
