import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Gives the whole run a temporary folder of its own, which the processes of test files inherit: what one of them leaves behind
 * goes with it, and nobody else's files lie beside theirs.
 */
export default function makeTemporaryFolder(): void {
  const folder = mkdtempSync(join(tmpdir(), "mgobe-test-"));
  // As the system's own: a test runs the command as another user.
  chmodSync(folder, 0o1777);
  process.env.TMPDIR = folder;
}
