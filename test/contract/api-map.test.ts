import * as fs from "node:fs";
import * as path from "node:path";
import clientSpec from "../fixtures/spec/mgobe-client.json";
import serverSpec from "../fixtures/spec/mgobe-server.json";
import { WireSchema } from "../../adapters/wire/codec/wire-schema";
import {
  apiMap,
  ErrCode,
  errCodeInfos,
  getApiEntry,
  getRefusedData,
  type MethodName,
} from "../../src/contract";
import { memberTests } from "./member-tests";

interface SpecMember {
  name: string;
  kind?: string;
}

interface SpecClass {
  ctor?: object;
  static?: SpecMember[];
  staticEvents?: SpecMember[];
  staticProperties?: SpecMember[];
  methods?: SpecMember[];
  properties?: SpecMember[];
  events?: SpecMember[];
  undocumented?: SpecMember[];
}

function clientMembersOfSpec(): string[] {
  const ids: string[] = ["ErrCode", "types"];
  for (const [owner, members] of Object.entries(clientSpec.classes) as [string, SpecClass][]) {
    if (members.ctor) ids.push(`${owner}.constructor`);
    const lists = [
      members.static,
      members.staticEvents,
      members.staticProperties,
      members.methods,
      members.properties,
      members.events,
      members.undocumented?.filter((member) => !member.kind?.includes("internal")),
    ];
    for (const list of lists) for (const member of list ?? []) ids.push(`${owner}.${member.name}`);
  }
  for (const [owner, object] of Object.entries(clientSpec.objects)) {
    for (const member of object.members) ids.push(`${owner}.${member.name}`);
  }
  return ids;
}

function serverMembersOfSpec(): string[] {
  return [
    ...serverSpec.hooks.map((hook) => `gameServer.${hook.name}`),
    "gameServer.mode",
    ...serverSpec.sdk.map((call) => `SDK.${call.name}`),
    ...Object.keys(serverSpec.types.ActionArgs).map((name) => `ActionArgs.${name}`),
    ...Object.keys(serverSpec.types.mgobexsCode).map((name) => `mgobexsCode.${name}`),
  ];
}

const idsOf = (side: string): string[] =>
  apiMap.filter((entry) => entry.side === side).map((entry) => entry.id);

describe("api map", () => {
  test("has exactly the members of the client SDK", () => {
    expect(idsOf("client").sort()).toEqual(clientMembersOfSpec().sort());
  });

  test("covers every member of the spec's migration table", () => {
    const missing = Object.keys(clientSpec.mapping).filter((id) => !getApiEntry(id));
    expect(missing).toEqual([]);
  });

  test("has exactly the members of the server API", () => {
    expect(idsOf("server").sort()).toEqual(serverMembersOfSpec().sort());
  });

  test("has each id once and says what is done with it", () => {
    expect(new Set(apiMap.map((entry) => entry.id)).size).toBe(apiMap.length);
    expect(apiMap.filter((entry) => entry.does.length < 10).map((entry) => entry.id)).toEqual([]);
  });

  test("each member is tested somewhere, and the files there name it", () => {
    const root = path.join(__dirname, "../..");
    expect(Object.keys(memberTests).sort()).toEqual(apiMap.map(({ id }) => id).sort());
    const wrong = apiMap.filter(({ id, name }) => {
      const texts = memberTests[id]?.map((file) => fs.readFileSync(path.join(root, file), "utf8")) ?? [];
      return texts.length === 0 || !texts.every((text) => text.includes(id) || text.includes(name));
    });
    expect(wrong.map(({ id }) => [id, memberTests[id]])).toEqual([]);
  });

  test("knows the old names of hooks", () => {
    const legacy = apiMap.filter((entry) => entry.legacyName).map((entry) => [entry.name, entry.legacyName]);
    const expected = serverSpec.hooks
      .filter((hook) => hook.deprecatedNames.length > 0)
      .map((hook) => [hook.name, hook.deprecatedNames[0]!.name]);
    expect(legacy).toEqual(expected);
  });
});

test("a refused request carries what MGOBE's messages decode to without content", () => {
  const schema = new WireSchema("current");
  const messageOf: Record<string, string> = {
    getRoomDetail: "GetRoomByRoomId",
    createTeamRoom: "CreateRoom",
    joinTeamRoom: "JoinRoom",
    matchRoom: "MatchRoomSimple",
  };
  const requests = apiMap.filter(({ handledBy, owner }) => handledBy === "request" && owner !== "Listener");
  // Two requests of the client are others on the way.
  const methods = requests
    .map(({ name }) => name)
    .filter((name) => !["getMyRoom", "getGroupDetail"].includes(name));
  const decoded = methods.map((name) => {
    const message = messageOf[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
    return [name, schema.decode(`${message}Rsp`, new Uint8Array())];
  });
  expect(methods.map((name) => [name, getRefusedData(name as MethodName)])).toEqual(decoded);
  expect(methods).toHaveLength(34);
});

describe("error codes", () => {
  test("are the 251 of the spec, with reverse mapping", () => {
    const names = Object.keys(ErrCode).filter((key) => Number.isNaN(Number(key)));
    expect(Object.fromEntries(names.map((name) => [name, ErrCode[name as keyof typeof ErrCode]]))).toEqual(
      clientSpec.errCodes,
    );
    expect(names).toHaveLength(251);
    expect(ErrCode[20010]).toBe("EC_ROOM_PLAYER_ALREADY_IN_ROOM");
  });

  test("each have a meaning", () => {
    expect(errCodeInfos.map((info) => info.code).sort()).toEqual(Object.values(clientSpec.errCodes).sort());
  });
});
