import { ts } from "ts-morph";
import { type ModuleSources } from "../../targets/room-module/module-files";

/** Members of the module's classes. */
export interface ModuleMembers {
  /** Those of `Connection` that a game may use, `logIn` among them. */
  readonly connection: ReadonlySet<string>;
  /** Those of `GameRoom` and of `GameGroup`, handlers among them. */
  readonly room: ReadonlySet<string>;
  readonly group: ReadonlySet<string>;
  /** All names that the classes need for themselves: a subclass must have none of them by accident. */
  readonly own: ReadonlySet<string>;
}

/** Reads what the module offers off its sources, so that the two cannot differ. */
export function readModuleMembers({ files }: ModuleSources): ModuleMembers {
  const read = (name: string): ClassMembers => readMembers(files.get(name) ?? "");
  const [connection, room, group] = [read("connection"), read("game-room"), read("game-group")];
  return {
    connection: connection.open,
    room: room.open,
    group: group.open,
    own: new Set([...room.own, ...group.own]),
  };
}

interface ClassMembers {
  readonly open: ReadonlySet<string>;
  /** Those that stand in a class, private ones too. */
  readonly own: ReadonlySet<string>;
}

function readMembers(text: string): ClassMembers {
  const open = new Set<string>();
  const own = new Set<string>();
  const source = ts.createSourceFile("source.ts", text, ts.ScriptTarget.ESNext, true);
  for (const statement of source.statements) {
    if (!ts.isClassDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) continue;
    for (const member of statement.members) {
      const names = ts.isConstructorDeclaration(member) ? listProperties(member) : [member];
      for (const { name } of names) {
        if (!name || !ts.isIdentifier(name)) continue;
        if (ts.isClassDeclaration(statement)) own.add(name.text);
        if (!isPrivate(member)) open.add(name.text);
      }
    }
  }
  return { open, own };
}

/** Parameters of a constructor that are properties. */
function listProperties(node: ts.ConstructorDeclaration): readonly ts.ParameterDeclaration[] {
  return node.parameters.filter((each) => ts.isParameterPropertyDeclaration(each, node));
}

function isPrivate(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    !!ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
  );
}
