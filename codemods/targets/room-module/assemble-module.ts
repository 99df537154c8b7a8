import { ts } from "ts-morph";
import { type Language } from "../../../src/contract";

/**
 * How the module stands in a game: as TypeScript, as JavaScript that is an ES module or a CommonJS one, or as a plain
 * script that finds `Colyseus` and leaves its classes in the global scope.
 */
export type ModuleForm = "typescript" | "module" | "commonjs" | "script";

/** The sources of the module. */
export interface ModuleSources {
  /** Text of `colyseus-room.ts`. */
  readonly module: string;
  /** Text of `own-typings.ts`. */
  readonly ownTypings: string;
}

/** What a game needs of the module. */
export interface ModuleNeeds {
  /** Names that occur in the game's code; a member that none of them means is left out. */
  readonly names: ReadonlySet<string>;
  readonly form: ModuleForm;
  /**
   * The game's compiler cannot read the typings of `@colyseus/sdk` (TypeScript before 4.9): the module carries the little it
   * needs and takes the classes from the global of the SDK's browser file. Means nothing for JavaScript.
   */
  readonly hasOldCompiler?: boolean;
  /** Language of the comments. */
  readonly language: Language;
}

/** Parts that statements belong to (`// part: frames`), and the names by which a game makes use of them. */
const parts: Readonly<Record<string, readonly string[]>> = {
  frames: ["onRecvFrame"],
  match: ["matchPlayers", "onMatch"],
};

/** Declarations that are there whatever the game uses. */
const classes: ReadonlySet<string> = new Set(["Connection", "GameRoom"]);

const partPattern = /\/\/ part: (\w+)/;

/** A span of the source that is left out. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something that may be left out when nobody uses its name. */
interface Candidate extends Span {
  readonly name: string;
}

/**
 * The module for one game: the parts that it uses, commented in its language and in its form, with `\n` line ends. Members
 * that others of the module use stay, whether the game names them or not.
 *
 * @throws Error when the module's source has no imports where they are looked for
 */
export function assembleModule(
  sources: ModuleSources,
  { names, form, language, hasOldCompiler = false }: ModuleNeeds,
): string {
  const isOwn = hasOldCompiler && form === "typescript";
  const source = isOwn ? withOwnTypings(sources) : sources.module;
  const whole = dropSpans(source, listUnusedParts(parse(source), names));
  const used = dropUnused(whole, names);
  const commented = chooseLanguage(used, language);
  return toForm(commented, form).replace(/\n{3,}/g, "\n\n");
}

function withOwnTypings({ module, ownTypings }: ModuleSources): string {
  const imports = /^import \{ Client \} from .*\nimport type .*\n/m;
  if (!imports.test(module)) throw new Error("colyseus-room.ts does not begin with its two imports");
  return module.replace(imports, () => ownTypings);
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("colyseus-room.ts", text, ts.ScriptTarget.ESNext, true);
}

function dropSpans(text: string, spans: readonly Span[]): string {
  let result = text;
  for (const { start, end } of [...spans].sort((one, other) => other.start - one.start)) {
    result = result.slice(0, start) + result.slice(end);
  }
  return result;
}

/** Statements and members of parts that the game does not use. */
function listUnusedParts(source: ts.SourceFile, names: ReadonlySet<string>): Span[] {
  const spans: Span[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStatement(node) || ts.isClassElement(node)) {
      const comments = source.text.slice(node.getFullStart(), node.getStart(source));
      const part = partPattern.exec(comments)?.[1];
      if (part !== undefined && !parts[part]?.some((name) => names.has(name))) {
        spans.push({ start: node.getFullStart(), end: node.end });
        return;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return spans;
}

/** Leaves out, until nothing changes any more, what is named neither in the game nor in the rest of the module. */
function dropUnused(text: string, names: ReadonlySet<string>): string {
  let current = text;
  for (;;) {
    const source = parse(current);
    const places = listNames(source);
    const unused = listCandidates(source).filter(
      ({ name, start, end }) =>
        !names.has(name) && places.every((place) => place.name !== name || isWithin(place.at, start, end)),
    );
    if (unused.length === 0) return current;
    current = dropSpans(
      current,
      unused.filter(
        (one) => !unused.some((other) => other !== one && isWithin(one.start, other.start, other.end)),
      ),
    );
  }
}

function isWithin(position: number, start: number, end: number): boolean {
  return position >= start && position < end;
}

function listNames(source: ts.SourceFile): { name: string; at: number }[] {
  const found: { name: string; at: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.push({ name: node.text, at: node.getStart(source) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Top-level declarations, and members of classes and of the handlers' interface. */
function listCandidates(source: ts.SourceFile): Candidate[] {
  return source.statements.flatMap((statement): Candidate[] => {
    if (ts.isVariableStatement(statement)) {
      const [declaration] = statement.declarationList.declarations;
      return declaration && ts.isIdentifier(declaration.name)
        ? [toCandidate(statement, declaration.name.text)]
        : [];
    }
    const name = getName(statement);
    if (name === undefined) return [];
    if (!classes.has(name)) {
      const members = ts.isClassDeclaration(statement) ? listMembers(statement.members) : [];
      return [toCandidate(statement, name), ...members];
    }
    const hasMembers = ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement);
    return hasMembers ? listMembers(statement.members) : [];
  });
}

function listMembers(members: ts.NodeArray<ts.ClassElement | ts.TypeElement>): Candidate[] {
  return members.flatMap((member) => {
    const name = member.name && ts.isIdentifier(member.name) ? member.name.text : undefined;
    return name === undefined ? [] : [toCandidate(member, name)];
  });
}

function toCandidate(node: ts.Node, name: string): Candidate {
  return { name, start: node.getFullStart(), end: node.end };
}

function getName(statement: ts.Statement): string | undefined {
  const isNamed =
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isFunctionDeclaration(statement);
  return isNamed ? statement.name?.text : undefined;
}

/** Comments hold English, then `¦`, then Chinese; those for this repository's tools go. */
function chooseLanguage(text: string, language: Language): string {
  const isEnglish = language === "en";
  return text
    .replace(/^[ \t]*\/\/ (?:eslint|part: ).*\n/gm, "")
    .replace(
      /\/\*\* ([^¦*]*?) ¦ ([\s\S]*?) \*\//g,
      (_all, en: string, zh: string) => `/** ${isEnglish ? en : zh} */`,
    )
    .replace(/(?:^[ \t]*\/\/.*\n)+/gm, (block) => {
      const at = block.indexOf("¦");
      if (at === -1) return block;
      const indent = /^[ \t]*/.exec(block)?.[0] ?? "";
      const chinese = `${indent}// ${block.slice(at + 1).trimStart()}`;
      return isEnglish ? `${block.slice(0, at).replace(/\s*(\/\/)?\s*$/, "")}\n` : chinese;
    });
}

function toForm(text: string, form: ModuleForm): string {
  if (form === "typescript") return text;
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2018,
      module: form === "commonjs" ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
      newLine: ts.NewLineKind.LineFeed,
    },
  });
  const spaced = outputText
    .replace(/^( {4})?\}\n(?=\1(?:[\w$]|\/\*|\/\/))/gm, (line) => `${line}\n`)
    .replace(/^( *)(.*\S)\n(?=\1\/\*\*)/gm, (all, indent: string, rest: string) =>
      /[{,]$/.test(rest) || indent.length > 4 ? all : `${all}\n`,
    );
  if (form !== "script") return spaced;
  return spaced
    .replace(/^import \{ Client \} from .*\n/m, "const { Client } = Colyseus;\n")
    .replace(/^export /gm, "");
}
