import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { npm } from "./npm";

/** Packs this checkout as `npm publish` would, which builds it first, once for all tests. */
export default async function pack(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mgobe-pack-"));
  const output = await npm(resolve(__dirname, "../.."), "pack", "--json", "--pack-destination", folder);
  const [{ filename, files }] = JSON.parse(output.stdout.slice(output.stdout.indexOf("[\n"))) as [
    { filename: string; files: { path: string }[] },
  ];
  process.env.PACKED_TARBALL = join(folder, filename);
  process.env.PACKED_FILES = files.map(({ path }) => path).join("\n");
}
