export * from "./api-map";
export * from "./enums";
export * from "./error-code-info";
export * from "./error-codes";
export type * from "./game-server";
export * from "./limits";
export * from "./protocol";
export * from "./tool-errors";
export type * from "./types";
