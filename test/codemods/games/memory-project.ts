import { createProject, findUses, type CodeProject } from "../../../codemods/index";
import { getLineEnd } from "../../../codemods/project/source-text";

/** A project over texts by file name, without a disk. */
export function projectOf(files: Record<string, string>): CodeProject {
  const entries = Object.entries(files).map(([name, text]) => ({
    path: `/game/${name}`,
    root: "/game",
    isDeclaration: name.endsWith(".d.ts"),
    text,
    eol: getLineEnd(text),
  }));
  return withClient(createProject({ roots: ["/game"], files: entries, sdkFiles: [], skipped: [] }));
}

/** The same project with the drop-in client somewhere beside it, and no SDK of whatever else lies there. */
export function withClient(project: CodeProject): CodeProject {
  const client = { path: "/elsewhere/MGOBE.js", kind: "script", size: 1, isDropIn: true } as const;
  return { ...project, distantSdkFiles: [client] };
}

/** Uses as `file:line kind api`, guesses marked by `?`; annotations, aliases and imports left out. */
export function listUses(files: Record<string, string>): string[] {
  return findUses(projectOf(files))
    .filter(({ kind }) => !/^(type|alias|import)$/.test(kind))
    .map(
      ({ file, line, kind, owner, member, api, certainty }) =>
        `${file.slice("/game/".length)}:${line} ${kind} ${api ?? `${owner}.${member}`}${certainty === "guessed" ? "?" : ""}`,
    );
}
