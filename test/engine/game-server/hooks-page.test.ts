import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { SystemClock } from "../../../src/engine";
import { ScriptVersion } from "../../../src/engine/game-server";
import { loadPackage } from "../../../src/engine/package";
import { createRoom, newPlayer } from "./test-room";

const page = fs.readFileSync(path.join(__dirname, "../../../docs/hooks.md"), "utf8");
const scripts = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");

/** Plays with a script of the page: each message in turn; gives what was pushed. */
async function play(script: string, messages: unknown[], pushes: number): Promise<unknown[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hooks-page-"));
  fs.writeFileSync(path.join(folder, "index.js"), script);
  const clock = new SystemClock();
  const pushed: unknown[] = [];
  try {
    const version = await ScriptVersion.start({
      package: await loadPackage(folder, { guardProcess: false }),
      directory: { getLocalRoom: () => undefined, callRemoteRoom: () => Promise.reject(new Error("unused")) },
      clock,
      log: ({ message }) => pushed.push(message),
    });
    const room = createRoom(clock);
    version.attach(room);
    const enough = new Promise<void>((resolve) =>
      room.listen((event) => {
        if (event.kind !== "player" || event.name !== "onRecvFromGameSvr") return;
        pushed.push(JSON.parse(JSON.stringify((event.data as { data: unknown }).data)));
        if (pushed.length === pushes) resolve();
      }),
    );
    room.open([newPlayer("p1")]);
    for (const data of messages) room.handle("p1", "sendToGameSvr", { data });
    await enough;
    room.destroy("dismissed");
    await version.drain();
    await version.package.dispose();
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  return pushed;
}

describe("the scripts of docs/hooks.md do what the page says", () => {
  test("there are two", () => expect(scripts).toHaveLength(2));

  test("gameData is made once and kept", async () => {
    expect(await play(scripts[0]!, [1, 2], 2)).toEqual([
      { round: 1, owner: "p1" },
      { round: 2, owner: "p1" },
    ]);
  });

  test("sync mode handles one message after the other", async () => {
    expect(await play(scripts[1]!, [{ card: "7h" }, { card: "2c" }], 2)).toEqual([
      ["p1:7h"],
      ["p1:7h", "p1:2c"],
    ]);
  });
});

test("timers that an asynchronous onDestroyRoom needs run before those of the room are stopped", async () => {
  const script = `
    exports.mgobexsCode = { gameServer: {
      onInitGameData: () => ({ beats: 0 }),
      onCreateRoom: ({ gameData }) => { setInterval(() => { gameData.beats += 1; }, 1); },
      onRecvFromClient: () => {},
      onDestroyRoom: async ({ SDK }) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        SDK.logger.error("saved");
      },
    } };`;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "destroy-"));
  fs.writeFileSync(path.join(folder, "index.js"), script);
  const clock = new SystemClock();
  const lines: string[] = [];
  const version = await ScriptVersion.start({
    package: await loadPackage(folder, { guardProcess: false }),
    directory: { getLocalRoom: () => undefined, callRemoteRoom: () => Promise.reject(new Error("unused")) },
    clock,
    log: ({ message }) => lines.push(message),
    options: { logLevelSDK: "info+" },
  });
  const room = createRoom(clock);
  version.attach(room);
  room.open([newPlayer("p1")]);
  room.destroy("shutdown");
  await version.drain();
  fs.rmSync(folder, { recursive: true });
  expect(lines).toEqual(["saved", "the room is gone; timers of the script that were stopped: 1"]);
});
