import { readFileSync } from "node:fs";
import { join } from "node:path";

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly link?: boolean }>>;
}

test("the lock file pins every package by its content", () => {
  const text = readFileSync(join(__dirname, "../../package-lock.json"), "utf8");
  const packages = Object.entries((JSON.parse(text) as LockFile).packages);
  const open = packages.filter(([path, { integrity, link }]) => path !== "" && !integrity && !link);
  expect(packages.length).toBeGreaterThan(100);
  expect(open.map(([path]) => path)).toEqual([]);
});
