/** A secret that is written in some code. */
interface WrittenSecret {
  /** Name that it is given, as the code writes it. */
  readonly name: string;
  /** Text between the quotes. */
  readonly value: string;
  /** Offset of the name. */
  readonly start: number;
}

const text = /"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*'|`(?:\\.|[^`\\])*`/.source;
/** What is given to a name: to the end of the line, property or statement; it may begin on the next line. */
const given = `\\s*(?:${text}|[^,;}\\r\\n"'\`])*`;

/** @param start what a name may begin with */
function createPattern(names: string, start = ""): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\d_$])(${start}(?:${names}))["'\`\\]]*\\s*(?:\\|\\||\\?\\?)?[:=](${given})`,
    "giu",
  );
}

const secretNames =
  "secret_?key|server_?key|secret_?id|app_?secret|client_?secret|access_?key|private_?key|api_?key|password|passwd";
const secret = createPattern(secretNames, "[\\w$]*");
const gameId = createPattern("game_?id");
const mayHave = /key|secret|passw/i;
/** What people write where a key is to go, and what no key looks like. */
const placeholder =
  /^(x+|\*+|0+|your.*|<.*>|\$\{.*|.*[\u3400-\u9fff\s].*|(my-?)?(secret|server|game)-?_?(key|id)?|test.*|demo.*|example.*)$/i;
const shortest = 4;

function readValues(expression: string): string[] {
  const literals = expression.match(new RegExp(text, "g")) ?? [];
  return literals
    .map((literal) => literal.slice(1, -1))
    .filter((value) => value.length >= shortest && !placeholder.test(value));
}

function find(code: string, pattern: RegExp): WrittenSecret[] {
  return [...code.matchAll(pattern)].flatMap(({ 1: name = "", 2: expression = "", index }) =>
    readValues(expression).map((value) => ({ name, value, start: index })),
  );
}

/** Keys and passwords that stand in a text, by the names that they are given (spec mgobe-patterns §C12). */
export function findWrittenSecrets(code: string): WrittenSecret[] {
  return mayHave.test(code) ? find(code, secret) : [];
}

/** Ids of games that stand in a text. */
export function findGameIds(code: string): string[] {
  return find(code, gameId).map(({ value }) => value);
}

/** Names that a secret is taken from: `secretKey: Keys.test` → `test`. */
function findSources(code: string): string[] {
  return [...code.matchAll(secret)].flatMap(({ 2: expression = "" }) => {
    const bare = expression.replace(new RegExp(text, "g"), "");
    return bare.match(/(?<![\p{L}\d_$])[\p{L}_$][\p{L}\d_$]*(?=\s*(?:\|\||\?\?|\)|:|$))/gu) ?? [];
  });
}

/** Letters and digits in a row, as keys are: MGOBE's have 40, those of Tencent's cloud 32 and 36. */
const random = /(?<![A-Za-z\d])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{20,200}(?![A-Za-z\d])/g;
const fewestDigits = 3;

/**
 * What looks like a key in a file that speaks of one, however it gets there: through a parameter, a list, a comment. To
 * hide a word too many costs nothing.
 */
function findLikeKeys(code: string): string[] {
  if (code.search(secret) === -1) return [];
  return (code.match(random) ?? []).filter((word) => (word.match(/\d/g) ?? []).length >= fewestDigits);
}

/** Keeps the values of secrets out of what is shown; what is written into files never goes through it. */
export class SecretMask {
  private values: readonly string[] | undefined;

  /** @param getCodes the texts of all files that anything is shown of: a key may be named in one and used in another */
  constructor(private readonly getCodes: () => readonly string[]) {}

  /** A text without the secrets. */
  apply(shown: string): string {
    this.values ??= findSecretValues(this.getCodes());
    return this.values.reduce((masked, value) => masked.replaceAll(value, "•••"), shown);
  }
}

/** Letters of a name that is used for this and that: only what is long is a key there. */
const fewestLetters = 3;
const shortestOfAnyName = 16;

/** Every secret of some files, the longest first: one may be a part of another. */
export function findSecretValues(all: readonly string[]): string[] {
  // Asked once of each: it is the one pattern that is tried on all of the code.
  const speaking = all.filter((code) => mayHave.test(code));
  const sources = [...new Set(speaking.flatMap(findSources))];
  const constants = sources.length > 0 ? createPattern(sources.map(quote).join("|")) : undefined;
  const isOfSource = ({ name, value }: WrittenSecret): boolean =>
    name.length >= fewestLetters || value.length >= shortestOfAnyName;
  const found = [
    ...speaking.flatMap((code) => find(code, secret)),
    ...(constants ? all.flatMap((code) => find(code, constants).filter(isOfSource)) : []),
  ].map(({ value }) => value);
  found.push(...speaking.flatMap(findLikeKeys));
  return [...new Set(found)].sort((one, other) => other.length - one.length);
}

function quote(name: string): string {
  return name.replace(/\$/g, "\\$&");
}
