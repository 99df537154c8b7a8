import { type ts } from "ts-morph";

/** The files that a program is made of, by path. */
export interface MemoryFiles {
  /** The parsed file; undefined when there is none. */
  get(path: string): ts.SourceFile | undefined;
  /** Whether an import may lead to a file. */
  has(path: string): boolean;
}

/**
 * Drives the compiler over files in memory: nothing is looked up on disk, no library is loaded, nothing is written.
 *
 * @param resolve the file that an import leads to; undefined when it is none of the files
 */
export function createMemoryCompilerHost(
  files: MemoryFiles,
  resolve: (specifier: string, importer: string) => ts.ResolvedModuleFull | undefined,
): ts.CompilerHost {
  return {
    getSourceFile: (path) => files.get(path),
    getDefaultLibFileName: () => "/__mgobe-migrate__/no-lib.d.ts",
    writeFile: () => undefined,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (path) => files.has(path),
    readFile: () => undefined,
    directoryExists: () => false,
    getDirectories: () => [],
    resolveModuleNameLiterals: (literals, importer) =>
      literals.map(({ text }) => ({ resolvedModule: resolve(text, importer) })),
    resolveTypeReferenceDirectiveReferences: (references) =>
      references.map(() => ({ resolvedTypeReferenceDirective: undefined })),
  };
}
