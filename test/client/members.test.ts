import spec from "../fixtures/spec/mgobe-client.json";
import { apiMap } from "../../src/contract";
import { Bench } from "./fake-server";

// proves: ErrCode, types, RandomUtil.init, RandomUtil.random, DebuggerLog.enable, DebuggerLog.callback
// proves: DebuggerLog.exclude, StatCallbacks.onRenderFrameRate

interface SpecMember {
  name: string;
  kind?: string;
}

const names = (members: readonly SpecMember[] | undefined): string[] =>
  (members ?? []).map(({ name }) => name);

describe("the MGOBE object", () => {
  // proves: types, ErrCode
  test("has exactly the members that MGOBE's had", () => {
    const { mgobe } = new Bench();
    expect(Object.keys(mgobe).sort()).toEqual([...spec.globals.runtimeMembers].sort());
    expect(mgobe.types).toBe(mgobe.ENUM);
    expect("default" in mgobe).toBe(false);
  });

  test.each(["Room", "Group"] as const)(
    "%s has every static, method, property and event of the spec",
    (owner) => {
      const { mgobe } = new Bench();
      const cls: any = mgobe[owner];
      const described = spec.classes[owner] as any;
      expect(cls.name).toBe(owner);
      for (const name of names(described.static))
        expect([name, typeof cls[name]]).toEqual([name, "function"]);
      for (const name of names(described.staticEvents)) expect(name in cls).toBe(true);
      const instance = new cls();
      // onUpdate is a handler that the classes have, one that does nothing.
      for (const name of names(described.methods))
        expect([name, typeof instance[name]]).toEqual([name, "function"]);
      for (const name of names(described.properties)) expect(name in instance).toBe(true);
      for (const name of names(described.events)) expect(instance[name]).toBeUndefined();
    },
  );

  test("adds nothing that enumerates, beside what MGOBE has", () => {
    const { mgobe } = new Bench();
    expect(Object.keys(new mgobe.Room())).toEqual(["roomInfo"]);
    expect(Object.keys(new mgobe.Group())).toEqual(["groupInfo"]);
  });

  test("Listener, DebuggerLog and the plain objects have the members of the spec", () => {
    const { mgobe } = new Bench();
    const { classes, objects } = spec;
    for (const name of [...names(classes.Listener.static), ...names(classes.Listener.undocumented)]) {
      expect(name in mgobe.Listener).toBe(true);
    }
    for (const name of [
      ...names(classes.DebuggerLog.staticProperties),
      ...names(classes.DebuggerLog.undocumented),
    ]) {
      expect(name in mgobe.DebuggerLog).toBe(true);
    }
    for (const [owner, { members }] of Object.entries(objects)) {
      expect(Object.keys((mgobe as any)[owner]).sort()).toEqual(names(members).sort());
    }
  });

  // proves: ErrCode, types, ENUM.CreateRoomType, ENUM.MatchType, ENUM.NetworkState, ENUM.FrameSyncState
  // proves: ENUM.RecvType, ENUM.GroupRecvType, ENUM.GroupType
  test("enums and error codes are those of the spec, with reverse mapping", () => {
    const { mgobe } = new Bench();
    for (const [name, values] of Object.entries(spec.enums)) {
      const given: any = (mgobe.ENUM as any)[name];
      const entries = Array.isArray(values) ? values : Object.entries((values as any).values ?? values);
      for (const entry of entries as any[]) {
        const [key, value] = Array.isArray(entry) ? entry : [entry.name, entry.value];
        expect(given[key]).toBe(value);
        expect(given[value]).toBe(key);
      }
    }
    for (const [name, value] of Object.entries(spec.errCodes)) {
      expect((mgobe.ErrCode as any)[name]).toBe(value);
      expect((mgobe.ErrCode as any)[value]).toBe(name);
    }
  });

  test("every client entry of the API map is there", () => {
    const { mgobe } = new Bench();
    const room = new mgobe.Room();
    const group = new mgobe.Group();
    const missing = apiMap
      .filter((entry) => entry.side === "client" && entry.owner !== "MGOBE")
      .filter(({ owner, name, kind }) => {
        if (kind === "constructor" || kind === "event" || kind === "callback") return false;
        if (kind === "method" || kind === "property") {
          const target = owner === "Room" ? room : owner === "Group" ? group : (mgobe as any)[owner];
          // A getter that throws before init is there all the same.
          return !(name in target);
        }
        return !(name in (mgobe as any)[owner]);
      })
      .map(({ id }) => id);
    expect(missing).toEqual([]);
  });

  test("two objects share nothing", () => {
    const [first, second] = [new Bench().mgobe, new Bench().mgobe];
    first.RandomUtil.init(1);
    second.RandomUtil.init(1);
    first.RandomUtil.random();
    expect(first.RandomUtil.random()).not.toBe(second.RandomUtil.random());
    first.Room.onMatch = () => undefined;
    expect(second.Room.onMatch).toBeUndefined();
    expect(first.Room).not.toBe(second.Room);
  });
});

describe("RandomUtil", () => {
  // proves: RandomUtil.init, RandomUtil.random
  test.each([
    [0, [0.028744523653002577, 0.09009595683079584, 0.904389617476703]],
    [1, [0.2856766884880319, 0.9164036970856608, 0.33713338764783307]],
    [12345, [0.8563194120899587, 0.859451291584282, 0.6269400274909428]],
  ])("gives MGOBE's numbers for seed %d, bit for bit", (seed, values) => {
    const { RandomUtil } = new Bench().mgobe;
    RandomUtil.init(seed);
    expect([RandomUtil.random(), RandomUtil.random(), RandomUtil.random()]).toEqual(values);
  });
});

describe("DebuggerLog", () => {
  // proves: DebuggerLog.enable, DebuggerLog.callback, DebuggerLog.exclude
  test("is silent by default; when on, the callback gets one array with header, tag and details", async () => {
    const bench = new Bench();
    const { DebuggerLog } = bench.mgobe;
    const lines: any[] = [];
    DebuggerLog.callback = (...logs) => lines.push(logs);
    await bench.init();
    expect(lines).toEqual([]);
    DebuggerLog.enable = true;
    bench.server.answers.getRoomByRoomId = () => ({ code: 20011 });
    await bench.ask((done) => bench.mgobe.Room.getMyRoom(done));
    expect(lines).toHaveLength(1);
    const [[[header, tag, event]]] = lines;
    expect(header).toMatch(/^DEBUGGER_v1\.3\.9_\S+_0 \d+$/);
    expect([tag, event.code]).toEqual(["getRoomByRoomIdRsp", 20011]);
    DebuggerLog.exclude = ["getRoomByRoomIdRsp"];
    await bench.ask((done) => bench.mgobe.Room.getMyRoom(done));
    expect(lines).toHaveLength(1);
  });

  test("prints the parts of a line by default, and hides log from enumeration", async () => {
    const bench = new Bench();
    const printed = jest.spyOn(console, "log").mockImplementation(() => undefined);
    try {
      bench.mgobe.DebuggerLog.enable = true;
      await bench.init();
      expect(printed).toHaveBeenCalledWith(expect.stringMatching(/^DEBUGGER_/), "initRsp", expect.anything());
    } finally {
      printed.mockRestore();
    }
    expect(Object.keys(bench.mgobe.DebuggerLog)).not.toContain("log");
  });
});

describe("StatCallbacks", () => {
  // proves: StatCallbacks.onRenderFrameRate
  test("onRenderFrameRate runs the animation loop only while it is set", () => {
    const waiting: (() => void)[] = [];
    const bench = new Bench({ requestAnimationFrame: (callback) => waiting.push(callback) });
    const frame = (milliseconds: number) => {
      bench.clock.advance(milliseconds);
      waiting.shift()?.();
    };
    expect(waiting).toHaveLength(0);
    const deltas: number[] = [];
    bench.mgobe.StatCallbacks.onRenderFrameRate = (delta) => deltas.push(delta);
    frame(16);
    frame(17);
    bench.mgobe.StatCallbacks.onRenderFrameRate = null;
    frame(16);
    expect(deltas).toEqual([16, 17]);
    expect(waiting).toHaveLength(0);
  });
});
