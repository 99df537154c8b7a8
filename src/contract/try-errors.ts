import { type ToolErrorRow } from "./tool-error-row";

/** The part of the error table that is of `try`. */
export const tryErrors = {
  TRY_NO_SDK: {
    what: {
      en: "{path} is no MGOBE client library: nothing in it is called onRecvFromGameSvr.",
      zh: "{path} 不是 MGOBE 客户端库：其中没有 onRecvFromGameSvr。",
    },
    hint: {
      en: "Give the game's own MGOBE.js; in a bundle it may be part of another file.",
      zh: "请指定游戏自己的 MGOBE.js；打包后它可能在其他文件中。",
    },
  },
  TRY_SDK_FAILED: {
    what: { en: "{path} cannot be run: {reason}.", zh: "{path} 无法运行：{reason}。" },
    hint: {
      en: "It must be the whole file, as it was downloaded; it is loaded as a browser's script, or as CommonJS.",
      zh: "必须是下载时的完整文件；它以浏览器脚本或 CommonJS 方式加载。",
    },
  },
  TRY_NEEDS_WX: {
    what: {
      en: "{path} is version {version}, which runs in mini-games only, not in a page.",
      zh: "{path} 的版本为 {version}，只能在小游戏中运行，不能在页面中运行。",
    },
    hint: {
      en: "Leave --page out: in Node it gets a stand-in for `wx`.",
      zh: "请去掉 --page：在 Node 中它会得到 `wx` 的替身。",
    },
  },
} as const satisfies Record<string, ToolErrorRow>;
