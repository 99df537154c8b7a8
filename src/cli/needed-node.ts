/** The oldest Node that runs this package: the first with `require` of ES modules and `node:sqlite` as they are now. */
export const neededNode = "22.13";

/** Whether a version of Node, as in `process.versions.node`, will do. */
export function isNodeNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = neededNode.split(".").map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}
