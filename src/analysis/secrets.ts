import { findGameIds, findSecretValues, findWrittenSecrets } from "../../codemods/output/secrets";
import { type ProjectFile } from "../../codemods/project/collect-files";
import { type FindingList } from "./finding-list";

/** Keys that are MGOBE's, or its console's; other passwords are hidden, but no fault of the migration. */
const keys = /(?:secretKey|serverKey|secretId|appSecret|accessKey)$/i;
const host = /(?<![\w-])[\w-]+(?:\.[\w-]+)*\.wxlagame\.com/gi;

/** Keeps the values of keys, game ids and MGOBE's hosts out of the whole report (spec mgobe-patterns §C12). */
export function hideSecrets(files: readonly ProjectFile[], list: FindingList): void {
  const codes = files.filter(({ isDeclaration }) => !isDeclaration);
  for (const value of findSecretValues(codes.map(({ text }) => text))) list.hide(value);
  for (const { text } of codes) {
    // Looked for in all of the code, the pattern would cost more than the parser.
    if (/\.wxlagame\.com/i.test(text)) for (const match of text.matchAll(host)) list.hide(match[0]);
    for (const value of findGameIds(text)) list.hide(value);
  }
}

/**
 * Notes keys in code by their places (spec mgobe-patterns §C12).
 */
export function findSecrets(
  files: readonly ProjectFile[],
  serverFiles: ReadonlySet<string>,
  list: FindingList,
): void {
  for (const { path, text } of files.filter(({ isDeclaration }) => !isDeclaration)) {
    const seen = new Set<number>();
    for (const { name, start } of findWrittenSecrets(text)) {
      if (!keys.test(name) || seen.has(start)) continue;
      seen.add(start);
      const head = text.slice(0, start);
      const line = head.split("\n").length;
      const column = start - head.lastIndexOf("\n");
      const rule = serverFiles.has(path) ? "secret-in-server" : "secret-in-client";
      list.add(rule, list.toRelative(path), line, column, {
        message: { en: `${name} is written in the code`, zh: `代码中写有 ${name}` },
      });
    }
  }
}
