import { type ts } from "ts-morph";
import { type BilingualText } from "../../../src/contract";

/** Why a game keeps the drop-in client. */
export type WholeReasonName =
  | "login"
  | "guess"
  | "named"
  | "escape"
  | "exported"
  | "detached"
  | "called"
  | "unknown"
  | "member"
  | "clash"
  | "name"
  | "type"
  | "form"
  | "ignored"
  | "unread"
  | "declaration"
  | "hidden";

/** A reason, and where it shows. */
export interface WholeReason {
  readonly node: ts.Node;
  readonly name: WholeReasonName;
  /** What it is about: a member, a name. */
  readonly what?: string;
}

/** What to say at each reason: what is in the way, and what to do about it; `{what}` is the member or name. */
export const wholeReasons: Readonly<Record<WholeReasonName, BilingualText>> = {
  login: {
    en: "the code that was read has no Listener.init, so nothing logs in: give the command the whole game",
    zh: "读取的代码中没有 Listener.init，因此无处登录：请把整个游戏交给命令",
  },
  guess: {
    en: "this may be MGOBE's Listener, and nothing proves it: write MGOBE.Listener here",
    zh: "这里可能是 MGOBE 的 Listener，但无法证明：请在此写 MGOBE.Listener",
  },
  named: {
    en: "this may name MGOBE's Listener.init, which has another name in the room module, and nothing proves it: call MGOBE.Listener.init by that name",
    zh: "这里可能指 MGOBE 的 Listener.init（在房间模块中另有其名），但无法证明：请直接写 MGOBE.Listener.init 来调用",
  },
  escape: {
    en: "MGOBE is handed on as a whole here, so that its further use cannot be followed: hand on the part that is needed",
    zh: "此处把整个 MGOBE 传了出去，无法跟踪其后续用法：请只传递需要的部分",
  },
  exported: {
    en: "the SDK is exported from here: import it where it is used, and remove this",
    zh: "此处导出了 SDK：请在使用处导入它，并删除这一行",
  },
  detached: {
    en: "{what} is taken off its object here, without which the room module's does not work: call it on its object",
    zh: "此处把 {what} 从其对象上取下，房间模块的同名方法离开对象后无法工作：请在对象上调用它",
  },
  called: {
    en: "the class {what} is called without new here, as code does that a compiler wrote for old browsers, which the room module's cannot be: give the command the code before that, or write class … extends",
    zh: "此处不使用 new 而调用类 {what}（编译器为旧浏览器生成的代码如此），房间模块的类无法这样调用：请把编译前的代码交给命令，或改写为 class … extends",
  },
  unknown: {
    en: "this is no member of MGOBE that the codemod knows",
    zh: "codemod 不认识 MGOBE 的这个成员",
  },
  member: {
    en: "{what} has no counterpart in the room module",
    zh: "房间模块中没有与 {what} 对应的成员",
  },
  clash: {
    en: "the class has a member {what} of its own, which the room module's class has, too: rename it",
    zh: "该类有自己的成员 {what}，与房间模块的类重名：请改名",
  },
  name: {
    en: "the game has a {what} of its own in the scope that all its scripts share: rename it",
    zh: "游戏所有脚本共用的作用域中已有 {what}：请改名",
  },
  type: {
    en: "{what} is no type that the room module could have",
    zh: "房间模块无法提供类型 {what}",
  },
  form: {
    en: "some files of the game import and export, and other TypeScript shares one scope: one room module cannot serve both; add an import or export to those that have none",
    zh: "游戏的部分文件使用 import 和 export，其余 TypeScript 共用一个作用域，一个房间模块无法同时服务两者：请为没有的文件添加 import 或 export",
  },
  ignored: {
    en: "a comment keeps this as it is, and a game is converted as a whole or not at all",
    zh: "注释要求此处保持原样，而游戏只能整体改写",
  },
  declaration: {
    en: "{what} names MGOBE's types, which go with its SDK: name those of the module there, or take the line out",
    zh: "{what} 用到了 MGOBE 的类型，而这些类型会随 SDK 一起移除：请改用该模块的类型，或删去该行",
  },
  hidden: {
    en: "this may be MGOBE, in a way that cannot be followed, and its SDK goes with the conversion: write MGOBE itself here, or take this out",
    zh: "此处可能以无法跟踪的方式用到 MGOBE，而其 SDK 会随改写一起移除：请直接写 MGOBE，或删去此处",
  },
  unread: {
    en: "a file that was not read mentions the room (it is listed, too): make it readable, or leave it out with --ignore",
    zh: "有一个未读取的文件提到了房间（已另行列出）：请使其可读，或用 --ignore 排除",
  },
};
