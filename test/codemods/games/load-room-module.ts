import * as colyseus from "@colyseus/sdk";
import * as socketIo from "socket.io-client";
import { assembleModule } from "../../../codemods/targets/room-module/assemble-module";
import { readModuleSources } from "../../../codemods/targets/room-module/module-files";
import type * as RoomModule from "../../../codemods/targets/room-module/source/colyseus-room";
import { requireTarget } from "../../../codemods/targets/registry";

const sdks: Readonly<Record<string, unknown>> = { "@colyseus/sdk": colyseus, "socket.io-client": socketIo };

/** Every name that has a part of the module stay. */
class AllNames extends Set<string> {
  override has(): boolean {
    return true;
  }
}

/** The whole room module of a target, as a game that uses all of it would have it. */
export function loadRoomModule(
  target: string,
): Pick<typeof RoomModule, "Connection" | "GameRoom" | "GameGroup"> {
  const sources = readModuleSources(requireTarget(target));
  const text = assembleModule(sources, { names: new AllNames(), form: "commonjs", language: "en" });
  const exports = {};
  new Function("require", "exports", text)((name: string) => sdks[name], exports);
  return exports as typeof RoomModule;
}
