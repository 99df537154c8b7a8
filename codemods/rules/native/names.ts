import { ts } from "ts-morph";
import { type CodeProject } from "../../project/code-project";
import { type NativeNames } from "../../targets/native-target";

/** What each name may be, the best first; the first that means nothing in the project yet is taken. */
const candidates: Readonly<Record<keyof NativeNames, readonly string[]>> = {
  client: ["client", "colyseusClient", "roomClient"],
  handlers: ["handlers", "roomHandlers", "eventHandlers"],
  login: ["login", "loginResult", "roomLogin"],
  session: ["session", "lobbySession", "roomSession"],
  entering: ["entering", "enteringRoom", "roomEntering"],
  quickMatch: ["quickMatch", "enterMatchingRoom", "findRoom"],
  logIn: ["logIn", "logInToServer", "openConnection"],
  enterRoom: ["enterRoom", "enterGameRoom", "enterServerRoom"],
  sendRequest: ["sendRequest", "sendRoomRequest", "requestFromRoom"],
  toFailure: ["toFailure", "toFailureAnswer", "describeFailure"],
};

const declared = /\b(?:var|let|const|function|class)\s+([\w$]+)/g;

/** All identifiers of a project, and what files without a word of MGOBE declare: scripts share one scope. */
export function collectIdentifiers(project: CodeProject): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { text } of project.files)
    for (const [, name] of text.matchAll(declared)) if (name) names.add(name);
  for (const { source } of project.units) {
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) names.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return names;
}

/** Names that mean nothing in a project yet; undefined when a game has used up all there are. */
export function chooseNames(taken: ReadonlySet<string>): NativeNames | undefined {
  const chosen: Partial<Record<keyof NativeNames, string>> = {};
  for (const key of Object.keys(candidates) as (keyof NativeNames)[]) {
    const name = candidates[key].find((each) => !taken.has(each));
    if (name === undefined) return undefined;
    chosen[key] = name;
  }
  return chosen as NativeNames;
}
