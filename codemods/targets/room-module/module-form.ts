/**
 * How the module stands in a game: as TypeScript, as JavaScript that is an ES module or a CommonJS one, or as a plain
 * script that finds the SDK's global and leaves what it exports in the global scope.
 */
export type ModuleForm = "typescript" | "module" | "commonjs" | "script";

/**
 * Where the module finds the target's SDK: in its package, or in the global of the SDK's browser file, as games without a
 * package manager have it, and those whose compiler cannot read the package's typings (TypeScript before 4.9). Then the module carries
 * the little that it needs of these. `path` is that of the file where the module has to load it; without one the page
 * or the engine does.
 */
export type SdkSource = { readonly kind: "package" } | { readonly kind: "file"; readonly path?: string };
