import { getImportPaths, getNeededImports } from "./import-needs";
import { type ModuleResolver } from "./module-resolver";

/** How many imports away from a file with MGOBE in it types are still read. */
const maxDistance = 2;

/**
 * The given files and those of their imports that can say what MGOBE's receivers are, up to a few steps, each after the
 * files it imports: read in this order, no chain of imports is followed deep at once, however long it is.
 */
export function orderByImports(
  paths: readonly string[],
  texts: ReadonlyMap<string, string>,
  resolver: ModuleResolver,
): string[] {
  const imports = collectImports(paths, texts, resolver);
  const ordered: string[] = [];
  const entered = new Set<string>();
  for (const path of imports.keys()) {
    const stack = [{ path, next: 0 }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as { path: string; next: number };
      const children = imports.get(top.path) ?? [];
      if (top.next === 0 && entered.has(top.path)) {
        stack.pop();
        continue;
      }
      entered.add(top.path);
      const child = children[top.next++];
      if (child === undefined) {
        ordered.push(top.path);
        stack.pop();
      } else if (!entered.has(child) && imports.has(child)) stack.push({ path: child, next: 0 });
    }
  }
  return ordered;
}

function collectImports(
  paths: readonly string[],
  texts: ReadonlyMap<string, string>,
  resolver: ModuleResolver,
): Map<string, string[]> {
  const imports = new Map<string, string[]>();
  let wave = [...paths];
  for (let distance = 0; distance <= maxDistance && wave.length > 0; distance++) {
    const next = new Set<string>();
    for (const path of wave) {
      if (imports.has(path)) continue;
      const text = texts.get(path) ?? "";
      // What lies behind the imports of a file that names nothing of MGOBE's, no line of it tells.
      const specifiers = distance === 0 ? getNeededImports(text) : getImportPaths(text);
      const found = resolveAll(specifiers, path, resolver).filter((each) => texts.has(each));
      imports.set(path, found);
      for (const each of found) if (!imports.has(each)) next.add(each);
    }
    wave = [...next];
  }
  return imports;
}

function resolveAll(specifiers: readonly string[], path: string, resolver: ModuleResolver): string[] {
  return specifiers.flatMap((specifier) => resolver.resolve(specifier, path)?.resolvedFileName ?? []);
}
