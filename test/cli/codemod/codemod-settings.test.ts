import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codemodSettings } from "../../../src/cli/codemod/codemod-settings";

const root = join(__dirname, "../../..");

test.each(["docs/codemod.md", "docs/zh/codemod.md"])("%s names every setting as a key", (file) => {
  const page = readFileSync(join(root, file), "utf8");
  const keys = /^(?:Keys:|键：)([\s\S]*?)\n\n/m.exec(page)?.[1]?.match(/(?<=`)\w+(?=`)/g);
  expect(keys?.toSorted()).toEqual(["paths", ...Object.keys(codemodSettings)].toSorted());
});
