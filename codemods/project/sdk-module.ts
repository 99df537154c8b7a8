/** Import paths of the drop-in client, for whichever server. */
const clientPackage = /^mgobe-migrate\/client(\/\w+)?$/;

/** Whether an import path names the drop-in client in this package. */
export function isClientPackage(specifier: string): boolean {
  return clientPackage.test(specifier);
}

/** Names under which a team may have put the SDK into a registry; those of other things that speak of MGOBE are none. */
const sdkPackage = /^(@[\w-]+\/)?(tencent-)?mgobe(-(js|sdk|js-sdk|client|client-sdk))?$/i;

/**
 * Whether an import path names MGOBE's SDK: the vendored file by any folder (`./libs/MGOBE`, `../mgobe/MGOBE.js`), a package of
 * that name, or the drop-in client (spec mgobe-client §1.3).
 */
export function isSdkSpecifier(specifier: string): boolean {
  return (
    isClientPackage(specifier) ||
    sdkPackage.test(specifier) ||
    /(^|\/)MGOBE(\.min)?(\.js|\.ts)?$/.test(specifier)
  );
}
