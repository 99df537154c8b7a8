import { ts } from "ts-morph";
import { type Language } from "../../../src/contract";
import { type HandlerForms, shapeHandlers } from "./handler-forms";
import { moduleEnumNames, simplifyEnums, typeByEnums, writeEnums } from "./module-enums";
import { type ModuleFile, moduleFiles, type ModulePart, type ModuleSources } from "./module-files";
import { writeForm } from "./module-forms";
import { type ModuleForm, type SdkSource } from "./module-form";
import { dropSpans, dropUnused, parseModule, type Span } from "./unused-parts";

/** What a game needs of the module. */
export interface ModuleNeeds {
  /**
   * Names that occur in the game's code; `.time` where something of that name is read off an object, `.onUpdate` where the
   * game calls it itself. Types, enums, their
   * members, calls and handlers that none of them means are left out. Where names may be used that do not occur (settings
   * from a file, a table of handlers from outside), add them.
   */
  readonly names: ReadonlySet<string>;
  /** Enums that the game uses as a whole, e.g. `ErrCode[code]`; of the others it gets the members that are among its names. */
  readonly wholeEnums?: ReadonlySet<string>;
  /** Enums that the game names as types. */
  readonly enumTypes?: ReadonlySet<string>;
  readonly form: ModuleForm;
  /** How the SDK comes in; a package unless said otherwise. */
  readonly sdk?: SdkSource;
  /** Language of the comments. */
  readonly language: Language;
  /** Every address that the game connects to has a scheme, e.g. `wss://`. */
  readonly hasSchemes?: boolean;
  /** What the game does with handlers besides setting them. */
  readonly handlers?: HandlerForms;
  /** Name of the file that is read first, where it is not that of the sources; the others are called after it. */
  readonly file?: string;
  /** The files are TypeScript that shares one scope: nothing is imported, and what belongs together is one file. */
  readonly isNamespace?: boolean;
}

/** Texts of a module's files; `room` is there always. */
export type ModuleTexts = ReadonlyMap<ModulePart, string>;

/** Parts that files, statements and members belong to (`// part: frames`), and the names by which a game makes use of them. */
const parts: Readonly<Record<string, readonly string[]>> = {
  gaps: ["isAutoRequestFrame", "autoRequestFrame", "retryAutoRequestFrame", "onAutoRequestFrameError"],
  smooth: [".time", "onFitFrameTime"],
  match: ["matchPlayers", "matchGroup", "onMatch", "onCancelMatch", "cancelPlayerMatch"],
  told: ["onMatch"],
  outcomes: ["onMatch", "onCancelMatch"],
  nothing: ["changeRoom()"],
  oldName: ["autoRequestFrame"],
  exclude: ["exclude"],
  groups: ["Group", "GameGroup"],
  key: ["secretKey"],
  signature: ["createSignature"],
  json: ["stringify"],
  log: ["DebuggerLog"],
  stats: ["StatCallbacks"],
  ping: ["onPingTime"],
  update: [".onUpdate"],
  fit: ["onFitFrameTime"],
  arrivals: ["onBstFrameRate"],
  render: ["onRenderFrameRate"],
};

/** A game that makes none of these has a handler of frames in a table of all events; what came would be handed on as it is. */
const frameCalls: readonly string[] = ["startFrameSync", "stopFrameSync", "sendFrame", "requestFrame"];

const partPattern = /\/\/ part: (\w+)/;

/**
 * The module for one game: the parts that it uses, commented in its language and in its form, with `\n` line ends. Members
 * that others of the module use stay, whether the game names them or not. It exports `connection`, `Connection`, `GameRoom`,
 * `GameGroup`, `RandomUtil`, `DebuggerLog`, `StatCallbacks`, and MGOBE's types and enums under their names
 * ({@link listModuleExports}).
 */
export function assembleModule(sources: ModuleSources, needs: ModuleNeeds): ModuleTexts {
  const { names, language, hasSchemes = false, wholeEnums = new Set<string>() } = needs;
  const hasFrames =
    names.has("retryAutoRequestFrame") ||
    (names.has("onRecvFrame") && frameCalls.some((name) => names.has(name)));
  const isUsed = (part: string): boolean => {
    if (part === "address") return !hasSchemes;
    if (part === "frames") return hasFrames;
    return !!parts[part]?.some((name) => names.has(name));
  };
  const all = joinSources(sources, needs, isUsed);
  const whole = dropSpans(all, listUnusedParts(parseModule(all), isUsed));
  const used = shapeTypes(
    dropUnused(isUsed("groups") ? whole : whole.replace(/ \| GameGroup\b/g, ""), names, wholeEnums),
    needs,
  );
  const isOne = needs.isNamespace === true || needs.form === "script";
  const texts = splitPlaces(trimLists(used), isOne);
  texts.set("room", `${readHead(sources.files.get("channel") ?? "")}\n${texts.get("room") ?? ""}`);
  const chosen = [...texts].map(([place, text]) => [place, chooseLanguage(text, language)] as const);
  return writeForm(new Map(chosen), sources, needs);
}

/** All that a module can export; a game's names choose from it. */
export function listModuleExports(sources: ModuleSources): ReadonlySet<string> {
  const texts = moduleFiles
    .filter(({ isInternal }) => !isInternal)
    .map(({ name }) => sources.files.get(name) ?? "");
  const pattern = /^export (?:const|class|interface|type) (\w+)/gm;
  return new Set([
    ...moduleEnumNames,
    ...[...texts.join("\n").matchAll(pattern)].map(([, name = ""]) => name),
  ]);
}

function shapeTypes(text: string, { form, handlers, enumTypes }: ModuleNeeds): string {
  if (form !== "typescript") return text;
  return simplifyEnums(typeByEnums(handlers ? shapeHandlers(text, handlers) : text), enumTypes);
}

/** All sources in one text, so that what is used can be told; a line before each says where it goes. */
function joinSources(sources: ModuleSources, needs: ModuleNeeds, isUsed: (part: string) => boolean): string {
  const { form, sdk = { kind: "package" }, wholeEnums = new Set<string>(), isNamespace = false } = needs;
  // Where files share one scope, nobody knows which of them the compiler puts first.
  const enumPlace = form === "typescript" && !isNamespace ? "types" : "room";
  const hasOwnTypings = form === "typescript" && sdk.kind === "file";
  const enums = writeEnums(form !== "typescript", wholeEnums);
  const files = moduleFiles.filter(({ part }) => part === undefined || isUsed(part));
  const texts: (readonly [ModulePart, string])[] = [
    ...(hasOwnTypings ? [["line", toBody(sources.ownTypings, {})] as const] : []),
    [enumPlace, enums.own],
    ["codes", enums.codes],
    ...files.map((file) => [file.place, toBody(sources.files.get(file.name) ?? "", file)] as const),
  ];
  return texts.map(([place, text]) => `"place: ${place}";\n${text}`).join("\n");
}

/** @param isOne whether the connections and frames stand in the first file, too */
function splitPlaces(text: string, isOne: boolean): Map<ModulePart, string> {
  const texts = new Map<ModulePart, string>([["room", ""]]);
  const [, ...pieces] = text.split(/^"place: (\w+)";\n/m);
  for (let i = 0; i < pieces.length; i += 2) {
    const given = pieces[i] as ModulePart;
    const place = isOne && /^(line|frames)$/.test(given) ? "room" : given;
    const piece = (pieces[i + 1] ?? "").trim();
    if (piece === "") continue;
    const known = texts.get(place) ?? "";
    texts.set(place, `${known}${known === "" ? "" : "\n"}${piece}\n`);
  }
  return texts;
}

const list = /(const \w+: string\[\] = \[)([^\]]*)\]/g;
const longestList = 100;

/** Lists of requests have those that the module makes. */
function trimLists(text: string): string {
  const rest = text.replace(list, "");
  return text.replace(list, (_all, head: string, items: string) => {
    const names = (items.match(/"\w+"/g) ?? []).filter((name) => rest.includes(name));
    const line = `${head}${names.join(", ")}]`;
    if (line.length <= longestList) return line;
    const rows: string[] = [];
    for (const name of names) {
      const last = rows.at(-1);
      if (last !== undefined && last.length + name.length + 2 <= longestList)
        rows[rows.length - 1] = `${last} ${name},`;
      else rows.push(`  ${name},`);
    }
    return `${head}\n${rows.join("\n")}\n]`;
  });
}

/** The comment at the very beginning. */
function readHead(text: string): string {
  return /^(?:\/\/.*\n)+/.exec(text)?.[0] ?? "";
}

/** A source without its first comment and imports, and without exports that are for other files of the module. */
function toBody(text: string, { isInternal = false }: Partial<ModuleFile>): string {
  const source = parseModule(text);
  const imports = source.statements.filter((statement) => ts.isImportDeclaration(statement));
  const body = dropSpans(
    text,
    imports.map((each) => ({ start: each.getFullStart(), end: each.end })),
  );
  const shown = isInternal ? body.replace(/^export /gm, "") : body.replace(/^export (?=function )/gm, "");
  return `${shown.trim()}\n`;
}

/** Statements and members of parts that the game does not use. */
function listUnusedParts(source: ts.SourceFile, isUsed: (part: string) => boolean): Span[] {
  const spans: Span[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isStatement(node) ||
      ts.isClassElement(node) ||
      ts.isTypeElement(node) ||
      ts.isPropertyAssignment(node)
    ) {
      const comments = source.text.slice(node.getFullStart(), node.getStart(source));
      const part = partPattern.exec(comments)?.[1];
      if (part !== undefined && !isUsed(part)) {
        const comma = source.text[node.end] === "," ? 1 : 0;
        spans.push({ start: node.getFullStart(), end: node.end + comma });
        return;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return spans;
}

/** Comments hold English, then `¦`, then Chinese; those for this repository's tools go. */
function chooseLanguage(text: string, language: Language): string {
  const isEnglish = language === "en";
  return text
    .replace(/^[ \t]*\/\/ (?:eslint|part: ).*\n/gm, "")
    .replace(
      /\/\*\*\s+((?:(?!\*\/)[^¦])*?)\s*(?:\* )?¦ ((?:(?!\*\/)[^])*?)\s*\*\//g,
      (_all, en: string, zh: string) => {
        const chosen = (isEnglish ? en : zh).trim();
        return chosen.includes("\n") ? `/**\n * ${chosen.replace(/^\* /, "")}\n */` : `/** ${chosen} */`;
      },
    )
    .replace(/(?:^[ \t]*\/\/.*\n)+/gm, (block) => {
      const at = block.indexOf("¦");
      if (at === -1) return block;
      const indent = /^[ \t]*/.exec(block)?.[0] ?? "";
      const chinese = `${indent}// ${block.slice(at + 1).trimStart()}`;
      return isEnglish ? `${block.slice(0, at).replace(/\s*(\/\/)?\s*$/, "")}\n` : chinese;
    });
}
