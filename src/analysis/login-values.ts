import { type CodemodResult } from "../../codemods/run/codemod-run";
import { createCodeSet } from "./code-set";
import { Constants } from "./constants";

/** What the game logs in with, as far as its code says it; more than one value where it has several. */
export interface LoginValues {
  readonly gameIds: readonly string[];
  /** Keys themselves: for the configuration alone, never for anything that is shown. */
  readonly secretKeys: readonly string[];
}

/** Ids and keys that a game hands to `Listener.init` (spec mgobe-client §2.1). */
export function findLoginValues({ project, findings }: CodemodResult): LoginValues {
  const code = createCodeSet(
    project.units.map(({ source }) => source),
    project.checker,
  );
  const constants = new Constants(code);
  const infos = findings.flatMap(({ use }) =>
    use?.api === "Listener.init" ? (use.call?.arguments[0] ?? []) : [],
  );
  const find = (name: string): string[] => {
    const nodes = infos.flatMap((info) => constants.findProperty(info, name));
    const values = nodes.flatMap((node) => constants.evaluate(node).values);
    return [...new Set(values.filter((value) => typeof value === "string" && value !== ""))] as string[];
  };
  return { gameIds: find("gameId"), secretKeys: find("secretKey") };
}
