import { ts } from "ts-morph";

/** A span of a text that is left out. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An interface of handlers of which a game has none, with its comments. */
const emptyHandlers = /\n(?:\/[/*].*\n)*export interface \w+ \{\s*\}\n/g;

/** Something that may be left out when nobody uses its name. */
interface Candidate extends Span {
  readonly name: string;
  /** A game can use it, too. */
  readonly isPublic: boolean;
}

/** Declarations that are there whatever the game uses. */
const always: ReadonlySet<string> = new Set([
  "Connection",
  "GameRoom",
  "GameGroup",
  "connection",
  "current",
  "toJSON",
]);

/** The syntax of a module's text. */
export function parseModule(text: string): ts.SourceFile {
  return ts.createSourceFile("room-module.ts", text, ts.ScriptTarget.ESNext, true);
}

/** The text without some spans of it. */
export function dropSpans(text: string, spans: readonly Span[]): string {
  let result = text;
  for (const { start, end } of [...spans].sort((one, other) => other.start - one.start)) {
    result = result.slice(0, start) + result.slice(end);
  }
  return result;
}

/**
 * Leaves out, until nothing changes any more, what is named neither in the game nor in the rest of the module.
 *
 * @param whole enums whose members all stay
 */
export function dropUnused(text: string, names: ReadonlySet<string>, whole: ReadonlySet<string>): string {
  const source = parseModule(text);
  let places = listPlaces(source);
  let candidates = listCandidates(source, whole);
  let dropped: readonly Span[] = [];
  for (;;) {
    const unused = candidates.filter(
      ({ name, isPublic, start, end }) =>
        !(isPublic && names.has(name)) && (places.get(name) ?? []).every((at) => at >= start && at < end),
    );
    if (unused.length === 0) return dropSpans(text, dropped).replace(emptyHandlers, "\n");
    // A class that goes now may hold members that went before.
    dropped = takeOuter([...dropped, ...unused]);
    const isLeft = (at: number): boolean => !dropped.some(({ start, end }) => at >= start && at < end);
    candidates = candidates.filter(({ start }) => isLeft(start));
    places = new Map([...places].map(([name, known]) => [name, known.filter(isLeft)]));
  }
}

/** The spans that lie in no other one. */
function takeOuter(spans: readonly Span[]): readonly Span[] {
  return spans.filter(
    (one) => !spans.some((other) => other !== one && one.start >= other.start && one.end <= other.end),
  );
}

function listPlaces(source: ts.SourceFile): Map<string, number[]> {
  const places = new Map<string, number[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const known = places.get(node.text);
      if (known) known.push(node.getStart(source));
      else places.set(node.text, [node.getStart(source)]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return places;
}

/** Top-level declarations, and members of classes, of the handlers' interfaces, and of enums. */
function listCandidates(source: ts.SourceFile, whole: ReadonlySet<string>): Candidate[] {
  return source.statements
    .flatMap((statement): Candidate[] => {
      const name = getName(statement);
      if (name === undefined) return [];
      const isPublic = isExported(statement);
      return [
        toCandidate(statement, name, isPublic),
        ...(whole.has(name) ? [] : listMembers(source, statement, isPublic)),
      ];
    })
    .filter(({ name }) => !always.has(name));
}

function listMembers(source: ts.SourceFile, statement: ts.Statement, isPublic: boolean): Candidate[] {
  const name = getName(statement) ?? "";
  return membersOf(statement, always.has(name) || name === "ConfigPara").flatMap((member): Candidate[] => {
    if (!member.name || !ts.isIdentifier(member.name)) return [];
    const isPrivate = ts.canHaveModifiers(member) && hasModifier(member, ts.SyntaxKind.PrivateKeyword);
    const candidate = toCandidate(member, member.name.text, isPublic && !isPrivate);
    const comma = source.text[member.end] === "," ? 1 : 0;
    return [{ ...candidate, end: candidate.end + comma }];
  });
}

type Member = ts.ClassElement | ts.TypeElement | ts.EnumMember | ts.ObjectLiteralElementLike;

/** Members that can be left out; fields of plain data are no such members, but those of handlers are. */
function membersOf(statement: ts.Statement, isHandlers: boolean): readonly Member[] {
  if (ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) return statement.members;
  if (ts.isInterfaceDeclaration(statement)) return isHandlers ? statement.members : [];
  const value = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations[0]?.initializer
    : undefined;
  const isEnum = value && ts.isObjectLiteralExpression(value) && value.properties.every(isNumber);
  return isEnum ? value.properties : [];
}

function isNumber(property: ts.ObjectLiteralElementLike): boolean {
  return (
    ts.isPropertyAssignment(property) &&
    /^-?\d+$/.test(property.initializer.getText(property.getSourceFile()))
  );
}

function toCandidate(node: ts.Node, name: string, isPublic: boolean): Candidate {
  return { name, isPublic, start: node.getFullStart(), end: node.end };
}

function getName(statement: ts.Statement): string | undefined {
  if (ts.isVariableStatement(statement)) {
    const [declaration] = statement.declarationList.declarations;
    return declaration && ts.isIdentifier(declaration.name) ? declaration.name.text : undefined;
  }
  const isNamed =
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return isNamed ? statement.name?.text : undefined;
}

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) && hasModifier(statement, ts.SyntaxKind.ExportKeyword);
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return !!ts.getModifiers(node)?.some((modifier) => modifier.kind === kind);
}
