import { apiMap, type ApiEntry } from "../../src/contract";
import { sdkEnumNames, sdkOwners } from "../project/ambient-types";

/**
 * What an expression stands for at run time: the namespace (`MGOBE`), one of its objects or classes (`Listener`, `Room`,
 * `ENUM` …), one enum (`enum:RecvType`), or an instance (`room`, `group`).
 */
export type SdkValue = string;

/** Instances by the class that makes them. */
const instanceOf: Readonly<Record<string, SdkValue>> = { Room: "room", Group: "group" };
const classOf: Readonly<Record<SdkValue, string>> = { room: "Room", group: "Group" };

/** A member of an SDK value: its entry in the API map, and the value it holds where that is one of MGOBE's too. */
export interface SdkMember {
  readonly owner: string;
  readonly name: string;
  readonly api?: ApiEntry;
  readonly value?: SdkValue;
}

const namespaceMembers = new Set<string>([...sdkOwners, "ENUM", "ErrCode", "types"]);

function isInstanceEntry(entry: ApiEntry): boolean {
  return (
    entry.owner in instanceOf &&
    !entry.kind.startsWith("static") &&
    !/^(constructor|constant)$/.test(entry.kind)
  );
}

const clientEntries = apiMap.filter((entry) => entry.side === "client" && entry.kind !== "constructor");
const membersByValue = groupByValue(clientEntries);

function groupByValue(entries: readonly ApiEntry[]): ReadonlyMap<SdkValue, ReadonlyMap<string, ApiEntry>> {
  const groups = new Map<SdkValue, Map<string, ApiEntry>>();
  for (const entry of entries) {
    const value = isInstanceEntry(entry) ? (instanceOf[entry.owner] ?? entry.owner) : entry.owner;
    const members = groups.get(value) ?? new Map<string, ApiEntry>();
    members.set(entry.name, entry);
    groups.set(value, members);
  }
  return groups;
}

/** The value that `new` makes of a class; undefined when it is no class of MGOBE's. */
export function getInstance(value: SdkValue): SdkValue | undefined {
  return instanceOf[value];
}

/** Class of an instance; undefined for anything else. */
export function getClass(value: SdkValue): string | undefined {
  return classOf[value];
}

/** Owner as the API map spells it. */
export function getOwner(value: SdkValue): string {
  return classOf[value] ?? (value.startsWith("enum:") ? "ENUM" : value);
}

function getApi(id: string): ApiEntry | undefined {
  return apiMap.find((entry) => entry.id === id);
}

/**
 * Member of an SDK value by name; undefined when MGOBE has no such member.
 *
 * @example
 * getMember("room", "sendFrame")?.api?.id; // "Room.sendFrame"
 */
export function getMember(value: SdkValue, name: string): SdkMember | undefined {
  if (value === "MGOBE") {
    if (name === "MGOBE" || name === "default") return { owner: "MGOBE", name, value: "MGOBE" };
    if (!namespaceMembers.has(name)) return undefined;
    return { owner: "MGOBE", name, value: name, api: getApi(name) };
  }
  if (value === "ENUM" || value === "types") {
    if (!sdkEnumNames.includes(name)) return undefined;
    const api = value === "types" ? getApi("types") : getApi(`ENUM.${name}`);
    return { owner: value, name, value: `enum:${name}`, api };
  }
  if (value.startsWith("enum:")) {
    return { owner: "ENUM", name, api: getApi(`ENUM.${value.slice("enum:".length)}`) };
  }
  if (value === "ErrCode") return { owner: "ErrCode", name, api: getApi("ErrCode") };
  const api = membersByValue.get(value)?.get(name);
  return api ? { owner: getOwner(value), name, api } : undefined;
}

/** Names of the members of rooms and groups. */
export const instanceMemberNames: ReadonlySet<string> = new Set([
  ...(membersByValue.get("room")?.keys() ?? []),
  ...(membersByValue.get("group")?.keys() ?? []),
]);

/** Names of the events that are set as properties of a room or group; the table-driven form is told by them. */
export const handlerNames: ReadonlySet<string> = new Set(
  clientEntries
    .filter((entry) => entry.owner in instanceOf && /^(event|callback)$/.test(entry.kind))
    .map((entry) => entry.name),
);
/** Names under which MGOBE's own objects are known before any alias is made. */
export const initialNames: readonly string[] = ["MGOBE", "default", ...namespaceMembers, ...sdkEnumNames];
