import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codemodSettings } from "../../../src/cli/codemod/codemod-settings";

const root = join(__dirname, "../../..");

test.each(["docs/codemod.md", "docs/zh/codemod.md"])(
  "%s names every setting, as an option and as a key",
  (file) => {
    const page = readFileSync(join(root, file), "utf8");
    const keys = /^(?:Keys:|键：)([\s\S]*?)\n\n/m.exec(page)?.[1]?.match(/(?<=`)\w+(?=`)/g);
    expect(keys?.toSorted()).toEqual(["paths", ...Object.keys(codemodSettings)].toSorted());
    const table = page.slice(
      page.indexOf("| `--level <level>` |"),
      page.indexOf("mgobe-migrate.config.json"),
    );
    const missing = Object.values(codemodSettings).filter(
      ({ flags }) => !table.includes(/--[\w-]+/.exec(flags)?.[0] ?? "?"),
    );
    expect(missing).toEqual([]);
  },
);
