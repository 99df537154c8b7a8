import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import clientSpec from "../../fixtures/spec/mgobe-client.json";
import serverSpec from "../../fixtures/spec/mgobe-server.json";

/** A type of MGOBE's typings and how much of it the contract has. */
export interface TypeStatus {
  readonly name: string;
  readonly side: "client" | "server";
  readonly isPresent: boolean;
  /** Fields of MGOBE's type that the contract's type does not have. */
  readonly missingFields: readonly string[];
}

interface SpecType {
  readonly kind?: string;
  readonly fields?: readonly { readonly name: string }[];
  readonly values?: unknown;
}

/** Exported types of the contract with the names of their fields, inherited ones included. */
function readContract(root: string): Map<string, ReadonlySet<string>> {
  const folder = join(root, "src/contract");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("api-map"))
    .map((file) => join(folder, file));
  const program = ts.createProgram(files, { strict: true, noLib: true, module: ts.ModuleKind.Node20 });
  const checker = program.getTypeChecker();
  const types = new Map<string, ReadonlySet<string>>();
  for (const file of files) {
    const source = program.getSourceFile(file);
    for (const statement of source?.statements ?? []) {
      if (
        !ts.isInterfaceDeclaration(statement) &&
        !ts.isTypeAliasDeclaration(statement) &&
        !ts.isEnumDeclaration(statement)
      )
        continue;
      const fields = checker.getTypeAtLocation(statement.name).getProperties();
      types.set(statement.name.text, new Set(fields.map((field) => field.name)));
    }
  }
  return types;
}

/** Types that games had under other names, and types that exist as the dialect of V1.0.0 alone. */
const isOfDialect = (name: string): boolean => name.includes("_V1_0_0") || name.startsWith("ClientPush");

/** Stands in the spec for a type that takes any field. */
const anyField = "*";

/** Every type of MGOBE's typings, in the order of the spec. */
export function compareTypes(root: string): TypeStatus[] {
  const contract = readContract(root);
  const compare = (side: "client" | "server", name: string, fields: readonly string[]): TypeStatus => {
    const found = contract.get(name) ?? contract.get(name.replace(/^./, (first) => first.toUpperCase()));
    return {
      name,
      side,
      isPresent: found !== undefined,
      missingFields: found ? fields.filter((field) => !found.has(field)) : [],
    };
  };
  const client = Object.entries(clientSpec.types as Record<string, SpecType>).map(([name, type]) =>
    compare("client", name, type.fields?.map((field) => field.name) ?? []),
  );
  const server = Object.entries(serverSpec.types as Record<string, unknown>)
    .filter(([name]) => !isOfDialect(name))
    .map(([name, fields]) => {
      const isObject = typeof fields === "object" && fields !== null;
      const names = isObject ? Object.keys(fields).map((field) => field.replace(/\?$/, "")) : [];
      return compare(
        "server",
        name,
        names.filter((field) => field !== anyField),
      );
    });
  return [...client, ...server];
}
