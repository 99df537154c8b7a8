import * as colyseus from "@colyseus/sdk";
import * as socketIo from "socket.io-client";
import { ts } from "ts-morph";
import { assembleModule, type ModuleTexts } from "../../../codemods/targets/room-module/assemble-module";
import { type ModuleForm } from "../../../codemods/targets/room-module/module-form";
import {
  type ModulePart,
  type ModuleSources,
  placeEndings,
  readModuleSources,
} from "../../../codemods/targets/room-module/module-files";
import type * as RoomModule from "../../../codemods/targets/room-module/source/colyseus-room";
import { requireTarget } from "../../../codemods/targets/registry";

type Exports = Pick<typeof RoomModule, "Connection" | "GameRoom" | "GameGroup">;

const sdks: Readonly<Record<string, object>> = { "@colyseus/sdk": colyseus, "socket.io-client": socketIo };

/** Every name that has a part of the module stay. */
class AllNames extends Set<string> {
  override has(): boolean {
    return true;
  }
}

/** The whole room module of a target, as a game that uses all of it would have it. */
export function loadRoomModule(target: string): Exports {
  const sources = readModuleSources(requireTarget(target));
  const texts = assembleModule(sources, { names: new AllNames(), form: "commonjs", language: "en" });
  return loadModuleTexts(texts, "commonjs", sources) as Exports;
}

/** What a module in JavaScript exports, loaded as the loader of its form does; of a script what it leaves. */
export function loadModuleTexts(texts: ModuleTexts, form: ModuleForm, { sdk, file }: ModuleSources): object {
  if (form === "script") return loadScripts(texts, sdk);
  const loaded = new Map<ModulePart, object>();
  const load = (place: ModulePart): object => {
    const known = loaded.get(place);
    if (known) return known;
    const exports = {};
    loaded.set(place, exports);
    const module = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    const text = ts.transpile(texts.get(place) ?? "", module);
    const find = (name: string): object | undefined => {
      const [, ending] = new RegExp(`^\\./${file}(-\\w+)?(?:\\.js)?$`).exec(name) ?? [];
      const other = [...texts.keys()].find((each) => placeEndings[each] === ending);
      return name.startsWith(".") && other ? load(other) : sdks[name];
    };
    new Function("require", "exports", text)(find, exports);
    return exports;
  };
  return load("room");
}

/** Scripts of a page, the one that is read first last. */
function loadScripts(texts: ModuleTexts, sdk: ModuleSources["sdk"]): object {
  const scripts = [...texts].filter(([place]) => place !== "room").map(([, text]) => text);
  const room = texts.get("room") ?? "";
  const names = [...[...scripts, room].join("\n").matchAll(/^const \{ (.*) \} = \(\(\) => \{$/gm)];
  const end = `return { ${names.map(([, each]) => each).join(", ")} };`;
  return new Function(sdk.global, [...scripts, room, end].join("\n"))(sdks[sdk.package]);
}
