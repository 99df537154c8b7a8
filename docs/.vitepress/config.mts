import { defineConfig, type DefaultTheme } from "vitepress";
import { slugify } from "./slugify";

/** Pages of the sidebar, by the path that both languages share; titles of both. */
const chapters: { title: Titles; pages: [path: string, title: Titles][] }[] = [
  {
    title: { en: "Guide", zh: "指南" },
    pages: [
      ["guide/", { en: "From an old game to a running one", zh: "让旧游戏重新运行" }],
      ["guide/cocos-creator", { en: "Cocos Creator 2 and 3", zh: "Cocos Creator 2 和 3" }],
      ["guide/laya", { en: "LayaAir", zh: "LayaAir" }],
      ["guide/egret", { en: "Egret", zh: "Egret 白鹭" }],
      ["guide/wechat", { en: "WeChat mini-games", zh: "微信小游戏" }],
      ["guide/web", { en: "Plain web pages", zh: "普通网页" }],
      ["guide/go-live", { en: "Going live", zh: "正式上线" }],
      ["faq", { en: "Questions and faults", zh: "常见问题与故障" }],
    ],
  },
  {
    title: { en: "The parts", zh: "各部分" },
    pages: [
      ["report", { en: "Report", zh: "迁移报告" }],
      ["hosting", { en: "Hosting", zh: "托管服务器" }],
      ["cluster", { en: "Cluster", zh: "集群" }],
      ["wire", { en: "The unmodified MGOBE.js", zh: "原版 MGOBE.js" }],
      ["client", { en: "The client library", zh: "客户端库" }],
      ["socketio", { en: "Socket.IO", zh: "Socket.IO" }],
      ["codemod", { en: "Codemod", zh: "代码改写" }],
    ],
  },
  {
    title: { en: "Operating", zh: "运维" },
    pages: [
      ["console", { en: "Console", zh: "控制台" }],
      ["operating", { en: "Metrics, updates, load", zh: "指标、更新、压测" }],
      ["deploy", { en: "Recipes", zh: "部署方案" }],
      ["cloud-api", { en: "Cloud API", zh: "云 API" }],
      ["performance", { en: "Performance", zh: "性能" }],
    ],
  },
  {
    title: { en: "Reference", zh: "参考" },
    pages: [
      ["hooks", { en: "Hooks", zh: "回调" }],
      ["reference/script-sdk", { en: "SDK of the script", zh: "脚本的 SDK" }],
      ["reference/client-api", { en: "Client API", zh: "客户端 API" }],
      ["reference/messages", { en: "Messages", zh: "消息" }],
      ["reference/command-line", { en: "Command line", zh: "命令行" }],
      ["reference/configuration", { en: "Configuration", zh: "配置" }],
      ["reference/error-codes", { en: "MGOBE's error codes", zh: "MGOBE 错误码" }],
      ["reference/errors", { en: "Errors of this project", zh: "本项目的错误" }],
      ["reference/schemas", { en: "Files and schemas", zh: "文件与 schema" }],
      ["reference/limits", { en: "Limits", zh: "限制" }],
      ["compatibility", { en: "Compatibility", zh: "兼容程度" }],
      ["architecture", { en: "Architecture", zh: "架构" }],
      ["adapters", { en: "Writing a backend", zh: "编写后端" }],
    ],
  },
];

type Language = "en" | "zh";
type Titles = Record<Language, string>;

function createSidebar(language: Language): DefaultTheme.SidebarItem[] {
  const prefix = language === "en" ? "/" : "/zh/";
  const parts = chapters.map(({ title, pages }) => ({
    text: title[language],
    items: pages.map(([path, titles]) => ({
      text: titles[language],
      link: prefix + path,
    })),
  }));
  const spec = {
    text: { en: "Specification of MGOBE", zh: "MGOBE 规范" }[language],
    link: `${prefix}spec/README`,
  };
  return [...parts, { text: "MGOBE", items: [spec] }];
}

/** What pages may hold of HTML: comments, anchors, line breaks. Anything else in a text is a name, such as `Array<T>`. */
const isMarkup = (text: string): boolean => /^\s*<!--|^<a id=|^<\/a>|^<br ?\/?>/.test(text);

/** Drawn here, so that no page asks for a file that is not there. */
const icon =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' rx='3' fill='#3451b2'/>" +
  "<path d='M3 12V4l5 5 5-5v8' fill='none' stroke='#fff' stroke-width='2'/></svg>";

export default defineConfig({
  head: [["link", { rel: "icon", href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  markdown: {
    anchor: { slugify },
    // Braces at the end of a text are part of it, as in `JoinGroupRsp {1.3.0}`.
    attrs: { disable: true },
    config: (md) => {
      for (const rule of ["html_inline", "html_block"]) {
        md.renderer.rules[rule] = (tokens, index) => {
          const text = tokens[index]?.content ?? "";
          if (isMarkup(text)) return text;
          return `<span v-pre>${md.utils.escapeHtml(text)}</span>`;
        };
      }
      // Chinese has no spaces: a line's end between two of its characters is none either.
      const isChinese = (text = "", at: number): boolean =>
        /[\p{Script=Han}，。、；：！？（）《》“”]/u.test(text.at(at) ?? "");
      md.renderer.rules.softbreak = (tokens, index) => {
        const [before, after] = [tokens[index - 1]?.content, tokens[index + 1]?.content];
        return isChinese(before, -1) && isChinese(after, 0) ? "" : "\n";
      };
      // Braces in a text are no template of the site's framework.
      const { text: renderText } = md.renderer.rules;
      md.renderer.rules.text = (...args) =>
        (renderText?.(...args) ?? "").replaceAll("{{", "&#123;&#123;").replaceAll("}}", "&#125;&#125;");
    },
  },
  title: "mgobe-migrate",
  cleanUrls: true,
  lastUpdated: false,
  // Reports of a game are pages of their own, and the READMEs lie above.
  ignoreDeadLinks: [
    /\/reports\//,
    /\.json$/,
    /^(\.\/)?(\.\.\/)+(README|examples|LICENSE|CHANGELOG|\.github|test|schemas)/,
  ],
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
  },
  locales: {
    root: {
      label: "English",
      lang: "en",
      description: "MGOBE games, running again on a server of your own.",
      themeConfig: { sidebar: createSidebar("en") },
    },
    zh: {
      label: "简体中文",
      lang: "zh-CN",
      description: "让 MGOBE 游戏在您自己的服务器上重新运行。",
      themeConfig: {
        sidebar: createSidebar("zh"),
        outline: { label: "本页内容", level: [2, 3] },
        docFooter: { prev: "上一页", next: "下一页" },
        darkModeSwitchLabel: "外观",
        sidebarMenuLabel: "目录",
        returnToTopLabel: "回到顶部",
        langMenuLabel: "语言",
      },
    },
  },
});
