import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createReference } from "../../scripts/reference";
import { codeAdvice } from "../../scripts/reference/code-advice";
import { ErrCode } from "../../src/contract";
import { root } from "./markdown";

test("what is generated from tables, pages and schemas, is that of the tables (npm run docs:reference)", () => {
  const read = (file: string): string => readFileSync(join(root, file), "utf8");
  const stale = [...createReference(read)].filter(([file, text]) => {
    const path = join(root, file);
    return !existsSync(path) || readFileSync(path, "utf8") !== text;
  });
  expect(stale.map(([file]) => file)).toEqual([]);
});

test("there is advice for each of MGOBE's codes that the sources answer with, and for no other", () => {
  const sources = ["src/engine", "src/client", "adapters"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(root, folder, file), "utf8")),
  );
  const used = new Set(
    sources.flatMap((text) => [...text.matchAll(/\bErrCode\.(\w+)/g)].map(([, name]) => name)),
  );
  const advised = [...codeAdvice.keys()].map((code) => ErrCode[code]);
  expect(advised.toSorted()).toEqual([...used].toSorted());
});
