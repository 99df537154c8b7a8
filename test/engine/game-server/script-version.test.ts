import { type MgobexsCode } from "../../../src/contract";
import { ManualClock } from "../../../src/engine";
import { ScriptVersion, type ScriptVersionDependencies } from "../../../src/engine/game-server";
import { type LogLine } from "../../../src/engine/logs";
import { loadPackage } from "../../../src/engine/package";
import { createRoom, newPlayer } from "./test-room";

const hooks = { onInitGameData: () => ({}), onRecvFromClient: () => undefined };

async function start(code: object, options: Partial<ScriptVersionDependencies> = {}) {
  const lines: LogLine[] = [];
  const clock = new ManualClock();
  const version = await ScriptVersion.start({
    package: await loadPackage(
      ("gameServer" in code ? code : { gameServer: hooks, ...code }) as MgobexsCode,
      {
        guardProcess: false,
      },
    ),
    directory: { getLocalRoom: () => undefined, callRemoteRoom: () => Promise.reject(new Error("unused")) },
    clock,
    log: (line) => lines.push(line),
    ...options,
  });
  return { version, lines, clock };
}

describe("onInitGameServer", () => {
  test("Q33: runs once, as a method of mgobexsCode, and is waited for before any room", async () => {
    const order: string[] = [];
    const code = {
      gameServer: { ...hooks, onCreateRoom: () => order.push("room") },
      async onInitGameServer(this: unknown, tcb: unknown) {
        order.push(this === code && tcb !== undefined ? "start" : "wrong call");
        await new Promise((resolve) => setImmediate(resolve));
        order.push("ready");
      },
    };
    const { version, clock } = await start(code);
    for (const id of ["1", "2"]) {
      const room = createRoom(clock, id);
      version.attach(room);
      room.open([newPlayer("a")]);
    }
    expect(order).toEqual(["start", "ready", "room", "room"]);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("no cloud");
      },
    ],
    ["rejects", () => Promise.reject(new Error("no cloud"))],
  ])("Q33: when it %s that is logged, and rooms start", async (_, onInitGameServer) => {
    const { version, lines, clock } = await start({ onInitGameServer });
    expect(lines).toMatchObject([{ level: "error", stream: "system" }]);
    expect(lines[0]!.message).toContain("no cloud");
    const room = createRoom(clock);
    version.attach(room);
    room.open([newPlayer("a")]);
    expect(version.roomCount).toBe(1);
  });

  test("Q33: when it takes long a line says that rooms wait", async () => {
    const clock = new ManualClock();
    const lines: string[] = [];
    const starting = start(
      { onInitGameServer: () => new Promise((resolve) => setImmediate(() => setImmediate(resolve))) },
      { clock, log: ({ message }) => lines.push(message) },
    );
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(10_000);
    await starting;
    expect(lines).toEqual(["onInitGameServer has not finished after 10000 ms; rooms wait for it"]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("Q34: gets a stand-in whose init works and whose calls reject with an explanation", async () => {
    const caught: string[] = [];
    await start({
      async onInitGameServer(tcb: any) {
        const app = tcb.init({ secretId: "x", env: "y" });
        await app.callFunction({ name: "f" }).catch((error: Error) => caught.push(error.message));
        await app
          .database()
          .collection("scores")
          .where({ a: 1 })
          .get()
          .then(undefined, (error: Error) => caught.push(error.message));
        await tcb.callFunction({ name: "g" }).then(
          () => caught.push("resolved"),
          (error: Error) => caught.push(error.message),
        );
        app.callFunction({ name: "nobody looks" });
      },
    });
    expect(caught).toHaveLength(3);
    for (const message of caught) expect(message).toContain("No CloudBase module is configured");
  });

  test("Q34: gets the module that was configured, with an internal serviceUrl emptied", async () => {
    const configs: unknown[] = [];
    const tcb = { init: (config: unknown) => configs.push(config), version: "1" };
    await start(
      {
        onInitGameServer(given: any) {
          given.init({ env: "e", serviceUrl: "http://tcb-admin.tencentyun.com/admin" });
          given.init({ env: given.version, serviceUrl: "https://my.own/gateway" });
        },
      },
      { tcb },
    );
    expect(configs).toEqual([
      { env: "e", serviceUrl: "" },
      { env: "1", serviceUrl: "https://my.own/gateway" },
    ]);
  });
});

describe("a version", () => {
  test("Q38: drains: resolves when every room is gone, asynchronous onDestroyRoom included", async () => {
    let saved = false;
    let release: () => void = () => undefined;
    const { version, clock } = await start({
      gameServer: {
        ...hooks,
        onDestroyRoom: async () => {
          await new Promise<void>((resolve) => (release = resolve));
          saved = true;
        },
      },
    });
    const room = createRoom(clock);
    version.attach(room);
    room.open([newPlayer("a")]);
    let drained = false;
    const draining = version.drain().then(() => (drained = true));
    room.destroy("shutdown");
    await new Promise((resolve) => setImmediate(resolve));
    expect(drained).toBe(false);
    release();
    await draining;
    expect(saved).toBe(true);
    expect(version.roomCount).toBe(0);
  });

  test("does not wait for a room that was attached but never opened", async () => {
    const { version, clock } = await start({});
    const room = createRoom(clock);
    version.attach(room);
    room.destroy("shutdown");
    await version.drain();
    expect(version.roomCount).toBe(0);
  });

  test("an onDestroyRoom that never settles holds the drain up for five seconds at most", async () => {
    const { version, clock, lines } = await start({
      gameServer: { ...hooks, onDestroyRoom: () => new Promise(() => undefined) },
    });
    const room = createRoom(clock);
    version.attach(room);
    room.open([newPlayer("a")]);
    room.destroy("shutdown");
    clock.advance(5000);
    await version.drain();
    expect(lines.at(-1)?.message).toBe("onDestroyRoom was not done after 5000 ms; the room ends now");
  });

  test("Q42: says once per package that a script is of V1.0.0, whatever the log level", async () => {
    const { lines } = await start({
      gameServer: { onInitGameData: () => ({}), onClientData: () => undefined },
    });
    expect(lines.map((line) => line.message)).toEqual([
      "the script is written for MGOBE's server API V1.0.0; it gets the old names and fields",
    ]);
  });

  test("logs what looks wrong with the package", async () => {
    const { lines } = await start({ gameServer: { onRecvFromClient: () => undefined } });
    expect(lines.map((line) => line.message)).toEqual([
      "gameServer has no onInitGameData, which MGOBE required",
    ]);
  });
});

describe("logs", () => {
  async function linesOf(code: object, options = {}): Promise<string[]> {
    const { version, lines, clock } = await start(
      {
        ...code,
        gameServer: {
          ...hooks,
          onCreateRoom: ({ SDK }: any) => {
            SDK.logger.debug("d");
            SDK.logger.info("i %s", "x", { deep: [1] });
            SDK.logger.error("e");
            SDK.sendData({ playerIdList: [undefined], data: 1 });
            throw new Error("thrown");
          },
        },
      },
      { options },
    );
    const room = createRoom(clock, "r7");
    // What is wrong with the script is said before any room is there.
    const before = lines.splice(0).map(({ message }) => message);
    expect(before.every((message) => message.includes("which MGOBE does not know"))).toBe(true);
    version.attach(room);
    room.open([newPlayer("a")]);
    expect(lines.every((line) => line.roomId === "r7" && line.time === clock.now())).toBe(true);
    return lines.map((line) => `${line.stream} ${line.message.split("\n")[0]}`);
  }
  const thrown = "system onCreateRoom threw: Error: thrown";
  const nobody = "system sendData: left out of playerIdList, as they are no player ids: 1";

  test("Q39: both streams are error+ by default, also for words that are no level", async () => {
    expect(await linesOf({})).toEqual(["custom e", thrown]);
    expect(await linesOf({ logLevel: "DEBUG+", logLevelSDK: "verbose" })).toEqual(["custom e", thrown]);
  });

  test("Q39: logLevel is for SDK.logger and logLevelSDK for the host's lines", async () => {
    expect(await linesOf({ logLevel: "info+" })).toEqual(["custom i x { deep: [ 1 ] }", "custom e", thrown]);
    expect(await linesOf({ logLevelSDK: "debug+" })).toEqual(["custom e", nobody, thrown]);
  });

  test("Q39: the host's options win over the script", async () => {
    const options = { logLevel: "debug+", logLevelSDK: "error+" };
    expect(await linesOf({ logLevelSDK: "debug+" }, options)).toEqual([
      "custom d",
      "custom i x { deep: [ 1 ] }",
      "custom e",
      thrown,
    ]);
  });
});
