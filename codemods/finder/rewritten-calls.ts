import { ts } from "ts-morph";
import { apiMap } from "../../src/contract";
import { type CodeProject } from "../project/code-project";
import { type FoundUse } from "./finding";
import { roomName } from "./room-names";
import { getTailName, isAccess, unwrap } from "./syntax";
import { getNodePlace } from "../project/source-place";

const roomMembers = new Map(
  apiMap
    .filter(({ owner, handledBy }) => owner === "Room" && (handledBy === "request" || handledBy === "event"))
    .map(({ name, id }) => [name, id]),
);
const methods = /^(send|onMessage)$/;
const mentions = new RegExp(`["'\`](?:${[...roomMembers.keys()].join("|")})["'\`]`);

/**
 * Calls that are rewritten already: `room.send("method", …)`, `room.onMessage("event", …)`, and functions that take a room
 * and such a name: `call(room, "method", …)`, `room.request("method", …)`.
 */
export function findRewrittenCalls(project: CodeProject): FoundUse[] {
  const found: FoundUse[] = [];
  for (const { source } of project.units) {
    if (!mentions.test(source.text)) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const name = getMemberName(node);
        const api = name === undefined ? undefined : roomMembers.get(name);
        if (name !== undefined && api !== undefined) found.push(createUse(node, name, api));
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** Whether a call is `….send(…)` or `….onMessage(…)`; any other that tells a room a name is the game's own. */
export function isMessageCall({ expression }: ts.CallExpression): boolean {
  const callee = unwrap(expression);
  return isAccess(callee) && methods.test(getTailName(callee) ?? "");
}

/** Name that a room gets told in a call; undefined where no room is in sight. */
function getMemberName({ expression, arguments: [first, second] }: ts.CallExpression): string | undefined {
  const callee = unwrap(expression);
  const isMethod =
    isAccess(callee) && (methods.test(getTailName(callee) ?? "") || isRoom(unwrap(callee.expression)));
  const name = isMethod ? first : first && isRoom(unwrap(first)) ? second : undefined;
  return name && ts.isStringLiteralLike(name) ? name.text : undefined;
}

function isRoom(node: ts.Expression): boolean {
  return roomName.test(getTailName(node) ?? "");
}

function createUse(node: ts.CallExpression, member: string, api: string): FoundUse {
  return {
    ...getNodePlace(node),
    kind: "rewritten",
    certainty: "proven",
    owner: "Room",
    member,
    api,
    node,
    call: node,
  };
}
