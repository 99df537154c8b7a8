export * from "./format";
export * from "./level";
export type * from "./log";
export * from "./log-files";
export * from "./logger";
export * from "./quiet-log";
