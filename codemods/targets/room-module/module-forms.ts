import { ts } from "ts-morph";
import { type TargetSdk } from "../target";
import { type ModulePart, type ModuleSources, placeEndings } from "./module-files";
import { type ModuleForm, type SdkSource } from "./module-form";
import { parseModule } from "./unused-parts";

/** How the texts of a module become files of a game. */
export interface FormNeeds {
  readonly form: ModuleForm;
  readonly sdk?: SdkSource;
  readonly file?: string;
  readonly isNamespace?: boolean;
}

type Sources = Pick<ModuleSources, "sdk" | "file" | "files">;

type ModuleTexts = ReadonlyMap<ModulePart, string>;

/** Columns that an import has at most. */
const longestLine = 110;

const declaration = /^(export )?(?:async )?(?:const|class|interface|type|enum|function) (\w+)/gm;

/** The module's files as the game has them, each with what it takes from the others. */
export function writeForm(texts: ModuleTexts, sources: Sources, needs: FormNeeds): ModuleTexts {
  const { form } = needs;
  const places = [...texts.keys()].filter((place) => form === "typescript" || place !== "types");
  const shared = exportShared(new Map(places.map((place) => [place, texts.get(place) ?? ""])));
  return new Map(
    places.map((place) => {
      const linked = linkFiles(place, shared, sources, needs);
      return [place, toForm(linked, sources.sdk, needs).replace(/\n{3,}/g, "\n\n")];
    }),
  );
}

/** Exports what files use of each other. */
function exportShared(texts: ModuleTexts): ModuleTexts {
  return new Map(
    [...texts].map(([place, text]) => {
      const others = [...texts].filter(([other]) => other !== place).map(([, each]) => listNames(each));
      const shown = text.replace(declaration, (line, exported: string | undefined, name: string) =>
        exported === undefined && others.some((names) => names.has(name)) ? `export ${line}` : line,
      );
      return [place, shown];
    }),
  );
}

/** Puts imports of the SDK and of the module's other files behind the comment at the beginning. */
function linkFiles(place: ModulePart, texts: ModuleTexts, sources: Sources, needs: FormNeeds): string {
  const { form, sdk = { kind: "package" }, isNamespace = false } = needs;
  const text = texts.get(place) ?? "";
  if (isNamespace) return text;
  const isPackage = sdk.kind === "package" || form !== "typescript";
  const lines =
    place === (texts.has("line") ? "line" : "room") ? listSdkImports(sources, isPackage, sdk) : [];
  const used = listNames(text);
  const exports: string[] = [];
  for (const other of texts.keys()) {
    if (other === place) continue;
    const path = `"./${getSpecifier(other, sources.file, needs)}";`;
    // The files beside the first know its classes only as types.
    const isFirst = other === "room";
    const names = listExports(texts.get(other) ?? "").filter((name) => !isFirst || /^[A-Z]/.test(name));
    const taken = names.filter((name) => used.has(name));
    const isTypes = other === "types" || isFirst;
    if (taken.length > 0)
      lines.push(writeImport(isTypes && isPackage ? "import type" : "import", taken, path));
    if (place !== "room") continue;
    if (other === "types") exports.push(`export * from ${path}`);
    else {
      const passed = names.filter((name) => /^(?:ErrCode|DebuggerLog|StatCallbacks)$/.test(name));
      if (passed.length > 0) exports.push(`export { ${passed.join(", ")} } from ${path}`);
    }
  }
  const head = place === "room" ? readHead(text) : "";
  const top = [...lines, ...exports].join("\n");
  return top === "" ? text : `${head}${top}\n\n${text.slice(head.length).trimStart()}`;
}

/** The channel's imports that are no other file of the module, or the file that sets the SDK's global. */
function listSdkImports({ files }: Sources, isPackage: boolean, sdk: SdkSource): string[] {
  if (isPackage) return files.get("channel")?.match(/^import .* from "[^."].*";$/gm) ?? [];
  return sdk.kind === "file" && sdk.path !== undefined ? [`import "${sdk.path}";`] : [];
}

function listExports(text: string): string[] {
  const found = [...text.matchAll(declaration)].filter(([, exported]) => exported !== undefined);
  return [...new Set(found.map(([, , name = ""]) => name))];
}

function getSpecifier(place: ModulePart, name: string, { form, file = `${name}.js` }: FormNeeds): string {
  const [, base = "", ending = ""] = /^(.*?)(\.\w+)$/.exec(file) ?? [];
  return `${base}${placeEndings[place]}${form === "module" ? ending : ""}`;
}

/** As many names on a line as there is room for. */
function writeImport(head: string, names: readonly string[], path: string): string {
  const sorted = [...names].sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
  const line = `${head} { ${sorted.join(", ")} } from ${path}`;
  if (line.length <= longestLine) return line;
  const rows: string[] = [];
  for (const name of sorted) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + name.length + 2 <= longestLine)
      rows[rows.length - 1] = `${last} ${name},`;
    else rows.push(`  ${name},`);
  }
  return [`${head} {`, ...rows, `} from ${path}`].join("\n");
}

function listNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(parseModule(text));
  return names;
}

/** The comment at the very beginning. */
function readHead(text: string): string {
  return /^(?:\/\/.*\n)+/.exec(text)?.[0] ?? "";
}

function toForm(
  text: string,
  sdk: TargetSdk,
  { form, sdk: source = { kind: "package" } }: FormNeeds,
): string {
  if (form === "typescript") return text;
  const code = toJavaScript(text, form);
  if (form === "script") return toScript(code, sdk);
  return source.kind === "package" ? code : bringSdk(code, form, sdk, source.path);
}

function toJavaScript(text: string, form: ModuleForm): string {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2018,
      module: form === "commonjs" ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
      newLine: ts.NewLineKind.LineFeed,
    },
  });
  return outputText
    .replace(/^( {4})?\}\n(?=\1(?!catch\b|else\b)(?:[\w$]|\/\*|\/\/))/gm, (line) => `${line}\n`)
    .replace(/^( *)(.*\S)\n(?=\1\/\*\*)/gm, (all, indent: string, rest: string) =>
      /[{,]$/.test(rest) || indent.length > 4 ? all : `${all}\n`,
    )
    .replace(/^import \{ (.*?),? \} from (.*)$/gm, (_all, names: string, path: string) =>
      writeImport("import", names.split(", "), path),
    );
}

/** Puts the way to the SDK's file where the module has that to the package. */
function bringSdk(
  text: string,
  form: ModuleForm,
  { package: name, value, global }: TargetSdk,
  path?: string,
): string {
  const load =
    path === undefined ? "" : form === "commonjs" ? `require("${path}");\n` : `import "${path}";\n`;
  const source = name.replace(/\W/g, "\\$&");
  return text
    .replace(new RegExp(`^import .* from "${source}";\\n`, "m"), `${load}const { ${value} } = ${global};\n`)
    .replace(
      new RegExp(`^const (\\w+) = require\\("${source}"\\);\\n`, "m"),
      `${load}const $1 = ${global};\n`,
    );
}

/** A script shares one scope with all others: only what the module exports is left there. */
function toScript(text: string, { value, global }: TargetSdk): string {
  const head = readHead(text);
  const names = [...text.matchAll(/^export (?:const|class|var|function) (\w+)/gm)].map(([, name]) => name);
  const body = text
    .slice(head.length)
    .replace(/^(?:import|export \{|export \*) .*\n/gm, "")
    .replace(/^export /gm, "")
    .trim();
  const sdk = new RegExp(`\\b${value}\\b`).test(body) ? `const { ${value} } = ${global};\n\n` : "";
  return [
    `${head}const { ${names.join(", ")} } = (() => {`,
    `${sdk}${body}\n\nreturn { ${names.join(", ")} };`.replace(/^(?=.)/gm, "    "),
    "})();\n",
  ].join("\n");
}
