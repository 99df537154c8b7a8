/**
 * Absolute path of a folder that is named as seen from a page; empty for a page that does not lie on a disk.
 *
 * @example
 * resolveFolder("file:///C:/my%20games/report.html", "../duel"); // "C:/duel"
 */
export function resolveFolder(address: string, folder: string): string {
  const { protocol } = new URL(address);
  if (protocol !== "file:") return "";
  if (isAbsolute(folder)) return folder;
  const names = folder.split("/").map(encode).join("/");
  const { host, pathname } = new URL(names || ".", address);
  const path = decodeURIComponent(pathname)
    .replace(/^\/(?=[a-z]:)/i, "")
    .replace(/\/$/, "");
  return host ? `//${host}${path}` : path;
}

/** Half a character, which some file systems allow in a name, is no reason to fail. */
function encode(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\uFFFD"));
}

function isAbsolute(path: string): boolean {
  return /^(\/|[a-z]:\/)/i.test(path);
}

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
  if (!folder && !isAbsolute(path)) return undefined;
  const whole = isAbsolute(path) ? path : `${folder.replace(/\\/g, "/").replace(/\/+$/, "")}/${path}`;
  const encoded = whole
    .split("/")
    .map((name, index) => (index === 0 && /^[a-z]:$/i.test(name) ? name : encode(name)))
    .join("/");
  const at = line === undefined ? "" : `:${line}:${column}`;
  return `${editor}://file/${encoded.replace(/^\//, "")}${at}`;
}
