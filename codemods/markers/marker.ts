import { ts } from "ts-morph";

/** A marker that an earlier or this run left in the code. */
export interface Marker {
  readonly rule: string;
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** Offset of the comment. */
  readonly start: number;
  /** Between slash and star, as this tool writes it, and not behind two slashes. */
  readonly isBlock: boolean;
}

const todoPattern = /(?:\/\*|\/\/)\s*@mgobe-migrate\s+TODO\(([\w-]+)\):[ \t]*(.*?)\s*(?:\*\/|\r?\n|$)/g;

/** Text of a marker comment. */
export function createMarker(rule: string, message: string): string {
  return `/* @mgobe-migrate TODO(${rule}): ${message.replaceAll("*/", "* /")} */`;
}

/** All markers in a source text, whether it parses or not. */
export function findMarkers(text: string): Marker[] {
  if (!text.includes("@mgobe-migrate")) return [];
  return [...text.matchAll(todoPattern)].map((match) => {
    const start = match.index;
    const line = text.slice(0, start).split("\n").length;
    const column = start - text.lastIndexOf("\n", start - 1);
    const isBlock = match[0].startsWith("/*");
    return { rule: match[1] ?? "", message: match[2] ?? "", line, column, start, isBlock };
  });
}

/** The statement, class member or object member that a marker for a node stands before. */
export function getMarkedNode(node: ts.Node): ts.Node {
  let each = node;
  while (each.parent && !ts.isSourceFile(each.parent)) {
    if (ts.isStatement(each) && !ts.isBlock(each)) return each;
    if (ts.isClassElement(each) || ts.isObjectLiteralElementLike(each)) return each;
    each = each.parent;
  }
  return each;
}

function getLeadingComments(node: ts.Node): string {
  const text = node.getSourceFile().text;
  return text.slice(node.getFullStart(), node.getStart());
}

/** Comments above a node and above what holds it, up to its statement or member. */
function getCommentsAround(node: ts.Node): string {
  const top = getMarkedNode(node);
  let comments = getLeadingComments(top);
  for (let each = node; each !== top; each = each.parent) comments += getLeadingComments(each);
  return comments;
}

const ignorePattern =
  /@mgobe-migrate\s+ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)(?:\s+--[ \t]*(.*?))?[ \t]*(?=\*\/|\r?\n|$)/g;

/** The comment in a text that silences a rule: `@mgobe-migrate ignore <rule-id>, … -- reason`; undefined without one. */
function findIgnore(text: string, rule: string): { readonly reason?: string } | undefined {
  for (const [, rules, reason] of text.matchAll(ignorePattern)) {
    if (rules?.split(/\s*,\s*/).includes(rule)) return reason ? { reason } : {};
  }
  return undefined;
}

/** The rules that comments in a text silence, each with the offset of its comment, whether it parses or not. */
export function listIgnored(text: string): { readonly rule: string; readonly start: number }[] {
  if (!text.includes("@mgobe-migrate")) return [];
  return [...text.matchAll(ignorePattern)].flatMap(({ 1: rules = "", index }) =>
    rules.split(/\s*,\s*/).map((rule) => ({ rule, start: index })),
  );
}

/** The comment before a node, or before what holds it up to its statement or member, that silences a rule. */
export function getIgnore(node: ts.Node, rule: string): { readonly reason?: string } | undefined {
  return findIgnore(getCommentsAround(node), rule);
}

/** Where and how a marker is put: on a line of its own when its node starts the line, else right before it. */
export function createMarkerEdit(
  node: ts.Node,
  marker: string,
  eol: string,
): { position: number; text: string } {
  const marked = getMarkedNode(node);
  const { text } = node.getSourceFile();
  const start = marked.getStart();
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const indent = text.slice(lineStart, start);
  if (/^[ \t\uFEFF]*$/.test(indent)) {
    return { position: start, text: `${marker}${eol}${indent.replace("\uFEFF", "")}` };
  }
  return { position: start, text: `${marker} ` };
}
