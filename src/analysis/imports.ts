import { type ts } from "ts-morph";

/** What a source imports or requires by a literal name, as the compiler lists it. */
export function getImports(
  source: ts.SourceFile,
): readonly { readonly text: string; readonly pos: number }[] {
  const { imports } = source as ts.SourceFile & { imports?: readonly ts.StringLiteralLike[] };
  return imports ?? [];
}
