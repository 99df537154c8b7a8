import { posix } from "node:path";
import ts from "typescript";
import { type Language } from "../../src/contract";
import { toCode, toTable } from "./markdown";

const protocol = "src/contract/protocol.ts";

/** As much of the language's library as the types of the contract need to be printed. */
const library = `
interface Array<T> { length: number; [index: number]: T }
interface ReadonlyArray<T> { readonly length: number; readonly [index: number]: T }
interface Boolean {} interface CallableFunction {} interface Function {} interface IArguments {}
interface NewableFunction {} interface Number {} interface Object {} interface RegExp {} interface String {}
type Record<K extends string, T> = { [P in K]: T };
`;
const libraryFile = "lib.d.ts";

/** What a method or an event carries: its fields as TypeScript writes them. */
interface Message {
  readonly name: string;
  readonly parts: readonly string[];
}

/** Sections of the page: interfaces of the protocol, and the parts of each of their members; none = the member itself. */
const sections = [
  { of: "RoomMethods", parts: ["para", "data"] },
  { of: "LobbyMethods", parts: ["para", "data"] },
  { of: "GroupMethods", parts: ["para", "data"] },
  { of: "RoomEvents", parts: [] },
  { of: "LobbyEvents", parts: [] },
  { of: "GroupEvents", parts: [] },
] as const;

const words = {
  en: {
    title: "# Messages",
    lead: "What goes between a client and the server, under MGOBE's own names, whatever carries it: messages of a Colyseus room or session ([hosting](../hosting.md)), events of Socket.IO ([Socket.IO](../socketio.md)), the drop-in's calls. A method is answered by `{ code, msg, seq, data }`, an event comes as `{ data, seq }`. `?` marks what may be left out.",
    sections: {
      RoomMethods: "## Methods of the room one is in",
      LobbyMethods: "## Methods that find, enter and match",
      GroupMethods: "## Methods of groups",
      RoomEvents: "## Events of a room",
      LobbyEvents: "## Events of matching",
      GroupEvents: "## Events of groups",
    },
    methods: ["method", "parameters", "`data` of the answer"],
    events: ["event", "`data`"],
    types: "## Types",
    typesHead: ["type", "fields"],
    enums: "## Values",
    enumsHead: ["type", "numbers that go over the line"],
    nothing: "–",
  },
  zh: {
    title: "# 消息",
    lead: "客户端与服务器之间往来的内容，使用 MGOBE 自己的名称，与承载方式无关：Colyseus 房间或会话的消息（[托管](../hosting.md)）、Socket.IO 的事件（[Socket.IO](../socketio.md)）、兼容库的调用。方法的应答为 `{ code, msg, seq, data }`，事件为 `{ data, seq }`。`?` 表示可以省略。",
    sections: {
      RoomMethods: "## 所在房间的方法",
      LobbyMethods: "## 查找、进入和匹配的方法",
      GroupMethods: "## 队组的方法",
      RoomEvents: "## 房间的事件",
      LobbyEvents: "## 匹配的事件",
      GroupEvents: "## 队组的事件",
    },
    methods: ["方法", "参数", "应答的 `data`"],
    events: ["事件", "`data`"],
    types: "## 类型",
    typesHead: ["类型", "字段"],
    enums: "## 取值",
    enumsHead: ["类型", "传输的数字"],
    nothing: "–",
  },
} as const;

/** Every method and event with its fields, from the types of the protocol. */
export function createMessagesPage(language: Language, readFile: (path: string) => string): string {
  const page = words[language];
  const { messages, types, enums } = readMessages(readFile);
  const parts = sections.flatMap(({ of, parts: { length } }) => [
    page.sections[of],
    toTable(
      length > 0 ? page.methods : page.events,
      (messages.get(of) ?? []).map(({ name, parts: fields }) => [
        toCode(name),
        ...fields.map((field) => (field === "" ? page.nothing : toCode(field))),
      ]),
    ),
  ]);
  const toRows = (named: readonly Message[]): string[][] =>
    named.map(({ name, parts: [content = ""] }) => [toCode(name), toCode(content)]);
  const typeTable = toTable(page.typesHead, toRows(types));
  const enumTable = toTable(page.enumsHead, toRows(enums));
  return [page.title, page.lead, ...parts, page.types, typeTable, page.enums, enumTable].join("\n\n");
}

/** The messages by section, the types that their fields have, and the enums among these, in the order of their names. */
function readMessages(readFile: (path: string) => string): {
  messages: Map<string, Message[]>;
  types: Message[];
  enums: Message[];
} {
  const program = ts.createProgram([protocol], { strict: true }, createHost(readFile));
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(protocol);
  const found = new Map<string, Message[]>();
  for (const statement of source?.statements ?? []) {
    if (!ts.isInterfaceDeclaration(statement)) continue;
    const section = sections.find(({ of }) => of === statement.name.text);
    if (!section) continue;
    const members = checker.getPropertiesOfType(checker.getTypeAtLocation(statement));
    const messages = members.map((member) => {
      const type = checker.getTypeOfSymbolAtLocation(member, statement);
      const types = section.parts.map((part) =>
        checker.getTypeOfSymbolAtLocation(checker.getPropertyOfType(type, part) as ts.Symbol, statement),
      );
      return {
        name: member.name,
        parts: (types.length > 0 ? types : [type]).map((each) => describe(each, statement, checker)),
      };
    });
    found.set(section.of, messages);
  }
  const all = [...found.values()].flat();
  const types = readTypes(program, all);
  return { messages: found, types, enums: readEnums(program, [...all, ...types]) };
}

/** The enums that messages and types name. */
function readEnums(program: ts.Program, naming: readonly Message[]): Message[] {
  const checker = program.getTypeChecker();
  const names = new Set(
    naming.flatMap(({ parts }) => [...parts.join(" ").matchAll(/\b[A-Z]\w+/g)].map(([name]) => name)),
  );
  return program
    .getSourceFiles()
    .flatMap(({ statements }) => statements.filter(ts.isEnumDeclaration))
    .filter((declaration) => names.has(declaration.name.text))
    .map(({ name, members }) => ({
      name: name.text,
      parts: [
        members.map((member) => `${member.name.getText()} = ${checker.getConstantValue(member)}`).join("; "),
      ],
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The interfaces that messages name, and those that these name. */
function readTypes(program: ts.Program, messages: readonly Message[]): Message[] {
  const checker = program.getTypeChecker();
  const declared = new Map(
    program
      .getSourceFiles()
      .filter(({ fileName }) => fileName.includes("contract/types/"))
      .flatMap(({ statements }) => statements.filter(ts.isInterfaceDeclaration))
      .map((statement) => [statement.name.text, statement] as const),
  );
  const found = new Map<string, Message>();
  const look = ({ parts }: Message): void => {
    for (const [name] of parts.join(" ").matchAll(/\b[A-Z]\w+/g)) {
      const declaration = declared.get(name);
      if (!declaration || found.has(name)) continue;
      const fields = describe(checker.getTypeAtLocation(declaration), declaration, checker);
      found.set(name, { name, parts: [fields] });
      look({ name, parts: [fields] });
    }
  };
  messages.forEach(look);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function describe(type: ts.Type, at: ts.Node, checker: ts.TypeChecker): string {
  return checker
    .getPropertiesOfType(type)
    .map((field) => {
      const isOptional = (field.flags & ts.SymbolFlags.Optional) !== 0;
      const given = checker.getTypeOfSymbolAtLocation(field, at);
      const text = checker.typeToString(
        isOptional ? checker.getNonNullableType(given) : given,
        undefined,
        ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope,
      );
      return `${field.name}${isOptional ? "?" : ""}: ${text}`;
    })
    .join("; ");
}

/** Files of the repository, by paths relative to its root. */
function createHost(readFile: (path: string) => string): ts.CompilerHost {
  const read = (name: string): string | undefined => {
    try {
      return readFile(posix.normalize(name));
    } catch {
      return undefined;
    }
  };
  return {
    getSourceFile: (name, languageVersion) => {
      const text = name.endsWith(libraryFile) ? library : read(name);
      return text === undefined ? undefined : ts.createSourceFile(name, text, languageVersion);
    },
    fileExists: (name) => read(name) !== undefined,
    readFile: read,
    getDefaultLibFileName: () => libraryFile,
    getCurrentDirectory: () => "",
    getCanonicalFileName: (name) => name,
    getNewLine: () => "\n",
    useCaseSensitiveFileNames: () => true,
    writeFile: () => undefined,
  };
}
