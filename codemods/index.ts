/** Finding and rewriting MGOBE's API in a game's client code. */
export { findUses, type Certainty, type Finding, type FindingKind } from "./finder";
export {
  createProject,
  openProject,
  type CodeProject,
  type SourceUnit,
  type UnparsedFile,
} from "./project/code-project";
export {
  collectFiles,
  type CollectedFiles,
  type CollectOptions,
  type ProjectFile,
  type SkippedFile,
  type SkipReason,
} from "./project/collect-files";
export { type SdkFile } from "./project/sdk-detection";
