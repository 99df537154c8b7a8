import { type API, type FileInfo } from "jscodeshift";

/** New names of the generated game's members, without a look at whose they are. */
const newNames = new Map([
  ["sendToGameSvr", "send"],
  ["onRecvFromGameSvr", "onMessage"],
]);

/** A jscodeshift transform: a plain rename of the sites that the codemod rewrites. */
export default function rename(file: FileInfo, { jscodeshift, stats }: API): string | undefined {
  const root = jscodeshift(file.source);
  let renamed = 0;
  root.find(jscodeshift.MemberExpression).forEach(({ node }) => {
    const name = node.property.type === "Identifier" ? newNames.get(node.property.name) : undefined;
    if (name === undefined || node.property.type !== "Identifier") return;
    node.property.name = name;
    renamed++;
    stats("renamed");
  });
  return renamed > 0 ? root.toSource() : undefined;
}
