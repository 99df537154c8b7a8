import { collectFiles, type CollectedFiles, type CollectOptions } from "../../codemods/project/collect-files";
import { mayBeUnread } from "../../codemods/project/unread-files";
import { ToolError } from "../contract";

/** Which files a command reads, as its options give it. */
export interface SourceOptions extends CollectOptions {
  /** No file at all is no error. */
  readonly passOnNoFiles?: boolean;
}

/** Reads the files under some paths. Throws `ToolError` as `collectFiles` does, and NO_FILES when there are none. */
export function collectSources(paths: readonly string[], options: SourceOptions): CollectedFiles {
  const collected = collectFiles(paths, options);
  const { files, sdkFiles, skipped, roots } = collected;
  // A file that could not be read is one, and has to be told.
  const isEmpty = files.length === 0 && sdkFiles.length === 0 && !skipped.some((each) => mayBeUnread(each));
  if (isEmpty && !options.passOnNoFiles) {
    throw new ToolError("NO_FILES", { path: roots.join(", ") });
  }
  return collected;
}
