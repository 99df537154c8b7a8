/** Import path of the drop-in client. */
export const clientPackage = "mgobe-migrate/client";

/**
 * Whether an import path names MGOBE's SDK: the vendored file by any folder (`./libs/MGOBE`, `../mgobe/MGOBE.js`) or the
 * drop-in client (spec mgobe-client §1.3).
 */
export function isSdkSpecifier(specifier: string): boolean {
  return specifier === clientPackage || /(^|\/)MGOBE(\.min)?(\.js|\.ts)?$/.test(specifier);
}
