import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as yauzl from "yauzl";
import { limits, ToolError } from "../../contract";

/** A package unpacked to a temporary folder. */
export interface UnpackedZip {
  /** The zip's one root directory, inside the temporary folder. */
  readonly folder: string;
  /** Removes the temporary folder. */
  remove(): Promise<void>;
}

/** What macOS adds to every zip. */
const ignoredRoots = /^(__MACOSX\/|\.DS_Store$)/;

/**
 * Unpacks a zip as it was uploaded to the console (spec mgobe-server §1.1) to a temporary folder: exactly one directory
 * at its root, no more than 10,000 entries, and none that would land outside it.
 *
 * @param maxBytes limit of the unpacked size, counted while unpacking, whatever the zip's directory says
 * @param parent where the temporary folder is made
 * @throws ToolError PACKAGE_BAD_ZIP; nothing is left behind then
 */
export async function unpackZip(
  zipFile: string,
  maxBytes: number = limits.packageBytes,
  parent: string = tmpdir(),
): Promise<UnpackedZip> {
  const temporary = await mkdtemp(path.join(parent, "mgobexs-"));
  const remove = (): Promise<void> => rm(temporary, { recursive: true, force: true });
  try {
    const root = await unpackEntries(zipFile, temporary, maxBytes);
    return { folder: path.join(temporary, root), remove };
  } catch (error) {
    await remove();
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
    throw new ToolError("PACKAGE_BAD_ZIP", { path: zipFile, reason }, { cause: error });
  }
}

async function unpackEntries(zipFile: string, target: string, maxBytes: number): Promise<string> {
  // yauzl itself refuses absolute names, drive letters and "..", and entries longer than they claim to be.
  const zip = await yauzl.openPromise(zipFile, { lazyEntries: true, autoClose: false });
  if (zip.entryCount > limits.packageEntries) {
    zip.close();
    throw new Error(`it holds more than ${limits.packageEntries} entries`);
  }
  const roots = new Set<string>();
  let budget = maxBytes;
  try {
    for await (const entry of zip.eachEntry()) {
      if (ignoredRoots.test(entry.fileName)) continue;
      const destination = requireDestination(entry, target);
      const [root = ""] = entry.fileName.split("/");
      if (!entry.fileName.includes("/")) throw new Error(`the file ${root} lies beside the folder`);
      roots.add(root);
      if (roots.size > 1) throw new Error(`it holds several folders: ${[...roots].join(", ")}`);
      if (entry.fileName.endsWith("/")) {
        await mkdir(destination, { recursive: true });
        continue;
      }
      await mkdir(path.dirname(destination), { recursive: true });
      budget -= await writeEntry(zip, entry, destination, budget);
    }
  } finally {
    zip.close();
  }
  const [root] = roots;
  if (root === undefined) throw new Error("it is empty");
  return root;
}

function requireDestination(entry: yauzl.Entry, target: string): string {
  const fileType = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (fileType === 0o120000) throw new Error(`${entry.fileName} is a symbolic link`);
  const destination = path.resolve(target, entry.fileName);
  if (!destination.startsWith(target + path.sep)) throw new Error(`${entry.fileName} would leave the folder`);
  return destination;
}

/** Writes one file; returns its size. Stops as soon as it is larger than `budget`. */
async function writeEntry(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  destination: string,
  budget: number,
): Promise<number> {
  let size = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > budget) done(new Error("it is larger than allowed once unpacked"));
      else done(null, chunk);
    },
  });
  await pipeline(await zip.openReadStreamPromise(entry), counter, createWriteStream(destination));
  return size;
}
