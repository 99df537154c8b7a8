import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type BilingualText, type Language } from "../../contract";
import { type PageData } from "../html/payload";
import { words } from "../words";
import { type Editor, editors, type EditorPlace, getEditorLink, resolveFolder } from "./editor";
import { ReportIndex } from "./index-of-report";
import { pageWords } from "./page-words";
import { readView, type View, writeView } from "./view";

const allWords = { ...words, ...pageWords };

/** Key of a word of the page. */
export type PageWord = keyof typeof allWords;

/** What a reader chose, kept by the browser where it can. */
export interface Preferences {
  readonly language: Language;
  readonly theme: "light" | "dark";
  readonly editor: Editor;
  /** Folder of the game on this machine, absolute; empty where it is not known. */
  readonly folder: string;
}

/** What of the browser the page is made from. */
export interface PageBrowser {
  readonly languages: readonly string[];
  readonly prefersDark: boolean;
  /** Address of the page. */
  readonly address: string;
  readonly getHash: () => string;
  readonly setHash: (hash: string) => void;
  readonly recall: (key: string) => string | null;
  readonly remember: (key: string, value: string) => void;
}

/** State of the page: the report, what is looked at, what the reader chose. */
export class Page {
  readonly index: ReportIndex;
  view: View;
  preferences: Preferences;
  isPrinting = false;

  constructor(
    readonly data: PageData,
    private readonly browser: PageBrowser,
    /** Called after each change. */
    private readonly onChange: (page: Page) => void,
  ) {
    this.index = new ReportIndex(data.report);
    this.view = readView(browser.getHash());
    const editor = browser.recall("editor");
    const theme = browser.recall("theme");
    this.preferences = {
      language: chooseLanguage(browser, data.language),
      theme: theme === "dark" || theme === "light" ? theme : browser.prefersDark ? "dark" : "light",
      editor: isEditor(editor) ? editor : "vscode",
      folder: browser.recall(this.folderKey) ?? this.ownFolder,
    };
  }

  /** A word in the reader's language. */
  word(key: PageWord): string {
    return this.say(allWords[key]);
  }

  /** A text in the reader's language. */
  say(text: BilingualText): string {
    return text[this.preferences.language];
  }

  /** Why a file was skipped; a reason that has no words is shown as it is. */
  sayReason(reason: string): string {
    const key = `r-${reason}`;
    return Object.hasOwn(allWords, key) ? this.word(key as PageWord) : reason;
  }

  /** Changes what is looked at, and the address with it. */
  show(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    this.browser.setHash(writeView(this.view));
    this.onChange(this);
  }

  /** Takes what the address names. */
  follow(): void {
    this.view = readView(this.browser.getHash());
    this.onChange(this);
  }

  /** Changes what the reader chose. */
  prefer(change: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...change };
    for (const [key, value] of Object.entries(change)) {
      this.browser.remember(key === "folder" ? this.folderKey : key, value);
    }
    this.onChange(this);
  }

  /** Shows what belongs on paper, or no longer. */
  print(isPrinting: boolean): void {
    this.isPrinting = isPrinting;
    this.onChange(this);
  }

  /** Address that opens a place in the reader's editor; undefined where the folder is not known. */
  getEditorLink(file: string, place: Omit<EditorPlace, "path"> = {}): string | undefined {
    const { editor, folder } = this.preferences;
    return getEditorLink(editor, folder, { ...place, path: this.data.rawPaths.get(file) ?? file });
  }

  /** The game's folder as the page itself knows it. */
  private get ownFolder(): string {
    const { folder } = this.data;
    return folder === undefined ? "" : resolveFolder(this.browser.address, folder);
  }

  /** A page elsewhere, or of another game, has a folder of its own. */
  private get folderKey(): string {
    return `folder:${this.ownFolder || this.data.report.run.roots.join()}`;
  }
}

function isEditor(name: string | null): name is Editor {
  return name !== null && Object.hasOwn(editors, name);
}

/** What the reader chose once, else the first of the browser's languages that the page has, else that of the run. */
function chooseLanguage({ recall, languages }: PageBrowser, fallback: Language): Language {
  for (const name of [recall("language") ?? "", ...languages]) {
    if (/^zh\b/i.test(name)) return "zh";
    if (/^en\b/i.test(name)) return "en";
  }
  return fallback;
}

/** Gives the page's parts the page. */
export const PageContext = createContext<Page | undefined>(undefined);

/** The page around a part. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error("a part of the page stands outside of it");
  return page;
}
