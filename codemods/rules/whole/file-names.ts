import { ts } from "ts-morph";

/** What each file takes from the room module, under which names. */
export class FileNames {
  private readonly taken = new Map<ts.SourceFile, ReadonlySet<string>>();
  private readonly used = new Map<ts.SourceFile, Map<string, { local: string; isType: boolean }>>();

  /**
   * @param isFree whether an identifier is one that goes, and leaves its name free
   * @param namespace what the module's names stand behind, where nothing is imported
   */
  constructor(
    private readonly isFree: (node: ts.Identifier) => boolean,
    private readonly namespace?: string,
  ) {}

  /** The local name of an export of the module in a file, which is imported there from now on. */
  use(source: ts.SourceFile, name: string, isType = false): string {
    const names = this.used.get(source) ?? new Map<string, { local: string; isType: boolean }>();
    this.used.set(source, names);
    const known = names.get(name);
    if (known) {
      known.isType &&= isType;
      return known.local;
    }
    if (this.namespace !== undefined) {
      names.set(name, { local: `${this.namespace}.${name}`, isType });
      return `${this.namespace}.${name}`;
    }
    const local = this.isTaken(source, name) ? this.rename(source, name) : name;
    names.set(name, { local, isType });
    return local;
  }

  /** Everything that files take, by file. */
  getAll(): ReadonlyMap<
    ts.SourceFile,
    ReadonlyMap<string, { readonly local: string; readonly isType: boolean }>
  > {
    return this.used;
  }

  /** Whether a name means something else in a file. */
  isTaken(source: ts.SourceFile, name: string): boolean {
    const known = this.taken.get(source) ?? this.collect(source);
    this.taken.set(source, known);
    return known.has(name);
  }

  private rename(source: ts.SourceFile, name: string): string {
    const start = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const candidates = name === start ? [`Room${start}`, `My${start}`] : [`room${start}`, `my${start}`];
    return candidates.find((each) => !this.isTaken(source, each)) ?? `${name}OfModule`;
  }

  private collect(source: ts.SourceFile): ReadonlySet<string> {
    const names = new Set<string>();
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && !isMemberName(node) && !this.isFree(node)) names.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return names;
  }
}

/** Whether an identifier is the name of a member, which is no name of its own. */
export function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isAccessor(parent) ||
      ts.isEnumMember(parent)) &&
    parent.name === node
  );
}
