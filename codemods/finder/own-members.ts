import { ts } from "ts-morph";
import { type SourceUnit } from "../project/code-project";
import { getNameText } from "./syntax";

/** Members of rooms that nothing but MGOBE has by these names. */
const unmistakable = new Set([
  "createTeamRoom",
  "joinTeamRoom",
  "getRoomDetail",
  "matchPlayers",
  "cancelPlayerMatch",
  "startFrameSync",
  "stopFrameSync",
  "requestFrame",
  "sendFrame",
  "retryAutoRequestFrame",
  "sendToClient",
  "sendToGameSvr",
  "sendToGroupClient",
  "changePlayerNetworkState",
  "changeCustomPlayerStatus",
  "changeRoomPlayerProfile",
  "changeCustomGroupPlayerStatus",
  "changeGroupPlayerProfile",
  "onStartFrameSync",
  "onStopFrameSync",
  "onRecvFrame",
  "onAutoRequestFrameError",
  "onRecvFromClient",
  "onRecvFromGameSvr",
  "onRecvFromGroupClient",
  "onChangePlayerNetworkState",
  "onChangeCustomPlayerStatus",
  "onChangeRoomPlayerProfile",
]);

const anyOfThem = new RegExp([...unmistakable].join("|"));

/**
 * Tells whether a member of an unknown object can only be MGOBE's: nothing else is called so, and no code of the game's
 * own gives a member or a function of its own that name.
 */
export class OwnMembers {
  private declared: ReadonlySet<string> | undefined;

  constructor(private readonly units: readonly SourceUnit[]) {}

  /** True for a name that nothing but a member of MGOBE's has. */
  isOnlyMgobes(name: string): boolean {
    if (!unmistakable.has(name)) return false;
    this.declared ??= new Set(this.units.flatMap(({ source }) => listDeclared(source)));
    return !this.declared.has(name);
  }
}

function listDeclared(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = getDeclared(node);
    if (name !== undefined && unmistakable.has(name)) found.push(name);
    ts.forEachChild(node, visit);
  };
  if (anyOfThem.test(source.text)) visit(source);
  return found;
}

/** The name that a node gives to something of the game's own; what classes are compiled to writes it as a text. */
function getDeclared(node: ts.Node): string | undefined {
  if (ts.isPropertyAssignment(node) && getNameText(node.name) === "key")
    return ts.isStringLiteralLike(node.initializer) ? node.initializer.text : undefined;
  if (ts.isClassElement(node) || ts.isTypeElement(node) || ts.isObjectLiteralElement(node))
    return node.name && getNameText(node.name);
  if (ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node)) return getNameText(node.name);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const { left } = node;
  if (!ts.isPropertyAccessExpression(left)) return undefined;
  const owner = left.expression;
  const isOwn =
    owner.kind === ts.SyntaxKind.ThisKeyword ||
    (ts.isPropertyAccessExpression(owner) && owner.name.text === "prototype");
  return isOwn ? left.name.text : undefined;
}
