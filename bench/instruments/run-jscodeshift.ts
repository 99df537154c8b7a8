import { join } from "node:path";
import { run } from "jscodeshift/src/Runner";

/** Runs the rename over a folder, dry, with as many workers as jscodeshift takes by itself; prints the number of sites. */
async function rename(folder: string): Promise<void> {
  const transform = join(__dirname, "rename-transform.js");
  const options = { parser: "ts", extensions: "ts", dry: true, silent: true, babel: false };
  const { error, stats } = (await run(transform, [folder], options)) as {
    readonly error: number;
    readonly stats: Readonly<Record<string, number>>;
  };
  if (error > 0) throw new Error(`jscodeshift failed on ${error} files`);
  console.log(stats.renamed ?? 0);
}

const [, , folder] = process.argv;
if (folder === undefined) throw new Error("usage: run-jscodeshift <folder>");
void rename(folder);
