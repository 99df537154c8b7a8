import { createRequire, type SourceMapPayload } from "node:module";
import { pathToFileURL } from "node:url";
import type * as TsMorph from "ts-morph";
import { ToolError } from "../../contract";

/** JavaScript made of a TypeScript file. */
export interface Transpiled {
  /** CommonJS, with an inline source map for debuggers. */
  readonly code: string;
  readonly map: SourceMapPayload;
}

/** How scripts in TypeScript become JavaScript, whoever asks: what one of them imports for its types only is left out. */
export function getScriptOptions(ts: typeof TsMorph.ts): TsMorph.ts.CompilerOptions {
  return {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
    experimentalDecorators: true,
    preserveConstEnums: true,
    // Scripts of that time were compiled for ES6, where a field is an assignment in the constructor.
    useDefineForClassFields: false,
  };
}

/**
 * Translates one TypeScript file without checking its types. The compiler is loaded at the first call, as it is big and
 * most packages are JavaScript.
 *
 * @throws ToolError PACKAGE_SYNTAX
 */
export function transpile(source: string, filename: string): Transpiled {
  const { ts } = createRequire(__filename)("ts-morph") as typeof TsMorph;
  const { outputText, diagnostics, sourceMapText } = ts.transpileModule(source, {
    fileName: filename,
    reportDiagnostics: true,
    compilerOptions: { ...getScriptOptions(ts), sourceMap: true, inlineSources: true },
  });
  const [problem] = diagnostics ?? [];
  if (problem) {
    const start = problem.start ?? 0;
    const before = source.slice(0, start).split(/\r?\n/);
    throw new ToolError("PACKAGE_SYNTAX", {
      path: filename,
      line: String(before.length),
      column: String((before.at(-1)?.length ?? 0) + 1),
      reason: ts.flattenDiagnosticMessageText(problem.messageText, " "),
      text: source.split(/\r?\n/)[before.length - 1] ?? "",
    });
  }
  const map = JSON.parse(sourceMapText ?? "{}") as SourceMapPayload;
  // Debuggers look for the source by its full address; the bare name would be searched beside their own files.
  map.sources = [pathToFileURL(filename).href];
  const inline = Buffer.from(JSON.stringify(map)).toString("base64");
  const code = outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  return { code: `${code}//# sourceMappingURL=data:application/json;base64,${inline}`, map };
}
