import { apiMap, ErrCode, type ApiEntry, type ApiOwner } from "../../src/contract";
import * as enums from "../../src/contract/enums";

/** Where the generated declarations live; no such files exist on disk. */
export const ambientPath = "/__mgobe-migrate__/mgobe.d.ts";
/** The same namespace as a module, for games that import it. */
export const ambientModulePath = "/__mgobe-migrate__/mgobe-module.d.ts";

/** The few global types without which inference through arrays, promises and functions stops. */
const globals = `
interface Object {} interface Function { bind(self: any, ...args: any[]): any; call(self: any, ...args: any[]): any; apply(self: any, args?: any): any; prototype: any }
interface CallableFunction extends Function {} interface NewableFunction extends Function {}
interface IArguments { [index: number]: any; length: number }
interface String { length: number } interface Number {} interface Boolean {} interface RegExp {} interface Symbol {}
interface Iterator<T> { next(): { done: boolean; value: T } } interface Iterable<T> {} interface IterableIterator<T> {}
interface ReadonlyArray<T> extends Array<T> {} interface TemplateStringsArray extends Array<string> {}
interface Array<T> { [index: number]: T; length: number; push(...items: T[]): number; pop(): T; shift(): T;
  concat(...items: any[]): T[]; slice(start?: number, end?: number): T[]; filter(test: (item: T) => any): T[];
  find(test: (item: T) => any): T; forEach(each: (item: T, index: number) => any): void; map<U>(each: (item: T) => U): U[] }
interface PromiseLike<T> { then<U>(done?: (value: T) => U | PromiseLike<U>, failed?: (reason: any) => any): PromiseLike<U> }
interface Promise<T> { then<U>(done?: (value: T) => U | PromiseLike<U>, failed?: (reason: any) => any): Promise<U>;
  catch(failed: (reason: any) => any): Promise<T> }
interface PromiseConstructor { new <T>(run: (resolve: (value?: T | PromiseLike<T>) => void, reject: (reason?: any) => void) => void): Promise<T>;
  resolve<T>(value?: T | PromiseLike<T>): Promise<T> }
declare var Promise: PromiseConstructor;
interface Map<K, V> { get(key: K): V; set(key: K, value: V): this }
declare var Map: { new <K, V>(): Map<K, V> };
type Partial<T> = { [P in keyof T]?: T[P] }; type Required<T> = { [P in keyof T]-?: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] }; type NonNullable<T> = T & {};
type Record<K extends string, T> = { [P in K]: T }; type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type ReturnType<T extends (...args: any) => any> = T extends (...args: any) => infer R ? R : any;
type InstanceType<T extends abstract new (...args: any) => any> = T extends abstract new (...args: any) => infer R ? R : any;
`;

const enumNames = Object.keys(enums).filter((name) =>
  apiMap.some((entry) => entry.owner === "ENUM" && entry.name === name),
);

function declareEnum(name: string, values: object): string {
  const members = Object.entries(values).filter(([, value]) => typeof value === "number");
  return `enum ${name} { ${members.map(([key, value]) => `${key} = ${value}`).join(", ")} }`;
}

function declareMember(entry: ApiEntry): string {
  const prefix = entry.kind.startsWith("static") || !/^(Room|Group)$/.test(entry.owner) ? "static " : "";
  switch (entry.kind) {
    case "constructor":
      return "constructor(info?: any);";
    case "method":
    case "static-method":
      return `${prefix}${entry.name}(...args: any[]): any;`;
    case "callback":
      return `${prefix}${entry.name}: ${entry.signature.replace(/\)\s*:[^)]*$/, ")")} => any;`;
    case "event":
    case "static-event":
      return `${prefix}${entry.name}: (event: any) => any;`;
    default:
      return `${prefix}${entry.name}: any;`;
  }
}

function declareOwner(owner: ApiOwner): string {
  const members = apiMap.filter((entry) => entry.owner === owner).map(declareMember);
  return `class ${owner} { ${members.join(" ")} }`;
}

/** Classes and objects of the namespace that carry members. */
export const sdkOwners: readonly ApiOwner[] = [
  ...new Set(apiMap.filter((entry) => entry.side === "client").map((entry) => entry.owner)),
].filter((owner) => owner !== "MGOBE" && owner !== "ENUM");

/** Enums that `ENUM` and `types` carry. */
export const sdkEnumNames: readonly string[] = enumNames;

/**
 * Declarations of MGOBE's namespace, generated from the API map: just enough for the type checker to say which member
 * of which object a name is. A game's own vendored typings are replaced by these, so that every SDK version and a game
 * without any typings look the same.
 */
export function createAmbientTypes(): string {
  const enumTexts = enumNames.map((name) => declareEnum(name, (enums as Record<string, object>)[name] ?? {}));
  const enumFields = enumNames.map((name) => `static ${name}: typeof types.${name};`);
  return [
    globals,
    "declare namespace MGOBE {",
    ...sdkOwners.map(declareOwner),
    `class ENUM { ${enumFields.join(" ")} }`,
    declareEnum("ErrCode", ErrCode),
    `namespace types { ${enumTexts.join(" ")} }`,
    "}",
  ].join("\n");
}

/** The module over the same namespace. */
export const ambientModule = "export = MGOBE;\n";
