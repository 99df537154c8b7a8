import { ts } from "ts-morph";
import { type Evaluation } from "./evaluation";
import { type Evaluator } from "./evaluator";
import { type FlowEdge } from "./flow-edges";
import { type Places } from "./places";
import { getSources, isEmptyValue } from "./syntax";

/**
 * Checks the shapes that untyped places were found to have: one holds only as long as everything that flows to the place
 * has it. An object from elsewhere may keep another server's room under the same name.
 */
export class ShapeCheck {
  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly places: Places,
    private readonly evaluator: Evaluator,
  ) {}

  /** Looks at every shape once; true when a place turned out doubtful. */
  run(): boolean {
    let news = false;
    for (const [key, { type, tail }] of this.places.shapes) {
      if (this.places.doubtful.has(key)) continue;
      const others = this.places.getEdgesInto(tail, key);
      if (others.every((edge) => this.agrees(edge, type))) continue;
      this.places.doubtful.add(key);
      news = true;
    }
    return news;
  }

  private agrees(edge: FlowEdge, shape: ts.Type): boolean {
    if (edge.to.kind === "element") return false;
    return getSources(edge.from).every((source) => isEmptyValue(source) || this.hasShape(source, shape));
  }

  private hasShape(source: ts.Expression, shape: ts.Type): boolean {
    const type = this.places.getType(source);
    if (!this.places.isOpaque(type)) {
      const isSame = type === shape || (!!shape.symbol && type.symbol === shape.symbol);
      return (isSame || this.membersAgree(type, shape)) && !this.places.isDoubtful(source);
    }
    const expected = this.evaluator.byType(shape);
    const result = this.evaluator.evaluate(source);
    return typeof expected === "object" && isProven(result) && result.value === expected.value;
  }

  /** Whether two shapes keep the same of MGOBE's values under the same names. */
  private membersAgree(one: ts.Type, other: ts.Type): boolean {
    if (isProven(this.evaluator.byType(one)) || isProven(this.evaluator.byType(other))) return false;
    return this.coversMembers(one, other) && this.coversMembers(other, one);
  }

  private coversMembers(one: ts.Type, other: ts.Type): boolean {
    return other.getProperties().every((member) => {
      const value = this.getMemberValue(member);
      const twin = value && one.getProperty(member.name);
      if (!twin || twin.declarations?.[0] === member.declarations?.[0] || isEmptyMember(twin)) return true;
      const twinValue = this.getMemberValue(twin);
      return isProven(value) && isProven(twinValue) && twinValue.value === value.value;
    });
  }

  private getMemberValue(member: ts.Symbol): Exclude<Evaluation, "other"> {
    const declaration = member.declarations?.[0];
    const { table } = this.places;
    const value =
      this.evaluator.byType(this.checker.getTypeOfSymbol(member)) ?? table.get(table.keyOfSymbol(member));
    if (typeof value === "object") return value;
    const result = declaration && table.get(`returned:${table.idOf(declaration)}`);
    return typeof result === "object" ? result : undefined;
  }
}

type Proven = Exclude<Evaluation, "other" | undefined>;

function isProven(evaluation: Evaluation): evaluation is Proven {
  return typeof evaluation === "object" && evaluation.proven;
}

/** `{ room: null }`: nothing that could be taken for another room. */
function isEmptyMember({ declarations }: ts.Symbol): boolean {
  const declaration = declarations?.[0];
  return (
    !!declaration &&
    (ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration)) &&
    !!declaration.initializer &&
    isEmptyValue(declaration.initializer)
  );
}
