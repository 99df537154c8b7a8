import { createRequire } from "node:module";
import type * as VueCompiler from "@vue/compiler-dom";
import type * as Parse5 from "parse5";
import { ts } from "ts-morph";
import { findMention } from "./mentions";

type VueNode = VueCompiler.TemplateChildNode;
type HtmlNode = Parse5.DefaultTreeAdapterMap["node"];

/** A span of a file. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Code of a file that share one scope, in a text of which every offset is that of the file. */
export interface EmbeddedScript {
  /** The file's text up to the end of the last script, with blanks where no code of this scope is. */
  readonly text: string;
  readonly kind: ts.ScriptKind;
  readonly spans: readonly Span[];
}

/** What a page or component is made of. */
export interface EmbeddedScripts {
  /** The scripts that share the file's scope first, modules of their own behind them. */
  readonly scripts: readonly EmbeddedScript[];
  /** Code outside of scripts, which is not read: attributes and expressions of a template, scripts in other languages. */
  readonly rest: readonly Span[];
}

const load = createRequire(__filename);

/** Whether a file is a page or a component, whose code stands in `<script>`. */
export function isEmbedding(path: string): boolean {
  return /\.(vue|nvue|html?)$/i.test(path);
}

/**
 * Finds the scripts of a page or component, with the parsers of their own world. Code is not taken out of the file: all
 * around it becomes blanks, so that every place and every edit is one of the file itself.
 */
export function readScripts(path: string, text: string): EmbeddedScripts {
  return /\.n?vue$/i.test(path) ? readVue(text) : readHtml(text);
}

/** The text outside of scripts: no edit may change it. */
export function getOutside(path: string, text: string): string {
  const spans = readScripts(path, text).scripts.flatMap((script) => script.spans);
  spans.sort((one, other) => one.start - other.start);
  let position = 0;
  const parts: string[] = [];
  for (const { start, end } of spans) {
    parts.push(text.slice(position, start));
    position = end;
  }
  return [...parts, text.slice(position)].join("\0");
}

/** What the code outside of scripts says of MGOBE; undefined where it names nothing of it. */
export function findRestMention(text: string, rest: readonly Span[]): ReturnType<typeof findMention> {
  // Blanks around, so that the place is that of the file.
  return findMention(blank(text, rest));
}

function readVue(text: string): EmbeddedScripts {
  const { parse } = load("@vue/compiler-dom") as typeof VueCompiler;
  const { children } = parse(text, { parseMode: "sfc", onError: () => undefined });
  const spans: Span[] = [];
  const rest: Span[] = [];
  let language = "js";
  for (const node of children) {
    if (!isElement(node)) continue;
    const inner = node.innerLoc;
    if (node.tag !== "script") visitTemplate(node, rest);
    else if (inner) {
      const lang = getVueAttribute(node, "lang") ?? "js";
      if (!scriptKinds.has(lang)) rest.push(toSpan(inner));
      else {
        spans.push(toSpan(inner));
        language = lang;
      }
    }
  }
  return { scripts: createScript(text, spans, language), rest };
}

function isElement(node: VueNode): node is VueCompiler.ElementNode {
  return node.type === 1;
}

function getVueAttribute({ props }: VueCompiler.ElementNode, name: string): string | undefined {
  for (const prop of props) if (prop.type === 6 && prop.name === name) return prop.value?.content;
  return undefined;
}

function toSpan({ start, end }: VueCompiler.SourceLocation): Span {
  return { start: start.offset, end: end.offset };
}

/** Notes directives (`@click="room.leaveRoom()"`) and interpolations. */
function visitTemplate(node: VueNode, rest: Span[]): void {
  if (node.type === 5) rest.push(toSpan(node.loc));
  if (!isElement(node)) return;
  for (const prop of node.props) if (prop.type === 7) rest.push(toSpan(prop.loc));
  for (const child of node.children) visitTemplate(child, rest);
}

const scriptTypes = /^(|module|(text|application)\/(x-)?(javascript|ecmascript|babel|jsx))$/i;

function readHtml(text: string): EmbeddedScripts {
  const { parse } = load("parse5") as typeof Parse5;
  const shared: Span[] = [];
  const modules: Span[] = [];
  const rest: Span[] = [];
  const visit = (node: HtmlNode): void => {
    const { attrs = [], sourceCodeLocation } = node as Parse5.DefaultTreeAdapterMap["element"];
    if (node.nodeName === "script") {
      const type = attrs.find(({ name }) => name === "type")?.value.trim() ?? "";
      for (const { sourceCodeLocation: place } of (node as Parse5.DefaultTreeAdapterMap["element"])
        .childNodes) {
        if (!place) continue;
        const span = { start: place.startOffset, end: place.endOffset };
        if (!scriptTypes.test(type)) rest.push(span);
        else (type.toLowerCase() === "module" ? modules : shared).push(span);
      }
    }
    for (const { name } of attrs) {
      const place = /^(on|@|:|v-)/.test(name) ? sourceCodeLocation?.attrs?.[name] : undefined;
      if (place) rest.push({ start: place.startOffset, end: place.endOffset });
    }
    const { content, childNodes = [] } = node as Partial<Parse5.DefaultTreeAdapterMap["template"]>;
    for (const child of [...childNodes, ...(content?.childNodes ?? [])]) visit(child);
  };
  visit(parse(text, { sourceCodeLocationInfo: true }));
  const scripts = [
    ...createScript(text, shared, "js"),
    ...modules.flatMap((each) => createScript(text, [each], "js")),
  ];
  return { scripts, rest };
}

const scriptKinds = new Map([
  ["js", ts.ScriptKind.JS],
  ["jsx", ts.ScriptKind.JSX],
  ["ts", ts.ScriptKind.TS],
  ["tsx", ts.ScriptKind.TSX],
]);

function createScript(text: string, spans: readonly Span[], language: string): EmbeddedScript[] {
  const code = spans.filter(({ start, end }) => /\S/.test(text.slice(start, end)));
  const last = code[code.length - 1];
  if (!last) return [];
  // The blanks before the closing tag are not code: what is added at the end goes before them.
  const end = last.start + text.slice(last.start, last.end).replace(/[ \t]+$/, "").length;
  const kind = scriptKinds.get(language) ?? ts.ScriptKind.JS;
  return [{ text: blank(text.slice(0, end), code), kind, spans: code }];
}

/** A text with blanks for all but some spans; line ends stay. */
function blank(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    if (start < position) continue;
    parts.push(text.slice(position, start).replace(/[^\r\n]/g, " "), text.slice(start, end));
    position = end;
  }
  parts.push(text.slice(position).replace(/[^\r\n]/g, " "));
  return parts.join("");
}
