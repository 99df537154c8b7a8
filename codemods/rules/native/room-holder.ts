import { ts } from "ts-morph";
import { type Finding } from "../../finder";
import { type Places } from "../../finder/places";
import { getAccessName, isAccess, isEmptyValue, unwrap, wrap } from "../../finder/syntax";
import { type CodeProject } from "../../project/code-project";

/** Declaration of what holds the room. */
type HolderDeclaration = ts.VariableDeclaration | ts.PropertyDeclaration | ts.PropertyAssignment;

/** The one place in which a game keeps its room. */
export interface RoomHolder {
  readonly construct: ts.Node;
  /** Key of the place, as the finder tells places apart. */
  readonly key: string;
  /** Last name of the place: `room` for `glob.room`. */
  readonly name: string;
  /** A variable of its file, as opposed to a property. */
  readonly isVariable: boolean;
  /** Absent for a property that is only ever assigned. */
  readonly declaration?: HolderDeclaration;
  /** `X.room = new Room()`, where it is not the declaration that makes the room. */
  readonly assignment?: ts.BinaryExpression;
}

function isFileVariable(node: ts.Node): node is ts.VariableDeclaration {
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name)) return false;
  const { parent: list } = node;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length !== 1) return false;
  return ts.isVariableStatement(list.parent) && ts.isSourceFile(list.parent.parent);
}

function isHolderProperty(node: ts.Node | undefined): node is ts.PropertyDeclaration | ts.PropertyAssignment {
  return !!node && (ts.isPropertyDeclaration(node) || ts.isPropertyAssignment(node));
}

/** The place that a `new Room()` goes to; undefined when it is no variable of a file and no property. */
export function findRoomHolder(
  project: CodeProject,
  places: Places,
  { node }: Finding,
): RoomHolder | undefined {
  const construct = wrap(node as ts.Expression);
  const { parent } = construct;
  const byDeclaration = (declaration: HolderDeclaration): RoomHolder | undefined => {
    const symbol = project.checker.getSymbolAtLocation(declaration.name);
    if (!symbol || !ts.isIdentifier(declaration.name)) return undefined;
    const key = places.table.keyOfSymbol(symbol);
    const isVariable = ts.isVariableDeclaration(declaration);
    return { construct, key, name: declaration.name.text, isVariable, declaration };
  };
  if (isFileVariable(parent)) return byDeclaration(parent);
  if (isHolderProperty(parent)) return byDeclaration(parent);
  const isStatement = ts.isBinaryExpression(parent) && ts.isExpressionStatement(parent.parent);
  if (!isStatement || parent.right !== construct) return undefined;
  return findAssignedHolder(project, places, construct, parent);
}

function findAssignedHolder(
  project: CodeProject,
  places: Places,
  construct: ts.Expression,
  assignment: ts.BinaryExpression,
): RoomHolder | undefined {
  const left = unwrap(assignment.left);
  const key = places.getPlace(left);
  if (key === undefined || assignment.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  if (ts.isIdentifier(left)) {
    const declaration = places.getSymbol(left)?.declarations?.[0];
    const isEmpty = !!declaration && isFileVariable(declaration) && isEmptyDeclaration(declaration);
    return isEmpty
      ? { construct, key, name: left.text, isVariable: true, declaration, assignment }
      : undefined;
  }
  const name = isAccess(left) ? getAccessName(left) : undefined;
  if (!isAccess(left) || name === undefined || !/^[\w$]+$/.test(name)) return undefined;
  const declaration = places.getProperty(left)?.declarations?.[0];
  const holder = { construct, key, name, isVariable: false, assignment };
  if (!isHolderProperty(declaration)) return holder;
  return isEmptyDeclaration(declaration) ? { ...holder, declaration } : undefined;
}

function isEmptyDeclaration({ initializer }: HolderDeclaration): boolean {
  return !initializer || isEmptyValue(initializer);
}
