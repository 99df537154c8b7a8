import { type CodeProject } from "../../codemods/project/code-project";
import { basename, dirname, resolve } from "../../codemods/project/project-path";
import { type BilingualText } from "../contract";
import { type FindingList } from "./finding-list";
import { getImports } from "./imports";
import { getLineAndColumn } from "../../codemods/project/source-place";

/**
 * Notes where only upper and lower case tell names apart: Windows and macOS keep one of two such files, and find a file by an
 * import that Linux does not.
 *
 * @param known files that have to do with MGOBE; others are nobody's business here
 */
export function checkLetterCase(project: CodeProject, known: ReadonlySet<string>, list: FindingList): void {
  checkFiles(project, known, list);
  for (const { source } of project.units) {
    const importer = source.fileName;
    for (const { text, pos } of getImports(source)) {
      const target = text.startsWith(".")
        ? project.resolver.resolve(text, importer)?.resolvedFileName
        : undefined;
      if (target === undefined || !(known.has(importer) || known.has(target))) continue;
      const written = resolve(dirname(importer), text).replace(/\.[mc]?js$/, "");
      const isOther = target.toLowerCase().startsWith(written.toLowerCase()) && !target.startsWith(written);
      if (!isOther) continue;
      const { line, column } = getLineAndColumn(source, pos + 1);
      const details = { message: describeImport(text, list.toRelative(target)) };
      list.add("letter-case", list.toRelative(importer), line, column, details);
    }
  }
}

function checkFiles({ files, skipped }: CodeProject, known: ReadonlySet<string>, list: FindingList): void {
  const groups = new Map<string, string[]>();
  for (const { path } of [...files, ...skipped]) {
    const folded = path.normalize("NFC").toLowerCase();
    groups.set(folded, [...(groups.get(folded) ?? []), path]);
  }
  for (const paths of groups.values()) {
    const [first = "", ...others] = [...new Set(paths)].sort();
    if (others.length === 0 || ![first, ...others].some((path) => known.has(path))) continue;
    const names = [first, ...others].map((path) => list.toRelative(path)).join(", ");
    list.add("letter-case", list.toRelative(first), undefined, undefined, { message: describeFiles(names) });
  }
}

function describeFiles(names: string): BilingualText {
  return {
    en: `${names} differ only in upper and lower case: on Windows and macOS one of them is missing`,
    zh: `${names} 仅大小写不同：在 Windows 和 macOS 上只会有其中一个`,
  };
}

function describeImport(written: string, file: string): BilingualText {
  return {
    en: `"${written}" is imported, the file is called ${basename(file)}: Linux does not find it`,
    zh: `导入的是 "${written}"，而文件名为 ${basename(file)}：在 Linux 上找不到`,
  };
}
