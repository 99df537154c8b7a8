import * as fs from "node:fs";
import * as path from "node:path";
import { type BilingualText, type TextDetails, ToolError } from "../../contract";

/**
 * An error about a package that came as a zip, with its files named as parts of the zip: nobody knows the temporary folder that
 * it was unpacked to, which is gone when the message is read.
 *
 * @param folder the zip's root folder, where it was unpacked
 */
export function nameInZip(error: unknown, zipFile: string, folder: string): unknown {
  if (!(error instanceof ToolError)) return error;
  const places = [path.dirname(folder), path.dirname(fs.realpathSync(folder))];
  const rename = (text: string): string =>
    places.reduce((renamed, place) => renamed.replaceAll(place, zipFile), text);
  const renameDetail = (detail: string | BilingualText): string | BilingualText =>
    typeof detail === "string" ? rename(detail) : { en: rename(detail.en), zh: rename(detail.zh) };
  const details: TextDetails = Object.fromEntries(
    Object.entries(error.details).map(([key, detail]) => [key, renameDetail(detail)]),
  );
  // The same braces are filled as before.
  return new ToolError(error.code, details as never, { cause: error });
}
