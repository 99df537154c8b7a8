import { ts } from "ts-morph";

/** What a statement that exports MGOBE's names exports from now on. */
interface Shown {
  /** What stands in braces: `GameRoom as Room`. */
  readonly names: string[];
  /** What is an expression in the module, and gets its name by a declaration. */
  readonly values: { readonly name: string; readonly text: string }[];
}

/** Exports of MGOBE's names from files of the game, under the names that they have there. */
export class ExportWriter {
  private readonly shown = new Map<ts.Statement, Shown>();
  /** Lists of exports of which a part becomes declarations, by what each name becomes. */
  private readonly listed = new Map<ts.ExportSpecifier, string>();

  /**
   * Notes what an exported name becomes. False where the name is none that this writes: it is replaced in its place.
   *
   * @param isValue whether the text is an expression and no name of the module's
   */
  add(node: ts.Expression, text: string, isValue: boolean): boolean {
    const { parent } = node;
    const name = node.getText() === text ? text : `${text} as ${node.getText()}`;
    const pattern = ts.isBindingElement(parent) ? ts.findAncestor(parent, ts.isVariableStatement) : undefined;
    if (pattern) {
      const shown = this.getShown(pattern);
      if (isValue) shown.values.push({ name: node.getText(), text });
      else shown.names.push(name);
      return true;
    }
    if (!ts.isExportSpecifier(parent)) return false;
    if (isValue) this.getShown(parent.parent.parent).values.push({ name: parent.name.text, text });
    this.listed.set(
      parent,
      isValue ? "" : text === parent.name.text ? text : `${text} as ${parent.name.text}`,
    );
    return true;
  }

  private getShown(statement: ts.Statement): Shown {
    const known = this.shown.get(statement) ?? { names: [], values: [] };
    this.shown.set(statement, known);
    return known;
  }

  /** Gives the texts of whole statements, and of names in the lists that stay as they are otherwise. */
  write(replace: (node: ts.Node, text: string) => void): ts.Statement[] {
    for (const [specifier, text] of this.listed) {
      const statement = specifier.parent.parent;
      if (!this.shown.has(statement)) replace(specifier, text);
    }
    for (const [statement, { names, values }] of this.shown) {
      const end = statement.getText().endsWith(";") ? ";" : "";
      const eol = statement.getSourceFile().text.includes("\r\n") ? "\r\n" : "\n";
      const all = ts.isExportDeclaration(statement) ? this.listNames(statement) : names;
      const lines = [
        ...(all.length > 0 ? [`export { ${all.join(", ")} }${end}`] : []),
        ...values.map(({ name, text }) =>
          name === "default" ? `export default ${text}${end}` : `export const ${name} = ${text}${end}`,
        ),
      ];
      replace(statement, lines.join(eol));
    }
    return [...this.shown.keys()];
  }

  private listNames({ exportClause }: ts.ExportDeclaration): string[] {
    if (!exportClause || !ts.isNamedExports(exportClause)) return [];
    const texts = exportClause.elements.map((each) => this.listed.get(each) ?? each.getText());
    return texts.filter((text) => text !== "");
  }
}
