import { ts } from "ts-morph";
import { type CodeProject } from "../project/code-project";
import { type Evaluation } from "./evaluation";
import { Evaluator } from "./evaluator";
import { FlowEdges, type FlowEdge } from "./flow-edges";
import { Places } from "./places";
import { getMember, initialNames } from "./sdk-value";
import { ShapeCheck } from "./shape-check";
import { createKindTable, getSources, isEmptyValue, unwrap, type KindTable } from "./syntax";

/** Rounds after which flow analysis stops; real code settles after four. */
const maxRounds = 20;

/**
 * Follows MGOBE's values through code that the checker cannot see through: untyped fields, parameters, results,
 * properties hung on engine objects (spec mgobe-patterns §C1). Edges are looked at only when the name they start from is
 * known to hold such a value somewhere, so the checker is asked about few expressions.
 */
export class FlowAnalysis {
  /** Names that hold one of MGOBE's values somewhere in the project. */
  readonly names = new Set<string>(initialNames);
  /** Names of places that hold a room or a group. */
  readonly instanceNames = new Set<string>();
  readonly evaluator: Evaluator;
  private readonly edges = new FlowEdges();
  private readonly places: Places;
  /** Names of functions whose parameters or results hold a value. */
  private readonly targetNames = new Set<string>();

  constructor(private readonly project: CodeProject) {
    this.places = new Places(project.checker, this.edges);
    this.evaluator = new Evaluator(project, this.places);
  }

  /**
   * Collects the edges and follows them until nothing new is reached.
   *
   * @param wanted kinds of nodes that the caller looks for; none when left out
   * @returns the nodes of these kinds, by file and in the order of the text
   */
  run(wanted: KindTable = createKindTable([])): ReadonlyMap<ts.SourceFile, readonly ts.Node[]> {
    const found = new Map<ts.SourceFile, readonly ts.Node[]>();
    for (const { source } of this.project.units) {
      found.set(source, this.edges.addFile(source, wanted));
      this.places.addFile(source);
      this.addImportNames(source);
    }
    for (const name of this.edges.typedNames) {
      this.names.add(name);
      this.instanceNames.add(name);
    }
    let fresh = new Set(this.names);
    for (let round = 0; fresh.size > 0 && round < maxRounds; round++) {
      const reached = new Set<string>();
      for (const name of fresh) {
        for (const edge of this.edges.from(name)) this.follow(edge, reached);
        for (const renamed of this.edges.getRenames(name)) this.addName(renamed, reached);
      }
      if (reached.size > 0) this.evaluator.forget();
      fresh = reached;
    }
    this.settle();
    return found;
  }

  /**
   * Takes back what is not certain: a place that something else or something unknown flows to as well proves nothing.
   * True when that was news; places that are looked at for the first time later can bring more.
   */
  settle(): boolean {
    const shapes = new ShapeCheck(this.project.checker, this.places, this.evaluator);
    let isNews = false;
    for (let round = 0; round < maxRounds; round++) {
      let news = shapes.run();
      for (const name of this.targetNames)
        for (const edge of this.edges.to(name)) news = this.check(edge) || news;
      if (!news) break;
      isNews = true;
      this.evaluator.forget();
    }
    return isNews;
  }

  private addName(name: string, reached: Set<string>): void {
    if (this.names.has(name)) return;
    this.names.add(name);
    reached.add(name);
  }

  /** Local names of the SDK where a file imports it. */
  private addImportNames(source: ts.SourceFile): void {
    for (const node of source.statements) {
      if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
        if (this.isSdkPath(node.moduleReference.expression, source)) this.names.add(node.name.text);
      }
      if (!ts.isImportDeclaration(node) || !this.isSdkPath(node.moduleSpecifier, source)) continue;
      const { name, namedBindings } = node.importClause ?? {};
      if (name) this.names.add(name.text);
      if (namedBindings && ts.isNamespaceImport(namedBindings)) this.names.add(namedBindings.name.text);
    }
  }

  private isSdkPath(path: ts.Expression, source: ts.SourceFile): boolean {
    return ts.isStringLiteralLike(path) && this.project.resolver.isSdk(path.text, source.fileName);
  }

  private follow(edge: FlowEdge, reached: Set<string>): void {
    const result = this.evaluateEdge(edge);
    if (typeof result !== "object") return;
    const key = this.places.getTarget(edge);
    const { text } = edge.to;
    const isNewName = text !== "" && edge.to.kind !== "argument" && !this.names.has(text);
    if (isNewName) this.names.add(text);
    if (text && /^(room|group)$/.test(result.value)) this.instanceNames.add(text);
    if (text) this.targetNames.add(text);
    const isNewPlace = key !== undefined && this.places.table.add(key, result.value);
    if (isNewName || isNewPlace) reached.add(text);
    if (isNewPlace && edge.to.kind === "argument")
      this.addParameterName(edge.to.call, edge.to.index, reached);
  }

  private addParameterName(
    call: ts.CallExpression | ts.NewExpression,
    index: number,
    reached: Set<string>,
  ): void {
    const parameter = this.places.getParameter(call, index);
    if (!parameter || !ts.isIdentifier(parameter.name)) return;
    this.names.add(parameter.name.text);
    this.instanceNames.add(parameter.name.text);
    reached.add(parameter.name.text);
  }

  private evaluateEdge(edge: FlowEdge): Evaluation {
    if (edge.to.kind !== "element") return this.evaluator.evaluate(edge.from);
    const owner = this.evaluator.evaluate(edge.from);
    if (typeof owner === "object") {
      const value = getMember(owner.value, edge.to.property)?.value;
      return value ? { value, proven: owner.proven } : undefined;
    }
    const source = unwrap(edge.from);
    if (this.evaluator.isGlobalMgobe(source, edge.to.property)) return { value: "MGOBE", proven: true };
    const property = this.places.getType(source).getProperty(edge.to.property);
    if (property) {
      const byType = this.evaluator.byType(this.project.checker.getTypeOfSymbolAtLocation(property, source));
      return byType ?? this.places.table.get(this.places.table.keyOfSymbol(property));
    }
    const key = this.places.getPropertyPlace(source, edge.to.property);
    const known = key === undefined ? undefined : this.places.table.get(key);
    // As of `x.MGOBE`.
    return known === undefined && edge.to.property === "MGOBE" ? { value: "MGOBE", proven: false } : known;
  }

  private check(edge: FlowEdge): boolean {
    const key = this.places.getPossibleTarget(edge);
    const known = key === undefined ? undefined : this.places.table.get(key);
    if (key === undefined || typeof known !== "object" || !known.proven) return false;
    if (this.places.getTarget(edge) !== key) return false;
    if (getSources(edge.from).every(isEmptyValue)) return false;
    const result = this.evaluateEdge(edge);
    const agrees = typeof result === "object" && result.value === known.value && result.proven;
    return !agrees && this.places.table.doubt(key);
  }
}
