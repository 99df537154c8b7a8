import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename } from "node:path";

/** Removes what `make-temporary-folder.ts` has made. */
export default function removeTemporaryFolder(): void {
  const folder = tmpdir();
  if (basename(folder).startsWith("mgobe-test-"))
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
