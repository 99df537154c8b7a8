import { readFileSync } from "node:fs";
import { ts } from "ts-morph";
import { type Finding } from "../finder";
import { type Rule, type RuleContext } from "./rule";
import { stepTexts } from "./step-texts";

/** The vendored SDK gives way to the drop-in client, as a file in the same place or as the package (design §1). */
export const replaceSdkRule: Rule = {
  id: "replace-sdk",
  level: "sdk",
  together: "sdk",
  ...stepTexts.sdk,
  title: {
    en: "replace the vendored MGOBE.js and MGOBE.d.ts by the drop-in client, or its imports by the package's client",
    zh: "用替代客户端替换项目中的 MGOBE.js 与 MGOBE.d.ts，或将其导入改为本软件包的客户端",
  },
  subject: { en: "MGOBE's own SDK is still in use", zh: "仍在使用 MGOBE 原版 SDK" },
  run: (context) => (context.options.client === "file" ? replaceFiles(context) : rewriteImports(context)),
};

const otherDropIn = {
  en: "this is a drop-in client of another version or for another server, or one that was changed; this version's takes its place",
  zh: "这是其他版本的、面向其他服务器的或被改动过的替换用客户端；将换成当前版本的",
};

function replaceFiles(context: RuleContext): void {
  for (const { path, kind, isDropIn } of context.project.sdkFiles) {
    if (context.isRemoved(path)) continue;
    const before = readFileSync(path, "utf8");
    const text =
      kind === "script"
        ? context.client.read(context.target.dropIn.script)
        : context.client.read("MGOBE.d.ts") + getOtherDeclarations(before);
    const isOther = before !== text;
    const finding = context.addFile(path, {
      kind: "sdk-file",
      state: isDropIn ? "done" : "kept",
      ...(isDropIn && isOther && { message: otherDropIn }),
    });
    if (isOther) context.replaceFile(finding, path, text);
  }
}

/**
 * What a declaration file holds beside the namespace: the export by which it is a module, which imports of it need, and
 * what the game declares in the same file.
 */
function getOtherDeclarations(declaration: string): string {
  const source = ts.createSourceFile("sdk.d.ts", declaration, ts.ScriptTarget.ESNext);
  const others = source.statements
    .filter((each) => !(ts.isModuleDeclaration(each) && each.name.text === "MGOBE"))
    .map((each) => declaration.slice(each.getFullStart(), each.end).trim())
    .filter((text) => text !== ";");
  return others.map((text) => `${text}\n`).join("");
}

function rewriteImports(context: RuleContext): void {
  const { package: clientPackage } = context.target.dropIn;
  for (const finding of context.findings) {
    if (finding.kind !== "import" || context.ignore(finding)) continue;
    const { node, file } = finding;
    if (!ts.isStringLiteralLike(node)) continue;
    if (node.text === clientPackage) {
      context.settle(finding.id, "done");
      continue;
    }
    if (isSideEffect(finding)) {
      context.mark(finding, {
        en: `the file was loaded for its global; import what is used from "${clientPackage}"`,
        zh: `该文件仅为其全局变量而加载；请从 "${clientPackage}" 导入所用的成员`,
      });
    } else context.edit(finding, file, node.getStart() + 1, node.end - 1, clientPackage);
  }
}

function isSideEffect({ node }: Finding): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent)) return !parent.importClause;
  return ts.isCallExpression(parent) && ts.isExpressionStatement(parent.parent);
}
