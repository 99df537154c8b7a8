import { type BilingualText } from "../../src/contract";
import { type CodeProject } from "./code-project";
import { type SkippedFile, type SkipReason } from "./collect-files";
import { findMention, type Mention } from "./mentions";

/** A file that was not read as code although it may use MGOBE. */
export interface UnreadFile {
  /** Absolute path. */
  readonly path: string;
  /** 1-based; absent where it is about the file as a whole. */
  readonly line?: number;
  /** 1-based; absent where it is about the file as a whole. */
  readonly column?: number;
  readonly message: BilingualText;
}

const reasons: Partial<Record<SkipReason, BilingualText>> = {
  "not-utf8": {
    en: "the file is not UTF-8 text; save it as UTF-8",
    zh: "文件不是 UTF-8 文本；请另存为 UTF-8",
  },
  unreadable: { en: "the file cannot be read", zh: "无法读取该文件" },
  "dead-link": {
    en: "the link leads nowhere, and what it stood for was not read",
    zh: "该链接指向不存在的位置，其内容没有读取",
  },
  "empty-submodule": {
    en: "the submodule is not checked out, so that its code was not read: git submodule update --init",
    zh: "该子模块没有检出，其代码没有读取：git submodule update --init",
  },
  "lfs-pointer": {
    en: "Git LFS keeps the file elsewhere, and it was not read: git lfs pull",
    zh: "该文件由 Git LFS 保存在别处，没有读取：git lfs pull",
  },
  "sdk-bundle": {
    en: "the file holds MGOBE's SDK and other code, which begins here; it is left as it is: keep MGOBE.js in a file of its own, or put the drop-in client in the SDK's place by hand and change what calls it",
    zh: "该文件同时包含 MGOBE SDK 和其他代码（从此处开始），因此保持原样：请将 MGOBE.js 放在单独的文件中，或手动将其中的 SDK 换成替代客户端，并修改调用它的代码",
  },
  minified: {
    en: "the file is minified or generated and uses MGOBE; change what it is made from, or change it by hand",
    zh: "该文件是压缩或生成的代码且用到了 MGOBE；请修改其来源，或手动修改",
  },
  "too-large": {
    en: "the file is too large to be read and uses MGOBE; change it by hand",
    zh: "文件过大，未读取，且用到了 MGOBE；请手动修改",
  },
  template: {
    en: "only the scripts of the file are read, and its other code uses MGOBE; change it by hand",
    zh: "只读取该文件中的脚本，而其余代码用到了 MGOBE；请手动修改",
  },
  hidden: {
    en: "folders whose name begins with a dot are not read, and code in this one uses MGOBE; give this folder to the command as well, or rename it",
    zh: "不读取名称以点开头的目录，而该目录中的代码用到了 MGOBE；请把该目录也作为路径传给命令，或将其改名",
  },
  "unknown-kind": {
    en: "files of this kind are not read, and this one uses MGOBE; change it by hand",
    zh: "不读取此类文件，而该文件用到了 MGOBE；请手动修改",
  },
};

/** Of what lies behind these nobody can say what it holds. */
const unknown = new Set<SkipReason>(["unreadable", "dead-link", "empty-submodule", "lfs-pointer"]);

/**
 * Every file that was not read and may use MGOBE: it names it, or a member of what keeps a room. What has nothing to do with
 * MGOBE stops no game, whatever is wrong with it. Of a file that cannot be opened nobody can say what it holds: it is
 * listed where anything of MGOBE was found around it.
 *
 * @param roomNames last names of the places that keep a room
 */
export function listUnread(
  project: Pick<CodeProject, "files" | "sdkFiles" | "notParsed" | "skipped">,
  roomNames: ReadonlySet<string>,
): UnreadFile[] {
  const { files, sdkFiles, notParsed, skipped } = project;
  const texts = new Map(notParsed.length > 0 ? files.map(({ path, text }) => [path, text]) : []);
  const unparsed = notParsed.filter(({ path }) => usesMgobe(findMention(texts.get(path) ?? ""), roomNames));
  const hasMgobe = (): boolean => sdkFiles.length > 0 || files.some(({ text }) => /\bMGOBE\b/.test(text));
  const unread = skipped.flatMap((file) => {
    const message = reasons[file.reason];
    const isUnread = unknown.has(file.reason) ? message && hasMgobe() : usesMgobe(file.mention, roomNames);
    if (!message || !isUnread) return [];
    // A place says where in a file, and a folder has many.
    const place = file.reason === "hidden" ? undefined : file.mention?.place;
    return [{ path: file.path, ...place, message }];
  });
  return [...unparsed, ...unread];
}

/** Whether a file that was left alone may be one that {@link listUnread} lists. */
export function mayBeUnread({ reason, mention }: Pick<SkippedFile, "reason" | "mention">): boolean {
  return reasons[reason] !== undefined && (unknown.has(reason) || mention !== undefined);
}

function usesMgobe(mention: Mention | undefined, roomNames: ReadonlySet<string>): boolean {
  if (!mention) return false;
  return mention.isNamed || [...mention.receivers].some((name) => roomNames.has(name));
}
