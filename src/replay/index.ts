/** Playing a record of a game again, against any server, and comparing what comes back. */
export * from "./compare";
export * from "./record-reader";
export * from "./replay";
export * from "./replay-player";
export * from "./replay-rules";
