import { ts } from "ts-morph";
import {
  createKindTable,
  getContainingFunction,
  getInteropModule,
  getNameText,
  getSources,
  getTailName,
  unwrap,
  type KindTable,
} from "./syntax";

/** One way by which a value gets from an expression to a place. */
export interface FlowEdge {
  readonly from: ts.Expression;
  readonly to: FlowTarget;
}

/** Where it goes. */
export type FlowTarget =
  | { readonly kind: "name"; readonly name: ts.Node; readonly text: string }
  | { readonly kind: "expression"; readonly expression: ts.Expression; readonly text: string }
  | { readonly kind: "element"; readonly name: ts.Node; readonly property: string; readonly text: string }
  | {
      readonly kind: "argument";
      readonly call: ts.CallExpression | ts.NewExpression;
      readonly index: number;
      readonly text: string;
    }
  | { readonly kind: "result"; readonly of: ts.SignatureDeclaration; readonly text: string };

// Held here, because the compiler's package gives out each of its functions through a getter.
const {
  SyntaxKind,
  forEachChild,
  isArrowFunction,
  isBinaryExpression,
  isBindingElement,
  isBlock,
  isCallExpression,
  isConstructorDeclaration,
  isExportSpecifier,
  isExternalModuleReference,
  isFunctionLike,
  isIdentifier,
  isImportEqualsDeclaration,
  isImportSpecifier,
  isLiteralExpression,
  isNewExpression,
  isObjectBindingPattern,
  isObjectLiteralExpression,
  isParameter,
  isPropertyAssignment,
  isPropertyDeclaration,
  isReturnStatement,
  isShorthandPropertyAssignment,
  isTemplateExpression,
  isTypeNode,
  isTypeReferenceNode,
  isVariableDeclaration,
} = ts;

/** Kinds of nodes by which values flow, so that all others are passed over at once. */
const carriers = createKindTable([
  SyntaxKind.TypeReference,
  SyntaxKind.ImportSpecifier,
  SyntaxKind.ExportSpecifier,
  SyntaxKind.ImportEqualsDeclaration,
  SyntaxKind.VariableDeclaration,
  SyntaxKind.Parameter,
  SyntaxKind.BindingElement,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.PropertyAssignment,
  SyntaxKind.ShorthandPropertyAssignment,
  SyntaxKind.BinaryExpression,
  SyntaxKind.CallExpression,
  SyntaxKind.NewExpression,
  SyntaxKind.ReturnStatement,
  SyntaxKind.ArrowFunction,
]);

function isPlain(node: ts.Expression): boolean {
  return isLiteralExpression(node) || isFunctionLike(node) || isTemplateExpression(node);
}

function isEmptyObject(node: ts.Expression): boolean {
  return isObjectLiteralExpression(node) && node.properties.length === 0;
}

/** All flow edges of a project, found by the last name of what flows and of where it goes. */
export class FlowEdges {
  private readonly byFrom = new Map<string, FlowEdge[]>();
  private readonly byTo = new Map<string, FlowEdge[]>();
  /** Names that are declared with a type called `Room` or `Group`. */
  readonly typedNames = new Set<string>();
  /** New names by the old: `import { Room as R }`, `import Code = MGOBE.ErrCode`. */
  private readonly renames = new Map<string, Set<string>>();

  /** Edges out of expressions that end in a name. */
  from(name: string): readonly FlowEdge[] {
    return this.byFrom.get(name) ?? [];
  }

  /** Edges into places that end in a name. */
  to(name: string): readonly FlowEdge[] {
    return this.byTo.get(name) ?? [];
  }

  /** Names that imports and exports give to a name. */
  getRenames(name: string): ReadonlySet<string> {
    return this.renames.get(name) ?? new Set();
  }

  /**
   * Collects the edges of one file.
   *
   * @param wanted kinds of nodes that the caller looks for, so that one walk does for both
   * @returns the nodes of these kinds, in the order of the text
   */
  addFile(source: ts.SourceFile, wanted: KindTable): ts.Node[] {
    const found: ts.Node[] = [];
    const visit = (node: ts.Node): void => {
      if (carriers[node.kind]) this.addNode(node);
      if (wanted[node.kind]) found.push(node);
      forEachChild(node, visit);
    };
    visit(source);
    return found;
  }

  private addNode(node: ts.Node): void {
    if (isTypeReferenceNode(node)) this.addTypedName(node);
    else if (isImportSpecifier(node) || isExportSpecifier(node)) {
      if (node.propertyName) this.addRename(node.propertyName.text, node.name.text);
    } else if (isImportEqualsDeclaration(node)) this.addEntityName(node);
    else if (isVariableDeclaration(node) || isParameter(node) || isBindingElement(node)) {
      // `const { MGOBE: sdk = {} } = GameGlobal`: what stands in for nothing is no other value.
      const isStandIn = isBindingElement(node) && !!node.initializer && isEmptyObject(node.initializer);
      if (node.initializer && !isStandIn) this.addBinding(node.name, node.initializer);
    } else if (isPropertyDeclaration(node) || isPropertyAssignment(node)) {
      if (node.initializer) this.addNamed(node.name, node.initializer);
    } else if (isShorthandPropertyAssignment(node)) {
      this.add(node.name, { kind: "name", name: node, text: node.name.text });
    } else if (isBinaryExpression(node)) {
      if (node.operatorToken.kind === SyntaxKind.EqualsToken) this.addAssignment(node);
    } else if (isCallExpression(node) || isNewExpression(node)) {
      this.addArguments(node);
    } else if (isReturnStatement(node)) {
      if (node.expression) this.addResult(getContainingFunction(node), node.expression);
    } else if (isArrowFunction(node) && !isBlock(node.body)) {
      this.addResult(node, node.body);
    }
  }

  private addAssignment({ left, right }: ts.BinaryExpression): void {
    const text = getTailName(left);
    if (text) this.add(right, { kind: "expression", expression: unwrap(left), text });
  }

  private addEntityName({ moduleReference, name }: ts.ImportEqualsDeclaration): void {
    if (isExternalModuleReference(moduleReference)) return;
    const last = isIdentifier(moduleReference) ? moduleReference : moduleReference.right;
    this.addRename(last.text, name.text);
  }

  private addRename(from: string, to: string): void {
    const names = this.renames.get(from) ?? new Set();
    this.renames.set(from, names.add(to));
  }

  private addTypedName(node: ts.TypeReferenceNode): void {
    const { typeName } = node;
    if (!/^(Room|Group)$/.test(isIdentifier(typeName) ? typeName.text : typeName.right.text)) return;
    let holder: ts.Node = node.parent;
    while (isTypeNode(holder)) holder = holder.parent;
    const name = getNameText((holder as ts.Node & { name?: ts.Node }).name);
    if (name) this.typedNames.add(name);
  }

  private addBinding(name: ts.BindingName, initializer: ts.Expression): void {
    if (isIdentifier(name)) return this.addNamed(name, initializer);
    if (!isObjectBindingPattern(name)) return;
    for (const element of name.elements) {
      const property = getNameText(element.propertyName ?? element.name);
      if (property === undefined || !isIdentifier(element.name)) continue;
      const edge: FlowEdge = {
        from: initializer,
        to: { kind: "element", name: element.name, property, text: element.name.text },
      };
      push(this.byFrom, property, edge);
      push(this.byTo, element.name.text, edge);
      const tail = getTailName(initializer);
      if (tail && tail !== property) push(this.byFrom, tail, edge);
    }
  }

  private addNamed(name: ts.Node, initializer: ts.Expression): void {
    const text = getNameText(name);
    if (text !== undefined) this.add(initializer, { kind: "name", name, text });
  }

  private addArguments(call: ts.CallExpression | ts.NewExpression): void {
    const text = getTailName(call.expression) ?? "";
    call.arguments?.forEach((argument, index) => {
      if (!isPlain(argument)) this.add(argument, { kind: "argument", call, index, text });
    });
  }

  private addResult(of: ts.SignatureDeclaration | undefined, expression: ts.Expression): void {
    if (of) this.add(expression, { kind: "result", of, text: getFunctionName(of) ?? "" });
  }

  private add(from: ts.Expression, to: FlowTarget): void {
    const edge = { from, to };
    // Nothing that is known names what a compiler wraps.
    if (getInteropModule(unwrap(from))) push(this.byFrom, "MGOBE", edge);
    for (const source of getSources(from)) {
      const name = isPlain(source) ? undefined : getTailName(source);
      if (name) push(this.byFrom, name, edge);
    }
    if (to.text) push(this.byTo, to.text, edge);
  }
}

/** Name by which a function is called: its own, its property's or its variable's. */
export function getFunctionName(node: ts.SignatureDeclaration): string | undefined {
  if (isConstructorDeclaration(node)) return getNameText(node.parent.name);
  if (node.name) return getNameText(node.name);
  const { parent } = node;
  if (isVariableDeclaration(parent) || isPropertyAssignment(parent) || isPropertyDeclaration(parent)) {
    return getNameText(parent.name);
  }
  return isBinaryExpression(parent) ? getTailName(parent.left) : undefined;
}

function push(map: Map<string, FlowEdge[]>, name: string, edge: FlowEdge): void {
  const edges = map.get(name);
  if (edges) edges.push(edge);
  else map.set(name, [edge]);
}
