import { type ts } from "ts-morph";
import { type BilingualText } from "../../src/contract";
import { getCodeStyle, type CodeStyle } from "../edits/code-style";
import { type TextEdit } from "../edits/text-edit";
import { type Finding } from "../finder";
import { isMessageCall } from "../finder/rewritten-calls";
import { FindingList } from "../findings/finding-list";
import { MarkerIndex } from "../markers/marker-index";
import { createMarker, createMarkerEdit, getIgnore, getMarkedNode, listIgnored } from "../markers/marker";
import { isConnection } from "../rules/native/connection";
import { analyseGames, type NativeGame } from "../rules/native/games";
import { findRuleOfMember, getRulesTakenOver } from "../rules/registry";
import { removedRules } from "../rules/removed-rules";
import { isEmbedding } from "../project/embedded-scripts";
import { type CodeProject } from "../project/code-project";
import { type ClientFiles, type Rule, type RuleContext, type RuleOptions, type Subject } from "../rules/rule";
import { type Target } from "../targets/target";
import { type ClientUse } from "./client-check";
import { HelperPlacer } from "./helper-placer";
import { getNodePlace } from "../project/source-place";

const nativeRule = "native-client";

/** What becomes of a file as a whole. */
export interface Replacement {
  /** Null for a file that goes. */
  readonly text: string | null;
  readonly rule: string;
  /** Id of the finding that it serves. */
  readonly finding: number;
}

/** Collects what the rules want to do, without doing any of it, and what that makes of each finding. */
export class EditSession {
  readonly edits = new Map<string, TextEdit[]>();
  readonly replaced = new Map<string, Replacement>();
  /** A file of the same game, for files that are no code of it. */
  readonly neighbours = new Map<string, string>();
  /** Files that are edited and are no code, or outside of it. */
  readonly others = new Set<string>();
  readonly list: FindingList;
  private readonly styles = new Map<string, CodeStyle>();
  private readonly texts: ReadonlyMap<string, string>;
  private readonly marked = new Set<string>();
  private readonly markers: MarkerIndex;
  private readonly helpers: HelperPlacer;
  private readonly usesByNode = new Map<ts.Node, Finding>();
  private readonly open: readonly Finding[];
  private games: readonly NativeGame[] | undefined;
  /** Files of games that are written for the target itself. */
  private readonly converted = new Set<string>();
  /** Files of games that have nothing of MGOBE any more. */
  private readonly whole = new Set<string>();
  /** Rules that were run. */
  private readonly rules = new Set<string>();

  constructor(
    private readonly project: CodeProject,
    private readonly uses: readonly Finding[],
    private readonly target: Target,
    private readonly options: RuleOptions,
    private readonly client: ClientFiles,
  ) {
    this.list = new FindingList(uses, findRuleOfMember);
    this.open = uses.filter(({ kind }) => kind !== "rewritten");
    for (const use of uses) {
      for (const node of [use.node, use.call, use.assignment])
        if (node && !this.usesByNode.has(node)) this.usesByNode.set(node, use);
    }
    const texts = new Map(project.files.map((file) => [file.path, file.text]));
    // The style of a page's code is not that of the page.
    for (const { file, source } of project.units)
      if (isEmbedding(file.path)) texts.set(file.path, source.text);
    this.texts = texts;
    this.markers = new MarkerIndex(project.files);
    this.helpers = new HelperPlacer(target.handlerHelper, (file) => this.getStyle(file));
  }

  /**
   * Runs rules in their order.
   *
   * @param alone the one of the rules that is to run now; all of them, when left out
   */
  runAll(rules: readonly Rule[], alone?: string): void {
    for (const rule of rules) {
      if (alone !== undefined && rule.id !== alone) continue;
      this.rules.add(rule.id);
      rule.run(this.createContext(rule.id));
    }
  }

  /** Adds what the files need besides the edits of their sites. To be called once, after the last rule. */
  finish(): void {
    for (const { file, edit } of this.helpers.createEdits()) this.add(file, edit);
    for (const { file, rule, message, line, column, start } of this.markers.getUnclaimed()) {
      const text = { en: message, zh: message };
      const place = { file, start, end: start, line, column };
      this.list.add({ ...place, kind: "marker", rule, state: "marker", message: text });
    }
    this.tellRemoved();
  }

  /** A comment for a rule that is gone would silently do nothing. */
  private tellRemoved(): void {
    for (const { path: file, text } of this.project.files) {
      for (const { rule: name, start } of listIgnored(text)) {
        if (!removedRules.has(name)) continue;
        const line = text.slice(0, start).split("\n").length;
        const place = { file, start, end: start, line, column: start - text.lastIndexOf("\n", start - 1) };
        const message = describeRemoved(name);
        this.list.add({ ...place, kind: "obstacle", rule: nativeRule, state: "by-hand", message });
      }
    }
  }

  /**
   * What the code needs the drop-in client for, whether anything is written or only told; undefined where no rule that ran or
   * runs now has anything to do with it.
   */
  getClientUse(): ClientUse | undefined {
    const isRewritten = this.uses.some((use) => use.kind === "rewritten" && !this.isOwnCall(use));
    const isRun = [...this.rules].some((rule) => rule !== "endpoint");
    if (!isRewritten && !isRun) return undefined;
    const isImported = this.options.client === "package" && this.uses.some(({ kind }) => kind === "import");
    const uses = this.uses.filter(
      (use) =>
        use.certainty === "proven" &&
        use.kind !== "type" &&
        !this.isOwnCall(use) &&
        !this.whole.has(use.file) &&
        !(this.converted.has(use.file) && isReplaced(use)),
    );
    const { script } = this.target.dropIn;
    return { uses, replaced: new Set(this.replaced.keys()), isImported, script };
  }

  /** A call that tells a room a name, by a function of the game's own: rooms of any backend may be told names. */
  private isOwnCall({ kind, call }: Finding): boolean {
    if (kind !== "rewritten" || !call || isMessageCall(call)) return false;
    return !call.expression.getText().startsWith(this.target.handlerHelper.name);
  }

  private createContext(rule: string): RuleContext {
    const { project, target, options, client } = this;
    const findings = this.open.filter(
      (use) => !this.whole.has(use.file) && !(isConnection(use) && this.converted.has(use.file)),
    );
    return {
      project,
      findings,
      target,
      options,
      client,
      getStyle: (file) => this.getStyle(file),
      findUse: (node) => this.usesByNode.get(node),
      claimObsoleteMarkers: (files) => this.markers.claimRules(new Set(getRulesTakenOver(rule)), files),
      useHelper: (subject) => this.helpers.use(subject, rule),
      takenOver: getRulesTakenOver(rule),
      getGames: () => this.getGames(),
      ...this.createFindingActions(rule),
      ...this.createFileActions(rule),
    };
  }

  /** What a rule says and does about single findings. */
  private createFindingActions(
    rule: string,
  ): Pick<RuleContext, "add" | "addFile" | "settle" | "ignore" | "edit" | "mark" | "leave"> {
    return {
      add: (node, draft) => {
        const id = this.list.add({ ...getNodePlace(node), rule, state: "kept", ...draft });
        return { id, node };
      },
      addFile: (path, draft) => {
        const place = { file: path, start: 0, end: 0 };
        return this.list.add({ ...place, rule, state: "kept", ...draft });
      },
      settle: (id, state) => this.list.settle(id, { rule, state }),
      ignore: (subject) => {
        const ignored = getIgnore(subject.node, rule);
        if (ignored) this.list.settle(subject.id, { rule, state: "ignored", ...ignored });
        return !!ignored;
      },
      edit: (finding, file, start, end, text) => {
        if (start === end && text === "") return;
        this.add(file, { start, end, text, rule, finding: finding.id });
        this.list.settle(finding.id, { rule, state: "automatic" });
      },
      mark: (subject, message) => this.mark(subject, rule, message),
      leave: ({ id }, message) => this.list.settle(id, { rule, state: "by-hand", message }),
    };
  }

  /** What a rule does with whole files. */
  private createFileActions(rule: string): Pick<RuleContext, FileAction> {
    return {
      isRemoved: (path) => this.replaced.get(path)?.text === null,
      markConverted: (files) => {
        for (const path of files) this.converted.add(path);
      },
      markWhole: (files) => {
        for (const path of files) this.whole.add(path);
        for (const use of this.uses)
          if (files.has(use.file) && use.certainty === "guessed")
            this.list.settle(use.id, { rule, state: "done" });
      },
      replaceFile: (finding, path, text) => {
        this.replaceFile(path, { text, rule, finding });
      },
      createFile: (finding, path, text, neighbour) =>
        this.replaceFile(path, { text, rule, finding }, neighbour),
      removeFile: (finding, path, neighbour) =>
        this.replaceFile(path, { text: null, rule, finding }, neighbour),
      editOther: (finding, path, span, neighbour) => {
        this.others.add(path);
        this.neighbours.set(path, neighbour);
        this.add(path, { ...span, rule, finding });
        this.list.settle(finding, { rule, state: "automatic" });
      },
    };
  }

  private replaceFile(path: string, replacement: Replacement, neighbour?: string): void {
    const { finding, rule } = replacement;
    this.replaced.set(path, replacement);
    if (neighbour !== undefined) this.neighbours.set(path, neighbour);
    this.list.settle(finding, { rule, state: "automatic" });
  }

  private getGames(): readonly NativeGame[] {
    if (!this.target.native) return [];
    this.games ??= analyseGames(this.project, this.open, this.options, getRulesTakenOver(nativeRule));
    return this.games;
  }

  private getStyle(file: string): CodeStyle {
    const known = this.styles.get(file);
    if (known) return known;
    const style = getCodeStyle(this.texts.get(file) ?? "");
    this.styles.set(file, style);
    return style;
  }

  private add(file: string, edit: TextEdit): void {
    const edits = this.edits.get(file);
    if (edits) edits.push(edit);
    else this.edits.set(file, [edit]);
  }

  private mark({ id, node }: Subject, rule: string, message: BilingualText): void {
    this.list.settle(id, { rule, state: "marker", message });
    if (this.markers.claim(node, rule)) return;
    const file = node.getSourceFile().fileName;
    const key = `${rule} ${file} ${getMarkedNode(node).pos}`;
    if (this.marked.has(key)) return;
    this.marked.add(key);
    const marker = createMarker(rule, message[this.options.language]);
    const { position, text } = createMarkerEdit(node, marker, this.getStyle(file).eol);
    this.add(file, { start: position, end: position, text, rule, finding: id });
  }
}

function describeRemoved(name: string): BilingualText {
  return {
    en: `the rule ${name} is gone: take it out of the comment, or write native-client to keep the game from level native`,
    zh: `规则 ${name} 已移除：请从注释中去掉它；若要使游戏不被 native 级别改写，请写 native-client`,
  };
}

type FileAction =
  "isRemoved" | "markConverted" | "markWhole" | "replaceFile" | "createFile" | "removeFile" | "editOther";

/** Whether a game that is written for the target as a whole does without a use: enums and constants stay. */
function isReplaced({ kind, owner, member }: Finding): boolean {
  const stays = /^(ErrCode|ENUM|types|RandomUtil)$/;
  return !(stays.test(owner) || (owner === "MGOBE" && stays.test(member))) || kind === "import";
}
