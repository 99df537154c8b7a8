import { ts } from "ts-morph";
import { isTypeScript } from "../../finder/syntax";
import { type CodeStyle } from "../../edits/code-style";
import { type Finding } from "../../finder";
import { type NativeField, type NativeNames, type NativeTarget } from "../../targets/native-target";
import { type RuleContext } from "../rule";
import { type NativeModules } from "./native-modules";
import { type NativePlan } from "./plan";

/** Declares what native code keeps beside the room, and lets the room itself come by entering. */
export class HolderWriter {
  private readonly file: string;
  private readonly style: CodeStyle;
  private readonly isTypeScript: boolean;

  constructor(
    private readonly context: RuleContext,
    private readonly target: NativeTarget,
    private readonly names: NativeNames,
    private readonly plan: NativePlan,
    private readonly modules: NativeModules,
    private readonly room: Finding,
  ) {
    const node = plan.holder.declaration ?? plan.holder.construct;
    this.file = node.getSourceFile().fileName;
    this.style = context.getStyle(this.file);
    this.isTypeScript = isTypeScript(node.getSourceFile());
  }

  /** Edits the declaration and, where it is another place, the assignment. */
  write(): void {
    const { declaration, assignment } = this.plan.holder;
    if (assignment) this.writeAssignment(assignment);
    if (!declaration) return;
    if (ts.isVariableDeclaration(declaration)) this.writeVariable(declaration);
    else if (ts.isPropertyDeclaration(declaration)) this.writeProperty(declaration);
    else this.writeEntry(declaration);
  }

  /** A fresh room had no handlers. */
  private writeAssignment(assignment: ts.BinaryExpression): void {
    const owner = this.plan.reach.getOwner(assignment.left);
    const place = owner ? `${owner}.${this.names.handlers}` : this.names.handlers;
    const file = assignment.getSourceFile().fileName;
    this.context.edit(this.room, file, assignment.getStart(), assignment.end, `${place} = {}`);
  }

  private getFields(node: ts.Node): NativeField[] {
    const classes = this.isTypeScript ? this.modules.getBothClasses(node) : this.target.classes;
    const fields = this.target.fields(this.names, classes, this.plan.uses);
    return fields.map((field) =>
      field.initial === undefined
        ? field
        : { ...field, initial: field.initial.replaceAll('"', this.style.quote) },
    );
  }

  private writeVariable(declaration: ts.VariableDeclaration): void {
    const statement = declaration.parent.parent as ts.VariableStatement;
    const isVar = !(ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped);
    const { eol, semicolon } = this.style;
    const isReplaced = !!this.plan.holder.assignment;
    const lines = this.getFields(declaration).map(({ name, type, initial }) => {
      const isConstant = !isVar && name === this.names.handlers && !isReplaced;
      const keyword = isVar ? "var" : isConstant ? "const" : "let";
      const annotation = this.isTypeScript && !isInferred(name, this.names) ? `: ${type}` : "";
      return `${keyword} ${name}${annotation}${initial === undefined ? "" : ` = ${initial}`}${semicolon}`;
    });
    if (isReplaced) {
      const position = getLineEnd(statement);
      return this.context.edit(
        this.room,
        this.file,
        position,
        position,
        lines.map((line) => `${eol}${line}`).join(""),
      );
    }
    const exported =
      ts
        .getModifiers(statement)
        ?.map((each) => `${each.getText()} `)
        .join("") ?? "";
    const annotation = this.isTypeScript ? `: ${this.modules.getClasses(declaration).room}` : "";
    lines.unshift(`${exported}${isVar ? "var" : "let"} ${this.plan.holder.name}${annotation}${semicolon}`);
    this.context.edit(this.room, this.file, statement.getStart(), statement.end, lines.join(eol));
  }

  private writeProperty(declaration: ts.PropertyDeclaration): void {
    const isStatic = !!ts.getModifiers(declaration)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
    const prefix = isStatic ? "static " : "";
    const sure = isStatic ? "" : "!";
    const write = (field: NativeField): string => {
      if (!this.isTypeScript) return `${prefix}${field.name} = ${field.initial ?? "null"}`;
      if (field.initial === undefined) return `${prefix}${field.name}${sure}: ${field.type}`;
      const annotation = isInferred(field.name, this.names) ? "" : `: ${field.type}`;
      return `${prefix}${field.name}${annotation} = ${field.initial}`;
    };
    this.insertAfter(declaration, write, this.style.semicolon);
    const readonly = ts.getModifiers(declaration)?.find(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword);
    if (readonly) this.context.edit(this.room, this.file, readonly.getStart(), readonly.end + 1, "");
    this.writePropertyValue(declaration, sure);
  }

  private writePropertyValue(declaration: ts.PropertyDeclaration, sure: string): void {
    const { name, type, initializer, questionToken, exclamationToken } = declaration;
    const isMade = initializer && !this.plan.holder.assignment;
    if (!this.isTypeScript) {
      if (isMade) this.context.edit(this.room, this.file, initializer.getStart(), initializer.end, "null");
      return;
    }
    const needsSure = !questionToken && !exclamationToken && (!type || ts.isTypeReferenceNode(type));
    if (isMade) {
      if (needsSure) this.context.edit(this.room, this.file, name.end, name.end, sure);
      const room = this.modules.getClasses(declaration).room;
      const end = (type ?? exclamationToken ?? questionToken ?? name).end;
      this.context.edit(this.room, this.file, end, initializer.end, type ? "" : `: ${room}`);
    } else if (!initializer && type && needsSure) {
      this.context.edit(this.room, this.file, name.end, name.end, sure);
    }
  }

  private writeEntry(declaration: ts.PropertyAssignment): void {
    const write = ({ name, type, initial }: NativeField): string =>
      this.isTypeScript ? `${name}: ${initial ?? "null!"} as ${type}` : `${name}: ${initial ?? "null"}`;
    this.insertAfter(declaration, write, ",");
    if (this.plan.holder.assignment) return;
    const room = this.isTypeScript ? `null! as ${this.modules.getClasses(declaration).room}` : "null";
    const { initializer } = declaration;
    this.context.edit(this.room, this.file, initializer.getStart(), initializer.end, room);
  }

  /** Each field on a line of its own where the room is, else behind it on the same line. */
  private insertAfter(node: ts.Node, write: (field: NativeField) => string, end: string): void {
    const { text } = node.getSourceFile();
    const start = node.getStart();
    const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
    const gap = /^[ \t]*$/.test(indent) ? `${this.style.eol}${indent}` : " ";
    const lines = this.getFields(node).map((field) => `${gap}${write(field)}`);
    if (end === ",") {
      // Whether the room is the last entry or not, its own comma comes behind the new ones.
      return this.context.edit(
        this.room,
        this.file,
        node.end,
        node.end,
        lines.map((line) => `,${line}`).join(""),
      );
    }
    const position = gap === " " ? node.end : getLineEnd(node);
    this.context.edit(
      this.room,
      this.file,
      position,
      position,
      lines.map((line) => `${line}${end}`).join(""),
    );
  }
}

/** End of a node, or of a comment that stands behind it on its line. */
function getLineEnd(node: ts.Node): number {
  const { text } = node.getSourceFile();
  const comment = /^[ \t]*(\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*(?=\r?\n|$))/.exec(text.slice(node.end));
  return node.end + (comment?.[0].length ?? 0);
}

/** The login's type can be read off its first value. */
function isInferred(name: string, names: NativeNames): boolean {
  return name === names.login;
}
