import { ts } from "ts-morph";
import { tooDeep } from "./syntax-message";
import { isEmbedding, readScripts, type EmbeddedScript, type EmbeddedScripts } from "./embedded-scripts";

const nothing: EmbeddedScript = { text: "", kind: ts.ScriptKind.JS, spans: [] };

/**
 * Parses files when they are first asked for. A page or component may hold several sources; those beyond the first have
 * names of their own, which only the program sees.
 */
export class SourceCache {
  private readonly parsed = new Map<string, ts.SourceFile>();
  private readonly embedded = new Map<string, EmbeddedScripts>();

  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  /** Names of the sources that a file holds. */
  getNames(path: string): string[] {
    const count = isEmbedding(path) ? this.getScripts(path).scripts.length : 1;
    return Array.from({ length: Math.max(count, 1) }, (_, index) =>
      index === 0 ? path : `${path}?${index}`,
    );
  }

  /** The scripts of a page or component. */
  getScripts(path: string): EmbeddedScripts {
    const known = this.embedded.get(path);
    if (known) return known;
    const scripts = readScripts(path, this.texts.get(path) ?? "");
    this.embedded.set(path, scripts);
    return scripts;
  }

  /** The source of a name; undefined when there is none. */
  get(name: string): ts.SourceFile | undefined {
    const known = this.parsed.get(name);
    if (known) return known;
    const [path = "", index = "0"] = name.split("?");
    const isWhole = !isEmbedding(path);
    const text = this.texts.get(isWhole ? name : path);
    if (text === undefined) return undefined;
    const script = isWhole ? undefined : (this.getScripts(path).scripts[Number(index)] ?? nothing);
    // The binder sets the parents.
    const source = parse(name, script?.text ?? text, script?.kind);
    this.parsed.set(name, source);
    return source;
  }
}

function parse(name: string, text: string, kind?: ts.ScriptKind): ts.SourceFile {
  const options = {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  };
  try {
    const source = ts.createSourceFile(name, text, options, false, kind);
    return isTooDeep(source) ? createUnparsed(name, options) : source;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return createUnparsed(name, options);
  }
}

/** Levels of a tree that the compiler and the walks over it go down on the stack, with room to spare. */
const deepest = 1_500;

function isTooDeep(source: ts.SourceFile): boolean {
  let left = deepest;
  const visit = (node: ts.Node): boolean | undefined => {
    if (left < 0) return true;
    // A level takes a character at least: most statements and members are too short for it, and are not looked into.
    if (node.end - node.pos < left) return undefined;
    left--;
    const found = ts.forEachChild(node, visit);
    left++;
    return found;
  };
  return visit(source) === true;
}

/** Stands for code that nests too deeply for the parser: a file with an error and nothing else in it. */
function createUnparsed(name: string, options: ts.CreateSourceFileOptions): ts.SourceFile {
  const source = ts.createSourceFile(name, "", options, false);
  const diagnostic = { file: source, start: 0, length: 0, messageText: tooDeep };
  return Object.assign(source, { parseDiagnostics: [diagnostic] });
}

/** The sources of a file's text, to see whether they parse. */
export function parseText(path: string, text: string): ts.SourceFile[] {
  if (!isEmbedding(path)) return [parse(path, text)];
  return readScripts(path, text).scripts.map((script) => parse(path, script.text, script.kind));
}
