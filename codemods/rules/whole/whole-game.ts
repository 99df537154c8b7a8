import { ts } from "ts-morph";
import { type Finding } from "../../finder";
import { FlowAnalysis } from "../../finder/flow-analysis";
import { type SourceUnit } from "../../project/code-project";
import { basename } from "../../project/project-path";
import { assembleModule, listModuleExports } from "../../targets/room-module/assemble-module";
import { readModuleSources } from "../../targets/room-module/module-files";
import { type CodeStyle } from "../../edits/code-style";
import { getIgnore } from "../../markers/marker";
import { findProperty } from "../literals";
import { isConnection } from "../native/connection";
import { listServerFiles } from "../native/games";
import { type RuleContext } from "../rule";
import { checkGame, checkSubclass } from "./check-game";
import { readClassUses } from "./class-uses";
import { FileNames } from "./file-names";
import { readHandlerForms } from "./handler-forms";
import { findHiddenUses } from "./hidden-uses";
import { GameWriter } from "./game-writer";
import { ImportWriter } from "./import-writer";
import { readMessageCalls } from "./message-calls";
import { readModuleMembers } from "./module-members";
import { type GameKind, getPlacePath, placeModule } from "./module-place";
import { type WholeReason, wholeReasons } from "./reasons";
import { findReferences, type References } from "./references";
import { SdkChange } from "./sdk-change";
import { collectNames, listUnseenNames } from "./used-names";

/** One game on its way to the room module. */
export class WholeGame {
  private readonly units: readonly SourceUnit[];
  private readonly findings: readonly Finding[];

  constructor(
    private readonly context: RuleContext,
    private readonly files: ReadonlySet<string>,
  ) {
    this.units = context.project.units.filter(({ file }) => files.has(file.path));
    this.findings = context.findings.filter(({ file }) => files.has(file));
  }

  /** Converts the game, or says why not; true when nothing of MGOBE is left in it. */
  run(): boolean {
    const main = this.getMain();
    if (!main) return false;
    const outcome = this.plan(main);
    if (Array.isArray(outcome)) {
      for (const reason of outcome) this.tell(reason);
      return false;
    }
    outcome();
    return true;
  }

  private getMain(): Finding | undefined {
    const isSure = ({ certainty }: Finding): boolean => certainty === "proven";
    return (
      this.findings.find((each) => isSure(each) && each.api === "Listener.init") ??
      this.findings.find((each) => isSure(each) && isConnection(each))
    );
  }

  private plan(main: Finding): WholeReason[] | (() => void) {
    const { context, units } = this;
    const module = readModuleSources(context.target);
    const members = readModuleMembers(module);
    const home = main.node.getSourceFile();
    const kind = placeModule(home, units, context.target.roomModule.name);
    const reasons = checkGame(context.project, this.findings, members, context.takenOver);
    if (!kind) return [...reasons, { node: main.node, name: "form" }];
    const flow = new FlowAnalysis(context.project);
    flow.run();
    const references = findReferences(context.project, units, flow);
    const namespace = kind.isNamespace ? this.chooseNamespace() : undefined;
    const isFree = createFreeCheck(references);
    const names = new FileNames(isFree, namespace);
    reasons.push(...findHiddenUses(context.project, this.listClientUnits(), isFree));
    const classes = readClassUses(context.project, units, references.references);
    reasons.push(
      ...classes.reasons,
      ...[...classes.subclasses].flatMap((each) => checkSubclass(each, members)),
    );
    const offered = listModuleExports(module);
    const writer = new GameWriter(context, this.findings, names, members, offered, main, classes);
    writer.plan(references);
    const sources = units.map(({ source }) => source);
    writer.addCalls(readMessageCalls(sources, context));
    const sdk = new SdkChange(context, kind, this.files, main);
    const handlers = readHandlerForms(this.findings, classes.subclasses);
    const assembled = assembleModule(module, {
      handlers,
      names: new Set([
        ...(handlers.called.has("onUpdate") ? [".onUpdate"] : []),
        ...collectNames(this.listClientUnits(), listUnseenNames(context.project)),
        ...collectExports(names),
      ]),
      wholeEnums: writer.wholeEnums,
      enumTypes: writer.enumTypes,
      form: kind.form,
      language: this.getLanguage(),
      sdk: sdk.getLoading(),
      hasSchemes: hasSchemes(context, this.findings),
      file: basename(kind.path),
      isNamespace: kind.isNamespace,
    });
    if (writer.hasNamedLogin) removeLogin(reasons);
    reasons.push(...writer.reasons, ...this.checkScope([...assembled.values()], names, kind));
    if (reasons.length > 0) return reasons;
    return () => {
      const imports = new ImportWriter(context, names, kind, references, main);
      writer.apply(context);
      imports.write();
      for (const [place, text] of assembled) {
        const path = getPlacePath(kind, place);
        const own = namespace === undefined ? text : wrapInNamespace(text, namespace);
        context.createFile(main.id, path, applyStyle(own, kind, context.getStyle(home.fileName)), main.file);
      }
      sdk.write([...assembled.keys()].filter((place) => place !== "room"));
    };
  }

  private listClientUnits(): readonly SourceUnit[] {
    const servers = listServerFiles(this.context.project, this.context.findings);
    return this.units.filter(({ file }) => !servers.has(file.path));
  }

  /** A name that no identifier of the game has. */
  private chooseNamespace(): string {
    const taken = collectNames(this.units);
    for (let number = 1; ; number++) {
      const name = number === 1 ? "rooms" : `rooms${number}`;
      if (!taken.has(name)) return name;
    }
  }

  private tell({ node, name, what = "" }: WholeReason): void {
    const api = this.context.findUse(node)?.api;
    const { en, zh } = wholeReasons[name];
    const message = { en: en.replace("{what}", what), zh: zh.replace("{what}", what) };
    this.context.add(node, { kind: "obstacle", state: "by-hand", message, ...(api ? { api } : {}) });
  }

  /** Scripts without modules share one scope: a name of the module must mean nothing else in any of them. */
  private checkScope(texts: readonly string[], names: FileNames, kind: GameKind): WholeReason[] {
    if (kind.form !== "script") return [];
    const left = texts.flatMap(
      (text) => /^const \{ (.*) \} = \(\(\) => \{$/m.exec(text)?.[1]?.split(", ") ?? [],
    );
    return this.units.flatMap(({ source }) =>
      left.flatMap((what): WholeReason[] =>
        names.isTaken(source, what) ? [{ node: source.statements[0] ?? source, name: "name", what }] : [],
      ),
    );
  }

  /** Language of the game's own comments. */
  private getLanguage(): "zh" | "en" {
    return this.units.some(({ file }) => /(?:\/\/|\*).*[\u4e00-\u9fff]/.test(file.text))
      ? "zh"
      : this.context.options.language === "zh" &&
          !this.units.some(({ file }) => /\/\/ *[A-Za-z]/.test(file.text))
        ? "zh"
        : "en";
  }
}

/** Line ends of the game, and indentation of its own where the module is no JavaScript that the compiler wrote. */
function applyStyle(text: string, { form }: GameKind, { eol, indent }: CodeStyle): string {
  const styled =
    form === "typescript" ? text.replace(/^(?: {2})+/gm, (spaces) => indent.repeat(spaces.length / 2)) : text;
  return styled.split("\n").join(eol);
}

/** Whether each address that the game connects to is known to have a scheme. */
function hasSchemes({ project, options }: RuleContext, findings: readonly Finding[]): boolean {
  const logins = findings.filter(({ api }) => api === "Listener.init");
  return logins.every(({ call, certainty }) => {
    const config = call?.arguments[1];
    const url = config && findProperty(project, config, "url");
    if (!url || certainty !== "proven") return false;
    const isReplaced = options.endpoint !== undefined && !getIgnore(url, "endpoint");
    return /^\w+:\/\//.test(isReplaced ? (options.endpoint ?? "") : url.text);
  });
}

/** The module as a namespace: its head stays the head of the file. */
function wrapInNamespace(text: string, name: string): string {
  const head = /^(?:\/\/.*\n)+/.exec(text)?.[0] ?? "";
  const body = text
    .slice(head.length)
    .trim()
    .replace(/^(?=.)/gm, "  ");
  return `${head}namespace ${name} {\n${body}\n}\n`;
}

/** A login that is called by its name is one, too. */
function removeLogin(reasons: WholeReason[]): void {
  const at = reasons.findIndex(({ name }) => name === "login");
  if (at !== -1) reasons.splice(at, 1);
}

function collectExports(names: FileNames): ReadonlySet<string> {
  return new Set([...names.getAll().values()].flatMap((used) => [...used.keys()]));
}

/** Names that go with their declaration, or with the reference that they are part of, are free. */
function createFreeCheck({ references, removed }: References): (node: ts.Node) => boolean {
  const gone = new Set<ts.Node>([...removed, ...references.map(({ node }) => node)]);
  return (node) => {
    for (let each: ts.Node = node; each && !ts.isSourceFile(each); each = each.parent)
      if (gone.has(each)) return true;
    return false;
  };
}
