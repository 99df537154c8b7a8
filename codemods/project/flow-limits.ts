import { ts } from "ts-morph";

/** Files below this size have no chain that is worth cutting, characters. */
const largeFile = 200_000;
/** Steps of control flow that the checker may follow back from a use. */
const longestChain = 256;

/** The part of the binder's flow graph that is looked at; the compiler's typings leave it out. */
interface FlowStep {
  readonly flags: number;
  /** The step before; several where branches meet. */
  antecedent?: FlowStep | readonly FlowStep[];
}

/** The compiler's own flag of a flow's first step. */
const startFlag = 2;

/**
 * Cuts the control flow of large files into pieces, once they are bound. For every use of a name the checker walks back
 * over all that ran before it, which makes a generated file with tens of thousands of statements in a row take minutes;
 * what a test or an assignment says about a type hundreds of statements later is nothing that a finding rests on.
 */
export function limitFlow(source: ts.SourceFile): void {
  if (source.text.length < largeFile) return;
  const depths = new Map<FlowStep, number>();
  const visit = (node: ts.Node): void => {
    const { flowNode } = node as ts.Node & { flowNode?: FlowStep };
    if (flowNode && !depths.has(flowNode)) measure(flowNode, depths);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** Counts the steps back to the start or to the last meeting of branches, cutting where they become too many. */
function measure(last: FlowStep, depths: Map<FlowStep, number>): void {
  const chain: FlowStep[] = [];
  let step: FlowStep | undefined = last;
  while (step && !depths.has(step)) {
    chain.push(step);
    const { antecedent }: FlowStep = step;
    step = isSingle(antecedent) ? antecedent : undefined;
  }
  let depth = step ? (depths.get(step) ?? 0) : 0;
  for (const each of chain.reverse()) {
    depth++;
    if (depth > longestChain && isSingle(each.antecedent)) {
      each.antecedent = { flags: startFlag };
      depth = 1;
    }
    depths.set(each, depth);
  }
}

function isSingle(antecedent: FlowStep["antecedent"]): antecedent is FlowStep {
  return !!antecedent && !Array.isArray(antecedent);
}
