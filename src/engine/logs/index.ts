export * from "./format";
export * from "./level";
export * from "./local-time";
export type * from "./log";
export * from "./log-files";
export * from "./logger";
export * from "./quiet-log";
