/** The tool as a library: finding MGOBE's uses in a game's client code, and the code base they are found in. */
export * from "../codemods";
