/** Editors that open a file by an address of their own. */
export const editors = {
  vscode: "VS Code",
  "vscode-insiders": "VS Code Insiders",
  cursor: "Cursor",
  windsurf: "Windsurf",
  trae: "Trae",
} as const;

/** Name of an editor's address scheme. */
export type Editor = keyof typeof editors;

/** A place in a file. */
export interface EditorPlace {
  /** Path relative to the folder, or absolute, with `/`. */
  readonly path: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
}

/**
 * Address that opens a place in an editor; undefined where the folder is not known.
 *
 * @example
 * getEditorLink("vscode", "c:/game", { path: "a b.ts", line: 3 }); // "vscode://file/c:/game/a%20b.ts:3:1"
 */
export function getEditorLink(editor: Editor, folder: string, place: EditorPlace): string | undefined {
  const { path, line, column = 1 } = place;
  const isAbsolute = /^(\/|[a-z]:\/)/i.test(path);
  if (!folder && !isAbsolute) return undefined;
  const whole = isAbsolute ? path : `${folder.replace(/\\/g, "/").replace(/\/+$/, "")}/${path}`;
  const encoded = whole
    .split("/")
    .map((name, index) => (index === 0 && /^[a-z]:$/i.test(name) ? name : encodeURIComponent(name)))
    .join("/");
  const at = line === undefined ? "" : `:${line}:${column}`;
  return `${editor}://file/${encoded.replace(/^\//, "")}${at}`;
}
