import { createHash } from "node:crypto";
import { type BilingualText } from "../../../src/contract";
import { type Finding } from "../../finder";
import { basename, dirname, join } from "../../project/project-path";
import { readIfThere } from "../../project/source-text";
import { type ModulePart } from "../../targets/room-module/module-files";
import { type SdkSource } from "../../targets/room-module/module-form";
import { type TargetSdk } from "../../targets/target";
import { type OtherEdit, type RuleContext } from "../rule";
import { type GameKind, getPlacePath } from "./module-place";
import { replacePageScript } from "./page-scripts";

function describeScripts(paths: readonly string[]): BilingualText {
  const names = paths.map((path) => basename(path));
  return {
    en: `load ${names.slice(0, -1).join(", ")} and ${names.at(-1)} before this script, in the place of MGOBE.js`,
    zh: `请在此脚本之前依次加载 ${names.slice(0, -1).join("、")} 和 ${names.at(-1)}，取代 MGOBE.js`,
  };
}

const toLoadSdk: BilingualText = {
  en: "load {file} before the game's scripts, in the place of MGOBE.js (Egret: the list of modules in egretProperties.json)",
  zh: "请在游戏脚本之前加载 {file}，取代 MGOBE.js（Egret：egretProperties.json 的 modules 列表）",
};

/** Brings in the target's SDK, as a dependency or as a file, and takes out MGOBE's own. */
export class SdkChange {
  constructor(
    private readonly context: RuleContext,
    private readonly kind: GameKind,
    private readonly files: ReadonlySet<string>,
    private readonly main: Finding,
  ) {}

  /** How the module gets at the SDK. */
  getLoading(): SdkSource & { readonly path?: string } {
    if (this.isPackage()) return { kind: "package" };
    if (this.kind.isNamespace) return { kind: "file" };
    // What the page or the engine has loaded so far, it goes on loading.
    const isImported = this.context.findings.some(
      ({ kind, file }) => kind === "import" && this.files.has(file),
    );
    return isImported ? { kind: "file", path: `./${this.sdk.file}` } : { kind: "file" };
  }

  /** @param others what the module has besides its first file */
  write(others: readonly ModulePart[]): void {
    if (this.isPackage()) this.addDependency();
    else this.addFile();
    this.changePages(others);
    this.removeFiles();
  }

  /** Pages load the SDK's file in the place of MGOBE's, and the module where it is a script. */
  private changePages(others: readonly ModulePart[]): void {
    if (this.isPackage()) return;
    const { sdkFiles, files } = this.context.project;
    const isSdk = (path: string): boolean => sdkFiles.some((sdk) => sdk.path === path);
    const isScript = this.kind.form === "script";
    const own = [...others, "room" as const].map((place) => getPlacePath(this.kind, place));
    const scripts = [this.browserPath, ...(isScript ? own : [])];
    const edits = files
      .filter(({ path }) => /\.html?$/.test(path))
      .flatMap((page) => replacePageScript(page, isSdk, scripts));
    for (const { path, ...span } of edits) this.context.editOther(this.main.id, path, span, this.neighbour);
    const isLoaded = edits.length > 0 || this.getLoading().path !== undefined;
    if (isScript && !isLoaded) this.context.mark(this.main, describeScripts(scripts));
    if (this.kind.isNamespace && !isLoaded) this.context.mark(this.main, this.fill(toLoadSdk));
  }

  private isPackage(): boolean {
    const { manifest, hasOldCompiler, form } = this.kind;
    return manifest !== undefined && form !== "script" && !(form === "typescript" && hasOldCompiler);
  }

  private get sdk(): TargetSdk {
    return this.context.target.sdk;
  }

  private get browserPath(): string {
    return join(dirname(this.kind.path), this.sdk.file);
  }

  private fill({ en, zh }: BilingualText): BilingualText {
    const fill = (text: string): string => text.replace("{file}", this.sdk.file);
    return { en: fill(en), zh: fill(zh) };
  }

  private get neighbour(): string {
    return this.main.file;
  }

  private addDependency(): void {
    const { manifest } = this.kind;
    const text = manifest === undefined ? undefined : readIfThere(manifest);
    if (manifest === undefined || text === undefined || text.includes(`"${this.sdk.package}"`)) return;
    const edit = createDependencyEdit(text, this.sdk);
    if (edit) this.context.editOther(this.main.id, manifest, edit, this.neighbour);
  }

  private addFile(): void {
    const path = this.browserPath;
    const text = this.context.client.read(this.sdk.file);
    if (readIfThere(path) !== undefined) return;
    this.context.createFile(this.main.id, path, text, this.neighbour);
    const [meta] = this.context.project.sdkFiles.flatMap((sdk) => {
      const found = sdk.kind === "script" ? readIfThere(`${sdk.path}.meta`) : undefined;
      return found === undefined ? [] : [found];
    });
    if (meta !== undefined)
      this.context.createFile(this.main.id, `${path}.meta`, renewUuid(meta, path), this.neighbour);
  }

  private removeFiles(): void {
    for (const { path } of this.context.project.sdkFiles) {
      const finding = this.context.addFile(path, { kind: "sdk-file" });
      this.context.removeFile(finding, path, this.neighbour);
      if (readIfThere(`${path}.meta`) !== undefined)
        this.context.removeFile(finding, `${path}.meta`, this.neighbour);
    }
  }
}

/** A `.meta` file for another file: the engine knows files by these ids. */
function renewUuid(meta: string, path: string): string {
  const digest = createHash("sha256")
    .update(`${basename(path)} ${meta}`)
    .digest("hex");
  const uuid = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");
  return meta.replace(
    /("uuid"\s*:\s*")[^"]*(")/,
    (_all, before: string, after: string) => `${before}${uuid}${after}`,
  );
}

/** Names the package in the text of a package.json; undefined where that is no object that can be read. */
export function createDependencyEdit(
  text: string,
  sdk: Pick<TargetSdk, "package" | "version">,
): OtherEdit | undefined {
  if (!isObject(text)) return undefined;
  const entry = `"${sdk.package}": "${sdk.version}"`;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
  const list = /"dependencies"\s*:\s*\{/.exec(text);
  if (list) {
    const start = list.index + list[0].length;
    const isEmpty = /^\s*\}/.test(text.slice(start));
    const end = isEmpty ? text.indexOf("}", start) : start;
    return { start, end, text: `${eol}${indent}${indent}${entry}${isEmpty ? `${eol}${indent}` : ","}` };
  }
  const last = /\s*\}\s*$/.exec(text);
  if (!last) return undefined;
  const comma = /\{\s*$/.test(text.slice(0, last.index)) ? "" : ",";
  const block = `${comma}${eol}${indent}"dependencies": {${eol}${indent}${indent}${entry}${eol}${indent}}`;
  return { start: last.index, end: last.index, text: block };
}

function isObject(text: string): boolean {
  try {
    return typeof JSON.parse(text.replace(/^\uFEFF/, "")) === "object";
  } catch {
    return false;
  }
}
