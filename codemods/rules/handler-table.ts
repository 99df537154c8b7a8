import { type BilingualText } from "../../src/contract";
import { selectRewritable } from "./rewritable";
import { type Rule } from "./rule";
import { stepTexts } from "./step-texts";

const message: BilingualText = {
  en: "handlers are set through a computed name: they stay properties of the room, which the drop-in client supports",
  zh: "处理函数通过计算出的名称设置：它们仍作为房间的属性，替代客户端支持这种写法",
};

/** Handlers set as `room[key] = …`: left as they are, with a marker (spec mgobe-patterns §C6). */
export const handlerTableRule: Rule = {
  id: "handler-table",
  level: "messages",
  ...stepTexts.messages,
  title: { en: "mark handlers that are set through a table", zh: "标记通过表格设置的处理函数" },
  obsoleteBy: "native-client",
  effort: 3,
  fixtures: ["codemods/fixtures/c6-table"],
  run: (context) => {
    const sites = selectRewritable(context, ({ kind, owner }) => kind === "table-write" && owner === "Room");
    for (const site of sites) context.mark(site, message);
  },
};
