import { getImportPaths, getNeededImports } from "./import-needs";
import { type ModuleResolver } from "./module-resolver";

/** How many imports away from a file with MGOBE in it all files are read. */
const nearDistance = 2;
/** Files that are read beyond that: a room may come a long way, over files that only pass it on. */
const mostDistant = 300;

/**
 * The given files and those of their imports that can say what MGOBE's receivers are, each after the files it imports: read in
 * this order, no chain of imports is followed deep at once, however long it is. What is far away is read up to a number of
 * files: a game in which all files reach each other need not be parsed as a whole.
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
  let left = mostDistant;
  for (let distance = 0; wave.length > 0; distance++) {
    const next = new Set<string>();
    const near = distance <= nearDistance ? wave : wave.slice(0, left);
    if (distance > nearDistance) left -= near.length;
    for (const path of near) {
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
