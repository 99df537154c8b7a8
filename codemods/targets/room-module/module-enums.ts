import * as contract from "../../../src/contract";
import { type BilingualText } from "../../../src/contract";

/** MGOBE's enums as the module has them, with what their reader is told. */
const enums: Readonly<Record<string, { readonly values: object; readonly comment: BilingualText }>> = {
  ErrCode: {
    values: contract.ErrCode,
    comment: { en: "What an answer's `code` says.", zh: "回答中 code 的含义。" },
  },
  NetworkState: {
    values: contract.NetworkState,
    comment: {
      en: "A player's connections: 0 and 1 to the server, 2 and 3 to the room.",
      zh: "玩家的连接状态：0、1 为与服务器的连接，2、3 为与房间的连接。",
    },
  },
  FrameSyncState: {
    values: contract.FrameSyncState,
    comment: { en: "Whether frames flow in a room.", zh: "房间是否正在帧同步。" },
  },
  CreateRoomType: {
    values: contract.CreateRoomType,
    comment: { en: "How a room came to be.", zh: "房间的创建方式。" },
  },
  MatchType: { values: contract.MatchType, comment: { en: "Kinds of matching.", zh: "匹配的种类。" } },
  RecvType: {
    values: contract.RecvType,
    comment: { en: "Who gets a message of sendToClient.", zh: "sendToClient 消息的接收者。" },
  },
  GroupType: { values: contract.GroupType, comment: { en: "Kinds of groups.", zh: "队组的种类。" } },
  GroupRecvType: {
    values: contract.GroupRecvType,
    comment: { en: "Who gets a message of sendToGroupClient.", zh: "sendToGroupClient 消息的接收者。" },
  },
};

/** Names of the enums that the module can export. */
export const moduleEnumNames: readonly string[] = Object.keys(enums);

/** Enums as code. */
export interface EnumTexts {
  /** Those of which the game gets what it names, or all. */
  readonly own: string;
  /** The error codes where the game uses all of them, which is a table longer than the rest of the module. */
  readonly codes: string;
}

/**
 * All enums with all of their members: as enums of TypeScript, or as plain objects of JavaScript, but for those that the
 * game uses as a whole, which find names by numbers too.
 */
export function writeEnums(asObjects: boolean, whole: ReadonlySet<string>): EnumTexts {
  const texts = { own: "", codes: "" };
  for (const name of moduleEnumNames) {
    const place = name === "ErrCode" && whole.has(name) ? "codes" : "own";
    texts[place] += `${writeEnum(name, asObjects, whole.has(name))}\n`;
  }
  return texts;
}

function writeEnum(name: string, asObject: boolean, isWhole: boolean): string {
  const { values, comment } = enums[name] ?? { values: {}, comment: { en: "", zh: "" } };
  const members = Object.entries(values).filter(([, value]) => typeof value === "number");
  const lines = members.map(([member, value]) => `  ${member}${asObject ? ":" : " ="} ${value},`);
  const head = asObject ? `export const ${name} = {` : `export enum ${name} {`;
  const end = asObject ? "};" : "}";
  const names =
    asObject && isWhole
      ? `for (const name of Object.keys(${name})) (${name} as any)[(${name} as any)[name]] = name;\n`
      : "";
  return `/** ${comment.en} ¦ ${comment.zh} */\n${head}\n${lines.join("\n")}\n${end}\n${names}`;
}

/** Fields of what the server tells that hold one of an enum's numbers. */
const fields: Readonly<Record<string, string>> = {
  commonNetworkState: "NetworkState",
  relayNetworkState: "NetworkState",
  networkState: "NetworkState",
  commonGroupNetworkState: "NetworkState",
  frameSyncState: "FrameSyncState",
  createType: "CreateRoomType",
  matchType: "MatchType",
};

/** Whether the body of an enum in a module's text has all of its members. */
function isWhole(name: string, body: string): boolean {
  const members = Object.values(enums[name]?.values ?? {}).filter((value) => typeof value === "number");
  return members.length > 0 && body.split(" = ").length === members.length + 1;
}

/** Gives fields the type of their enum in a module's text that has all of its members. */
export function typeByEnums(text: string): string {
  const known = new Set(
    moduleEnumNames.filter((name) =>
      isWhole(name, new RegExp(`^export enum ${name} \\{\\n([^}]*)`, "m").exec(text)?.[1] ?? ""),
    ),
  );
  return text.replace(/\b(\w+)(\??): number;/g, (all, field: string, mark: string) => {
    const type = fields[field];
    return type !== undefined && known.has(type) ? `${field}${mark}: ${type};` : all;
  });
}

/**
 * Makes plain objects of the enums in a module's text that have lost members: nobody finds names by numbers in them.
 *
 * @param types those that the game names as types
 */
export function simplifyEnums(text: string, types: ReadonlySet<string> = new Set()): string {
  return text.replace(/^export enum (\w+) \{\n([^}]*)\}/gm, (all, name: string, body: string) =>
    types.has(name) || isWhole(name, body)
      ? all
      : `export const ${name} = {\n${body.replace(/ = /g, ": ")}};`,
  );
}
