import { type BilingualText } from "../../src/contract";
import { type Finding } from "../finder";
import { type FindingDraft, type FindingList } from "../findings/finding-list";
import { missingClientRule } from "../findings/rules";
import { type CodeProject } from "../project/code-project";
import { type SdkFile } from "../project/sdk-detection";

/** What the check has to know of a run. */
export interface ClientUse {
  /** Uses that need MGOBE's objects at run time, now or once the run is written. */
  readonly uses: readonly Finding[];
  /** Files that the run replaces. */
  readonly replaced: ReadonlySet<string>;
  /** The drop-in client comes in by imports of the package. */
  readonly isImported: boolean;
  /** Name of the drop-in client's script. */
  readonly script: string;
}

const old: BilingualText = {
  en: "this is MGOBE's own SDK, which has no room.send and no room.onMessage and whose hosts are switched off; it was not replaced: give its folder to the command, too, or put dist/{script} in its place",
  zh: "这是 MGOBE 原版 SDK，没有 room.send 和 room.onMessage，其域名也已停用；此文件未被替换：请将其所在文件夹一并传给命令，或用 dist/{script} 替换它",
};

const missing: BilingualText = {
  en: "no MGOBE.js was found for this code to run with: load dist/{script} of mgobe-migrate where the game loaded MGOBE's, or give the folder that holds it to the command, too",
  zh: "没有找到这些代码运行所需的 MGOBE.js：请在原先加载 MGOBE.js 的位置加载 mgobe-migrate 的 dist/{script}，或将其所在文件夹一并传给命令",
};

function fill({ en, zh }: BilingualText, script: string): BilingualText {
  return { en: en.replace("{script}", script), zh: zh.replace("{script}", script) };
}

/** Says where code that needs the drop-in client would meet MGOBE's own SDK, or none at all; true where it said so. */
export function checkClient(
  project: CodeProject,
  { uses, replaced, isImported, script }: ClientUse,
  list: FindingList,
): boolean {
  const [first] = uses;
  if (!first || isImported) return false;
  const { sdkFiles, distantSdkFiles } = project;
  const scripts = [...sdkFiles, ...distantSdkFiles].filter(({ kind }) => kind === "script");
  const isOld = ({ path, isDropIn }: SdkFile): boolean => !isDropIn && !replaced.has(path);
  const left = scripts.filter(isOld);
  for (const { path } of left) {
    const known = list.findFile(path);
    const draft = { rule: missingClientRule.id, state: "by-hand", message: fill(old, script) } as const;
    if (known !== undefined) list.settle(known, draft);
    else list.add({ file: path, start: 0, end: 0, kind: "sdk-file", ...draft });
  }
  if (scripts.length > 0) return left.length > 0;
  const { file, start, end, line, column } = first;
  const place: FindingDraft = {
    file,
    start,
    end,
    line,
    column,
    kind: "sdk-file",
    rule: missingClientRule.id,
    state: "by-hand",
  };
  list.add({ ...place, message: fill(missing, script) });
  return true;
}
