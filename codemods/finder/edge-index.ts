import { ts } from "ts-morph";
import { type FlowEdge, type FlowTarget } from "./flow-edges";
import { getContainingFunction } from "./syntax";

interface Entry {
  edges: FlowEdge[];
  /** Whether those that lead nowhere were taken out. */
  isChecked: boolean;
}

/** Edges by the key of the place that they lead to. */
export class EdgeIndex {
  private readonly entries = new Map<string, Entry>();

  /** @param getKey key of the place that an edge leads to, if it leads to one; undefined when it does not */
  constructor(edges: readonly FlowEdge[], getKey: (edge: FlowEdge) => string | undefined) {
    for (const edge of edges) {
      const key = getKey(edge);
      if (key === undefined) continue;
      const isChecked = !isIntoDeclaration(edge.to);
      const entry = this.entries.get(key);
      if (!entry) this.entries.set(key, { edges: [edge], isChecked });
      else {
        entry.edges.push(edge);
        entry.isChecked &&= isChecked;
      }
    }
  }

  /**
   * Edges into a place.
   *
   * @param isCertain whether an edge into something declared leads there; asked once for each
   */
  get(key: string, isCertain: (edge: FlowEdge) => boolean): readonly FlowEdge[] {
    const entry = this.entries.get(key);
    if (!entry) return [];
    if (!entry.isChecked) {
      entry.edges = entry.edges.filter(isCertain);
      entry.isChecked = true;
    }
    return entry.edges;
  }
}

/** Whether a value goes to what a declaration names. */
export function isIntoDeclaration(
  to: FlowTarget,
): to is Extract<FlowTarget, { readonly kind: "name" | "element" }> {
  return to.kind === "name" || to.kind === "element";
}

/** Whether an edge leads to a variable or a parameter, written as such. */
export function isIntoVariable({ to }: FlowEdge): boolean {
  switch (to.kind) {
    case "name":
      return isBinding(to.name.parent);
    case "element":
      return true;
    case "expression":
      return ts.isIdentifier(to.expression);
    case "argument":
      return ts.isIdentifier(to.call.expression);
    case "result":
      return false;
  }
}

/** Whether a declaration is inside a function. A parameter that is a property, too, has one place with it. */
export function isLocalDeclaration(node: ts.Declaration): boolean {
  if (ts.isParameter(node)) return !ts.isParameterPropertyDeclaration(node, node.parent);
  return isBinding(node) && getContainingFunction(node) !== undefined;
}

function isBinding(node: ts.Node): boolean {
  return ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
}
