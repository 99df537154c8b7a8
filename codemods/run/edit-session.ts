import { type ts } from "ts-morph";
import { type BilingualText } from "../../src/contract";
import { getCodeStyle, type CodeStyle } from "../edits/code-style";
import { type TextEdit } from "../edits/text-edit";
import { type Finding } from "../finder";
import { createMarker, createMarkerEdit, getMarkedNode, isIgnored, isMarked } from "../markers/marker";
import { analyseNative } from "../rules/native/native-analysis";
import { type NativeOutcome } from "../rules/native/plan";
import { type CodeProject } from "../project/code-project";
import { type ClientFiles, type Rule, type RuleContext, type RuleOptions, type Todo } from "../rules/rule";
import { type Target } from "../targets/target";
import { HelperPlacer } from "./helper-placer";

/** Collects what the rules want to do, without doing any of it. */
export class EditSession {
  readonly edits = new Map<string, TextEdit[]>();
  readonly replaced = new Map<string, { text: string; rule: string }>();
  readonly todos: Todo[] = [];
  /** Where comments before a marked node stand; markers in there belong to a todo of this run. */
  readonly markedSpans: { readonly file: string; readonly start: number; readonly end: number }[] = [];
  private readonly styles = new Map<string, CodeStyle>();
  private readonly texts: ReadonlyMap<string, string>;
  private readonly marked = new Set<string>();
  private readonly helpers: HelperPlacer;
  private native: { readonly outcome: NativeOutcome | undefined } | undefined;
  private isConverted = false;

  constructor(
    private readonly project: CodeProject,
    private readonly findings: readonly Finding[],
    private readonly target: Target,
    private readonly options: RuleOptions,
    private readonly client: ClientFiles,
  ) {
    this.texts = new Map(project.files.map((file) => [file.path, file.text]));
    this.helpers = new HelperPlacer(target.handlerHelper, (file) => this.getStyle(file));
  }

  /** Runs one rule. */
  run(rule: Rule): void {
    rule.run(this.createContext(rule.id));
  }

  /** Adds what the files need besides the edits of their sites. To be called once, after the last rule. */
  finish(): void {
    for (const { file, edit } of this.helpers.createEdits()) this.add(file, edit);
  }

  private createContext(rule: string): RuleContext {
    const { project, target, options, client } = this;
    const findings = this.isConverted ? this.findings.filter(isUnconnected) : this.findings;
    return {
      project,
      findings,
      target,
      options,
      client,
      getStyle: (file) => this.getStyle(file),
      isIgnored: (node) => isIgnored(node, rule),
      edit: (file, start, end, text) => {
        if (start !== end || text !== "") this.add(file, { start, end, text, rule });
      },
      mark: (node, message) => this.mark(node, rule, message),
      note: (todo) => this.todos.push({ ...todo, rule }),
      useHelper: (node) => this.helpers.use(node, rule),
      getNative: () => this.getNative(),
      markConverted: () => {
        this.isConverted = true;
      },
      replaceFile: (path, text) => this.replaced.set(path, { text, rule }),
    };
  }

  private getNative(): NativeOutcome | undefined {
    if (!this.target.native) return undefined;
    this.native ??= { outcome: analyseNative(this.project, this.findings, this.options) };
    return this.native.outcome;
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

  private mark(node: ts.Node, rule: string, message: BilingualText): void {
    const source = node.getSourceFile();
    const file = source.fileName;
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
    this.todos.push({ rule, file, line: line + 1, column: character + 1, message, state: "marker" });
    const marked = getMarkedNode(node);
    this.markedSpans.push({ file, start: marked.pos, end: node.getStart() });
    const key = `${rule} ${file} ${marked.pos}`;
    if (this.marked.has(key) || isMarked(node, rule)) return;
    this.marked.add(key);
    const marker = createMarker(rule, message[this.options.language]);
    const { position, text } = createMarkerEdit(node, marker, this.getStyle(file).eol);
    this.add(file, { start: position, end: position, text, rule });
  }
}

/** Whether a use has nothing to do with the connection and the room: enums, imports, annotations. */
function isUnconnected({ kind, owner }: Finding): boolean {
  return /^(import|alias|type)$/.test(kind) || !/^(Listener|Room|Group|Player|DebuggerLog)$/.test(owner);
}
