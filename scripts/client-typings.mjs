/**
 * Generates `MGOBE.d.ts`: the ambient namespace `MGOBE` for games whose TypeScript was written against the original's.
 * Types come from `src/contract/types`, members from the API map; nothing is listed here by hand.
 *
 * Its language is that of TypeScript 2, as the compilers inside old engines are. It is looser than the contract where old
 * code needs it: payloads are `any`, and a handler may be set to null.
 */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import ts from "typescript";

async function loadContract(root) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ["src/contract/index.ts"],
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "warning",
  });
  const code = Buffer.from(result.outputFiles[0].text).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}

const loosen = (text) => text.replace(/\bunknown\b/g, "any");

function indent(text, spaces) {
  const margin = " ".repeat(spaces);
  return text.replace(/^(?=.)/gm, margin);
}

/** Source text of a declaration with its comment, without `export`. */
function textOf(node, source) {
  const comments = ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [];
  const comment = comments.at(-1);
  const isDoc = comment && source.text.startsWith("/**", comment.pos);
  const doc = isDoc ? `${source.text.slice(comment.pos, comment.end)}\n` : "";
  return doc + loosen(node.getText(source).replace(/^export /, ""));
}

/** `type X = Record<string, never>` says "no fields"; so does an empty interface, in every version of TypeScript. */
const toInterface = (text) => text.replace(/type (\w+) = Record<string, never>;/, "interface $1 {}");

async function readTypes(root, enumNames) {
  const folder = path.join(root, "src/contract/types");
  const files = (await readdir(folder)).filter((name) => name !== "index.ts").sort();
  const sources = [...files.map((name) => path.join(folder, name)), path.join(root, "src/contract/enums.ts")];
  const declarations = new Map();
  for (const file of sources) {
    const text = (await readFile(file, "utf8")).replace(/\r\n/g, "\n");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    for (const node of source.statements) {
      const isEnum = ts.isEnumDeclaration(node);
      const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
      if (isType || (isEnum && enumNames.includes(node.name.text))) {
        declarations.set(node.name.text, toInterface(textOf(node, source)));
      }
    }
  }
  return declarations;
}

/** Writes members of one owner in the language of classes and object types. */
class MemberWriter {
  constructor(apiMap, typeNames, messageNames) {
    this.apiMap = apiMap;
    this.messageNames = messageNames;
    this.pattern = new RegExp(`\\b(${[...typeNames].join("|")})\\b`, "g");
  }

  entries(owner, ...kinds) {
    return this.apiMap.filter((entry) => entry.owner === owner && kinds.includes(entry.kind));
  }

  qualify(text) {
    return loosen(text.replace(this.pattern, "types.$1"));
  }

  /** Old code passes `{}` for "no parameters", and sometimes nothing. */
  parameters(signature) {
    return this.qualify(signature)
      .replace(/\bpara: \{\}/, "para?: {}")
      .replace(/\bcallback: /, "callback?: ");
  }

  withDoc(entry, text) {
    // Section numbers mean nothing outside this repository.
    const sentence = entry.does.replace(/\s*See \d[\d.]*[^.]*\./g, "").replace(/, see \d[\d.]*\d/g, "");
    return `/** ${sentence} */\n${text}`;
  }

  method(entry, prefix = "") {
    const signature = this.parameters(entry.signature);
    const hasResult = /\)\s*:/.test(signature);
    return this.withDoc(entry, `${prefix}${entry.name}${signature}${hasResult ? "" : ": void"};`);
  }

  handler(entry, prefix = "") {
    const signature = this.qualify(entry.signature);
    const parameters = signature.slice(1, signature.lastIndexOf(")")).replace(/^room\?/, "room");
    const optional = entry.name === "onUpdate" ? parameters.replace("group?", "group") : parameters;
    const type = `{ method(${optional}): any }["method"] | null`;
    return this.withDoc(entry, `${prefix}${entry.name}: ${type};`);
  }

  /** `send` and `onMessage` of a room: one overload for each of MGOBE's names, then one for messages of the game's own. */
  messages() {
    const requests = this.entries("Room", "method").filter(({ name }) => this.messageNames.includes(name));
    const sends = requests.map((entry) => {
      const signature = this.parameters(entry.signature);
      const para = signature.startsWith("(callback") ? "para?: {}, " : "";
      return `send(type: "${entry.name}", ${para}${signature.slice(1)}: void;`;
    });
    const handlers = this.entries("Room", "event").map(
      ({ name, signature }) =>
        `onMessage(type: "${name}", callback: { method${this.qualify(signature)}: any }["method"]): () => void;`,
    );
    return [
      "/** As a Colyseus room's: MGOBE's methods by name, and messages of the game's own. */",
      ...sends,
      "send(type: string | number, payload?: any, callback?: (answer: any, error?: Error) => any): void;",
      "/** As a Colyseus room's: adds a handler; returns what removes it. */",
      ...handlers,
      "onMessage(type: string | number, callback: (...args: any[]) => any): () => void;",
    ];
  }

  property(entry, prefix = "") {
    return this.withDoc(entry, `${prefix}${entry.name}: ${this.qualify(entry.signature)};`);
  }
}

function writeHandlers(writer, owner) {
  const events = writer.entries(owner, "event").map((entry) => writer.handler(entry));
  return `/** Handlers of a ${owner}; this is a type only. */\ninterface ${owner}BroadcastHandler {\n${indent(events.join("\n"), 2)}\n}`;
}

function writeClass(writer, owner) {
  const [constructor] = writer.entries(owner, "constructor");
  const parts = [
    ...writer.entries(owner, "static-event").map((entry) => writer.handler(entry, "static ")),
    ...writer.entries(owner, "static-method").map((entry) => writer.method(entry, "static ")),
    writer.withDoc(constructor, `constructor${writer.qualify(constructor.signature)};`),
    ...writer
      .entries(owner, "property")
      .map((entry) => writer.property(entry, entry.name === "networkState" ? "readonly " : "")),
    ...writer.entries(owner, "method").map((entry) => writer.method(entry)),
  ];
  if (owner === "Room") parts.push(...writer.messages());
  const handlers = writer.entries(owner, "callback").map((entry) => writer.handler(entry));
  return [
    `interface ${owner} extends ${owner}BroadcastHandler {\n${indent(handlers.join("\n"), 2)}\n}`,
    `class ${owner} {\n${indent(parts.join("\n"), 2)}\n}`,
  ].join("\n\n");
}

function writeStaticClass(writer, owner) {
  const parts = [
    ...writer
      .entries(owner, "static-property")
      .map((entry) => writer.property(entry, entry.name === "isInited" ? "static readonly " : "static ")),
    ...writer.entries(owner, "static-method").map((entry) => writer.method(entry, "static ")),
  ];
  return `class ${owner} {\n${indent(parts.join("\n"), 2)}\n}`;
}

function writeObject(writer, owner) {
  const parts = [
    ...writer.entries(owner, "static-property").map((entry) => writer.property(entry, "readonly ")),
    ...writer.entries(owner, "static-method").map((entry) => writer.method(entry)),
    ...writer.entries(owner, "callback").map((entry) => writer.handler(entry)),
  ];
  return `const ${owner}: {\n${indent(parts.join("\n"), 2)}\n};`;
}

function writeErrorCodes(errCode) {
  const names = Object.keys(errCode).filter((name) => Number.isNaN(Number(name)));
  const lines = names.map((name) => `${name} = ${errCode[name]},`);
  return `/** MGOBE's error codes. */\nenum ErrCode {\n${indent(lines.join("\n"), 2)}\n}`;
}

/** The text of `MGOBE.d.ts`. */
export async function generateTypings(root) {
  const { apiMap, ErrCode, roomMethodNames } = await loadContract(root);
  const enumNames = apiMap.filter((entry) => entry.owner === "ENUM").map((entry) => entry.name);
  const declarations = await readTypes(root, enumNames);
  const writer = new MemberWriter(apiMap, declarations.keys(), roomMethodNames);
  const body = [
    `namespace types {\n${indent([...declarations.values()].join("\n\n"), 2)}\n}`,
    writeStaticClass(writer, "Listener"),
    writeHandlers(writer, "Room"),
    writeClass(writer, "Room"),
    writeHandlers(writer, "Group"),
    writeClass(writer, "Group"),
    writeObject(writer, "Player"),
    writeObject(writer, "ENUM"),
    writeObject(writer, "RandomUtil"),
    writeStaticClass(writer, "DebuggerLog"),
    writeObject(writer, "StatCallbacks"),
    writeErrorCodes(ErrCode),
    "/** Numbers of the platform that the library has detected. */\nconst Adapter: { readonly channel: number; readonly platform: number };",
  ];
  return [
    "// Typings of mgobe-migrate's MGOBE.js (MIT). Generated; the global MGOBE needs no import.",
    `declare namespace MGOBE {\n${indent(body.join("\n\n"), 2)}\n}\n`,
  ].join("\n");
}
