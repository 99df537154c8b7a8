import { findSourceMap, SourceMap, type SourceMapPayload } from "node:module";
import { inspect } from "node:util";

/** Source maps of the files that were transpiled while loading, to show errors at the lines the author wrote. */
export class SourceMaps {
  private readonly maps = new Map<string, SourceMap>();

  /** Takes the map of a file; positions in that file are generated ones from now on. */
  add(filename: string, payload: SourceMapPayload): void {
    this.maps.set(filename, new SourceMap(payload));
  }

  /** The text with every `file:line:column` of a transpiled file replaced by its place in the source. */
  apply(text: string): string {
    let mapped = text;
    for (const [filename, map] of this.maps) {
      if (!mapped.includes(filename) || isMappedByNode(filename)) continue;
      const position = new RegExp(`${escapeRegExp(filename)}:(\\d+):(\\d+)`, "g");
      mapped = mapped.replace(position, (whole, line: string, column: string) => {
        const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
        if (!("originalLine" in entry)) return whole;
        return `${filename}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
      });
    }
    return mapped;
  }

  /** An error with its stack as the author of the script wants to read it; any other thrown value as Node prints it. */
  describe(error: unknown): string {
    return this.apply(inspect(error));
  }
}

/** With --enable-source-maps Node maps the stacks of files whose map it knows; for code of `node:vm` it depends. */
function isMappedByNode(filename: string): boolean {
  return process.sourceMapsEnabled && findSourceMap(filename) !== undefined;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
