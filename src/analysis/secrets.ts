import { type ProjectFile } from "../../codemods/project/collect-files";
import { type FindingList } from "./finding-list";

const assignment =
  /\b(secretKey|serverKey|secretId|appSecret|accessKey|gameId)\b["']?\s*(?::\s*string\s*)?[:=]\s*(["'`])([^"'`\r\n]{4,})\2/gi;
const placeholder =
  /^(x+|\*+|0+|your.*|<.*>|\$\{.*|.*[\u3400-\u9fff\s].*|(my-?)?(secret|server|game)-?_?(key|id)?|test.*|demo.*|example.*)$/i;
const host = /[\w-]+(?:\.[\w-]+)*\.wxlagame\.com/gi;

/**
 * Notes keys in code by their places; their values, game ids and MGOBE's hosts are kept out of the whole report
 * (spec mgobe-patterns §C12).
 */
export function findSecrets(
  files: readonly ProjectFile[],
  serverFiles: ReadonlySet<string>,
  list: FindingList,
): void {
  for (const { path, text, isDeclaration } of files) {
    if (isDeclaration) continue;
    for (const match of text.matchAll(host)) list.hide(match[0]);
    for (const { index, 1: name = "", 3: value = "" } of text.matchAll(assignment)) {
      if (placeholder.test(value)) continue;
      list.hide(value);
      if (/^gameId$/i.test(name)) continue;
      const head = text.slice(0, index);
      const line = head.split("\n").length;
      const column = index - head.lastIndexOf("\n");
      list.add(
        serverFiles.has(path) ? "secret-in-server" : "secret-in-client",
        list.toRelative(path),
        line,
        column,
        {
          message: { en: `${name} is written in the code`, zh: `代码中写有 ${name}` },
        },
      );
    }
  }
}
