import { findMention, type Mention } from "./mentions";

/** Hidden folders in which tools keep what is theirs: history, settings, caches, copies and what they made. */
const toolFolders = new Set(
  (
    "git svn hg bzr jj github gitlab gitee circleci husky changeset " +
    "vscode idea vs fleet zed history settings metadata devcontainer cursor claude wing creator laya egret " +
    "yarn pnpm pnpm-store npm bun deno node_modules nvm volta venv m2 gradle cargo nuget dart_tool " +
    "next nuxt nitro output vite vitepress svelte-kit angular expo parcel-cache turbo nx rollup.cache rpt2_cache " +
    "nyc_output coverage swc webpack storybook docusaurus " +
    "cache tmp temp trash backup bak ds_store aws docker terraform vercel netlify wrangler firebase cloudbase " +
    "mgobe-migrate"
  ).split(" "),
);

/**
 * Whether a folder with a dot before its name is a tool's own, in which nobody writes a game.
 *
 * @example
 * isToolFolder(".vscode"); // true
 * isToolFolder(".game"); // false
 */
export function isToolFolder(name: string): boolean {
  const bare = name.slice(1).toLowerCase();
  return toolFolders.has(bare) || bare.endsWith("cache") || bare.startsWith("trash");
}

/** What the files of a folder say of MGOBE, taken together; undefined where they say nothing. */
export function findMentionIn(texts: readonly string[], others: readonly Mention[]): Mention | undefined {
  const mentions = [...others];
  for (const text of texts) {
    const mention = findMention(text);
    if (mention) mentions.push(mention);
    // A game server script need not name MGOBE.
    else if (/\bexports\s*\.\s*mgobexsCode\b/.test(text)) mentions.push(serverScript);
  }
  const [first] = mentions;
  if (!first) return undefined;
  return {
    isNamed: mentions.some(({ isNamed }) => isNamed),
    place: first.place,
    receivers: new Set(mentions.flatMap(({ receivers }) => [...receivers])),
    members: new Set(mentions.flatMap(({ members }) => [...members])),
  };
}

const serverScript: Mention = {
  isNamed: true,
  place: { line: 1, column: 1 },
  receivers: new Set(),
  members: new Set(),
};
