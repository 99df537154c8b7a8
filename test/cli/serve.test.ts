import * as fs from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { Client, type Room } from "@colyseus/sdk";
import { io } from "socket.io-client";
import { makeZip } from "../engine/package/make-zip";
import { buildCli, runCli, RunningCli } from "../commands/built-cli";
import { Inbox } from "../servers/colyseus-server";

let folder: string;
const running: RunningCli[] = [];

beforeAll(() => void buildCli());
beforeEach(() => {
  // Spaces and Chinese characters are what real paths have.
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe serve 游戏-"));
});
afterEach(async () => {
  for (const cli of running.splice(0)) {
    cli.child.kill("SIGKILL");
    await cli.ended;
  }
  fs.rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  return file;
}

/** A script that answers every message with `version`. */
function script(version: string, more = ""): string {
  return `
const fs = require("fs");
const path = require("path");
exports.mgobexsCode = {
  logLevel: "info+",
  gameServer: {
    onInitGameData: () => ({}),
    onRecvFromClient({ SDK, sender }) {
      SDK.logger.info("message", sender);
      SDK.sendData({ playerIdList: [sender], data: { version: "${version}" } });
    },
    ${more}
  },
};`;
}

async function serve(...args: string[]): Promise<{ cli: RunningCli; port: number }> {
  const cli = new RunningCli(["serve", ...args], { cwd: folder });
  running.push(cli);
  const [, port] = await cli.waitFor(/localhost:(\d+)/);
  // The last line of what is said at start.
  await cli.waitFor(/Ctrl-C/);
  return { cli, port: Number(port) };
}

async function join(port: number): Promise<{ room: Room; ask: () => Promise<string> }> {
  const room = await new Client(`ws://127.0.0.1:${port}`).create("mgobe", {});
  const inbox = new Inbox(room);
  room.reconnection.enabled = false;
  const ask = async (): Promise<string> => {
    room.send("sendToGameSvr", { data: {} });
    return (await inbox.next("onRecvFromGameSvr")).data.data.version;
  };
  return { room, ask };
}

async function stop(cli: RunningCli): Promise<number | null> {
  cli.child.kill("SIGINT");
  return (await cli.ended).exitCode;
}

/** A client of Node's inspector, as far as the tests need it. */
async function openInspector(url: string): Promise<{
  call: (method: string, params: object) => Promise<any>;
  next: (event: string) => Promise<any>;
  close: () => void;
}> {
  const socket = new WebSocket(url);
  const waiting = new Map<number | string, (value: any) => void>();
  const wait = (key: number | string): Promise<any> => new Promise((resolve) => waiting.set(key, resolve));
  socket.addEventListener("message", ({ data }) => {
    const { id, method, params, result } = JSON.parse(String(data));
    waiting.get(id ?? method)?.(result ?? params);
  });
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  let lastId = 0;
  return {
    call: (method, params) => {
      const id = ++lastId;
      socket.send(JSON.stringify({ id, method, params }));
      return wait(id);
    },
    next: wait,
    close: () => socket.close(),
  };
}

describe("serve, while it runs", () => {
  test("says where it is, what it found, and what holds", async () => {
    write(
      "game/index.js",
      'exports.mgobexsCode = { gameServer: { mode: "sync", onInitGameData: () => ({}) } };',
    );
    write(
      "mgobe.config.json",
      '{ "gameId": "obg-1", "frameRate": 30, "secretKey": "s", "logs": { "dir": null } }',
    );
    const { cli } = await serve("game", "--port", "0", "--watch");
    expect(cli.stdout).toMatch(/Room +mgobe/);
    expect(cli.stdout).toMatch(/Script +game\/index\.js/);
    expect(cli.stdout).toMatch(/Hooks +1 of 13: onInitGameData/);
    expect(cli.stdout).toMatch(/Missing +onRecvFromClient/);
    expect(cli.stdout).toMatch(/Mode +sync/);
    expect(cli.stdout).toMatch(/Settings +mgobe\.config\.json\n +gameId obg-1; 30 frames\/s/);
    expect(cli.stdout).toMatch(/Logs +terminal only/);
    expect(cli.stdout).toContain("Watching game for changes");
    expect(cli.stdout).not.toContain("Development mode");
    expect(cli.stdout).not.toContain("\u001B");
    expect(await stop(cli)).toBe(0);
  });

  test("speaks Chinese by --lang, and warns of development mode", async () => {
    write("mgobexs/index.js", script("1"));
    const { cli } = await serve("mgobexs", "-p", "0", "--lang", "zh", "--no-log-files");
    expect(cli.stdout).toContain("开发模式");
    expect(cli.stdout).toMatch(/模式 +async/);
  });

  test("with a relay port, says what has to lead where for a url without a port", async () => {
    write("mgobexs/index.js", script("1"));
    const { cli, port } = await serve("mgobexs", "-p", "0", "--relay-port", "0", "--no-log-files");
    const [, relayPort] = await cli.waitFor(
      /the host name alone will do, where 443 leads to port \d+ and 5443 to port (\d+)/,
    );
    expect(Number(relayPort)).not.toBe(port);
    expect((await fetch(`http://127.0.0.1:${relayPort}/`)).status).toBe(426);
    expect(await stop(cli)).toBe(0);
  });

  test("hosts a zip, and writes lines of the script with their room to the terminal and to files", async () => {
    write("upload.zip", makeZip([{ name: "mgobexs/index.js", content: script("zip") }]));
    const { cli, port } = await serve("upload.zip", "--port", "0");
    const { room, ask } = await join(port);
    expect(await ask()).toBe("zip");
    await cli.waitFor(new RegExp(`INFO +\\[room ${room.roomId}\\] message ${room.sessionId}`));
    expect(await stop(cli)).toBe(0);
    // One file, or two where a day has ended meanwhile.
    const files = fs.readdirSync(path.join(folder, "logs"));
    for (const file of files) expect(file).toMatch(/^mgobe-\d{4}-\d\d-\d\d\.jsonl$/);
    const lines = files.flatMap((file) =>
      fs
        .readFileSync(path.join(folder, "logs", file), "utf8")
        .trimEnd()
        .split("\n"),
    );
    expect(lines.map((line) => JSON.parse(line))).toContainEqual({
      time: expect.any(String),
      level: "info",
      stream: "custom",
      roomId: room.roomId,
      message: `message ${room.sessionId}`,
    });
  });

  test("a log folder that cannot be written costs a line, not the server", async () => {
    write("mgobexs/index.js", script("1"));
    write("logs", "a file in its place");
    const { cli, port } = await serve("mgobexs", "--port", "0");
    const { ask } = await join(port);
    expect(await ask()).toBe("1");
    await cli.waitFor(/Log files cannot be written to .*logs/, "stderr");
    expect(await ask()).toBe("1");
    expect(await stop(cli)).toBe(1);
    expect(cli.stderr).toMatch(/^Log lines of this run that are missing in .*logs: \d+;/m);
  });

  test("a record that is lost meanwhile is told of at the end, with an exit code", async () => {
    write("mgobexs/index.js", script("1"));
    const options = ["--port", "0", "--no-log-files", "--record", "match.jsonl"];
    const { cli, port } = await serve("mgobexs", ...options);
    const { ask } = await join(port);
    expect(await ask()).toBe("1");
    fs.rmSync(path.join(folder, "match.jsonl"));
    expect(await stop(cli)).toBe(1);
    expect(cli.stdout).toMatch(/ERROR the record in match.jsonl is not whole: the file was removed/);
    expect(cli.stderr).toMatch(/^There is no record in match.jsonl \(the file was removed\); the exit code/m);
  });

  test("--log-level overrides the levels of the script", async () => {
    write("mgobexs/index.js", script("1"));
    const { cli, port } = await serve("mgobexs", "--port", "0", "--log-level", "error", "--no-log-files");
    const { ask } = await join(port);
    await ask();
    expect(await stop(cli)).toBe(0);
    expect(cli.stdout).not.toContain("INFO");
  });

  test("an interrupt waits for onDestroyRoom of every room, then ends with 0", async () => {
    const onDestroyRoom = `onDestroyRoom: async ({ room }) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      fs.writeFileSync(path.join(__dirname, "..", "ended-" + room.id), "");
    },`;
    write("mgobexs/index.js", script("1", onDestroyRoom));
    const { cli, port } = await serve("mgobexs", "--port", "0");
    const rooms = [await join(port), await join(port)];
    expect(await stop(cli)).toBe(0);
    expect(cli.stdout).toContain("Stopping: ending 2 rooms");
    for (const { room } of rooms) expect(fs.readdirSync(folder)).toContain(`ended-${room.roomId}`);
  });

  test("a second interrupt ends it at once", async () => {
    write("mgobexs/index.js", script("1", "onDestroyRoom: () => new Promise(() => {}),"));
    const { cli, port } = await serve("mgobexs", "--port", "0");
    await join(port);
    cli.child.kill("SIGINT");
    await cli.waitFor(/Stopping/);
    expect(await stop(cli)).toBe(130);
  });

  test("--watch: new rooms get the new script, old ones finish on theirs, a broken one changes nothing", async () => {
    write("mgobexs/index.js", script("first"));
    const { cli, port } = await serve("mgobexs", "--port", "0", "--watch");
    const old = await join(port);
    expect(await old.ask()).toBe("first");

    write("mgobexs/index.js", script("second"));
    await cli.waitFor(/loaded again for new rooms; 1 /);
    const young = await join(port);
    expect(await young.ask()).toBe("second");
    expect(await old.ask()).toBe("first");

    write("mgobexs/index.js", "exports.mgobexsCode = {\n  gameServer: { const\n};");
    await cli.waitFor(/not loaded again, the old one stays: .*index\.js:2:17 /);
    expect(await (await join(port)).ask()).toBe("second");
    expect(await stop(cli)).toBe(0);
  });

  test("an error in a TypeScript script is logged with the line of the .ts file", async () => {
    write(
      "mgobexs/index.ts",
      [
        "interface Message { readonly cards: string[] }",
        "export const mgobexsCode = { gameServer: {",
        "  onInitGameData(): object { return {}; },",
        "  onRecvFromClient({ actionData }: { actionData: Message }): void {",
        '    throw new Error("no such card");',
        "  },",
        "} };",
      ].join("\n"),
    );
    const { cli, port } = await serve("mgobexs", "--port", "0");
    const { room } = await join(port);
    room.send("sendToGameSvr", { data: {} });
    await cli.waitFor(/no such card[\s\S]*index\.ts:5:11/);
  });

  test("a breakpoint in the script stops the server that runs under the inspector", async () => {
    write("mgobexs/index.js", script("1"));
    const line = script("1")
      .split("\n")
      .findIndex((text) => text.includes("SDK.logger.info"));
    const args = ["serve", "mgobexs", "--port", "0", "--no-log-files"];
    const cli = new RunningCli(args, { cwd: folder }, ["--inspect=127.0.0.1:0"]);
    running.push(cli);
    const [, url = ""] = await cli.waitFor(/listening on (ws:\S+)/, "stderr");
    const [, port] = await cli.waitFor(/localhost:(\d+)/);
    const inspector = await openInspector(url);
    await inspector.call("Debugger.enable", {});
    const { locations, breakpointId } = await inspector.call("Debugger.setBreakpointByUrl", {
      lineNumber: line,
      urlRegex: "mgobexs/index\\.js$",
    });
    expect(locations).not.toHaveLength(0);
    const paused = inspector.next("Debugger.paused");
    const { ask } = await join(Number(port));
    const answer = ask();
    const { callFrames, hitBreakpoints } = await paused;
    expect(callFrames[0]).toMatchObject({ functionName: "onRecvFromClient", location: { lineNumber: line } });
    expect(hitBreakpoints).toEqual([breakpointId]);
    await inspector.call("Debugger.resume", {});
    expect(await answer).toBe("1");
    inspector.close();
  });

  test("a taken default port is replaced by the next free one, with a message", async () => {
    const blocker = await holdPort(2567);
    try {
      write("mgobexs/index.js", script("1"));
      const { cli, port } = await serve("mgobexs", "--no-log-files");
      expect(port).toBeGreaterThan(2567);
      expect(cli.stdout).toContain(`Port 2567 is taken, using ${port}`);
    } finally {
      blocker?.close();
    }
  });
});

/** Holds a port; undefined when another program does, and goes on doing so. */
async function holdPort(port: number): Promise<Server | undefined> {
  // Whoever only tries the port, as `doctor` does, lets it go at once.
  for (let turn = 0; turn < 50; turn++) {
    const server = createServer();
    const isHeld = await new Promise((resolve) => {
      server.once("error", () => resolve(false)).listen(port, () => resolve(true));
    });
    if (isHeld) return server;
    // eslint-disable-next-line no-restricted-syntax -- nobody tells when another process lets a port go
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return undefined;
}

describe("serve, when it cannot run, ends with 2 and one clear sentence", () => {
  const good = (): string => write("mgobexs/index.js", script("1"));

  async function failure(...args: string[]): Promise<string> {
    const { exitCode, stderr } = await runCli(["serve", ...args], { cwd: folder });
    expect(exitCode).toBe(2);
    expect(stderr).not.toMatch(/^\s+at /m);
    return stderr;
  }

  test("a path that does not exist", async () => {
    expect(await failure("nowhere")).toContain("error: No game server at nowhere.");
  });

  test("a package without mgobexsCode", async () => {
    write("mgobexs/index.js", "exports.code = {};");
    expect(await failure("mgobexs")).toContain("mgobexs does not export mgobexsCode.");
  });

  test("a syntax error, with the place, the line, and a mark below it", async () => {
    write("mgobexs/index.js", "\n    const = 1;\n");
    const message = await failure("mgobexs");
    expect(message).toMatch(/index\.js:2:11 does not parse: Unexpected token '='\./);
    expect(message).toContain("    const = 1;\n          ^\n");
  });

  test("a script that throws while it is loaded, with the place", async () => {
    write("mgobexs/index.js", "\nundefined.x;\n");
    expect(await failure("mgobexs")).toMatch(/failed while loading: TypeError: .*index\.js:2:11/);
  });

  test("a bad zip, in Chinese", async () => {
    write("upload.zip", "PK\u0003\u0004 and nothing else");
    expect(await failure("upload.zip", "--lang", "zh")).toContain("不是可用的代码包");
  });

  test("a configuration file that is missing, not JSON, or has an unknown key", async () => {
    good();
    expect(await failure("mgobexs", "--config", "my.json")).toContain("No configuration file at my.json.");
    write("my.json", '{ "frameRate": }');
    expect(await failure("mgobexs", "--config", "my.json")).toContain("my.json:1:16 is not valid JSON");
    write("my.json", '{ "framerate": 15 }');
    expect(await failure("mgobexs", "--config", "my.json")).toContain(
      "my.json: /framerate (line 1, column 3) there is no such key (did you mean frameRate?).",
    );
  });

  test("a tcb module that is not installed", async () => {
    good();
    write("mgobe.config.json", '{ "tcb": "no-such-module" }');
    expect(await failure("mgobexs")).toContain("/tcb cannot be loaded: Cannot find module 'no-such-module'");
  });

  test("a port that was asked for and is taken", async () => {
    good();
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, resolve));
    const { port } = blocker.address() as AddressInfo;
    expect(await failure("mgobexs", "--port", String(port))).toContain(`Port ${port} is taken`);
    blocker.close();
  });

  test("a relay port that is taken, or the same as the other one", async () => {
    good();
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, resolve));
    const port = String((blocker.address() as AddressInfo).port);
    const message = await failure("mgobexs", "--port", "0", "--relay-port", port, "--lang", "zh");
    expect(message).toContain(`端口 ${port} 已被其他程序占用`);
    expect(message).toContain("--relay-port");
    blocker.close();
    const same = await failure("mgobexs", "--port", port, "--relay-port", port);
    expect(same).toContain("--relay-port: must differ from --port.");
  });

  test("options that do not exist or have bad values", async () => {
    expect(await failure("mgobexs", "--prot", "1")).toContain("Did you mean --port?");
    expect(await failure("mgobexs", "--port", "65536")).toContain("from 0 to 65535");
    expect(await failure()).toContain("missing required argument");
  });
});

test("carries the game over Socket.IO when told so, and ends with its players told", async () => {
  write("mgobexs/index.js", script("one"));
  const { cli, port } = await serve("mgobexs", "--port", "0", "--backend", "socket.io");
  expect(cli.stdout).toContain(`io("http://localhost:${port}/mgobe"`);
  const socket = io(`http://127.0.0.1:${port}/mgobe`, {
    auth: { openId: "a" },
    transports: ["websocket"],
    reconnection: false,
  });
  const names: string[] = [];
  socket.onAny((name: string) => names.push(name));
  await socket.emitWithAck("createRoom", { roomName: "n", maxPlayers: 2, playerInfo: { name: "p" } });
  const heard = new Promise<any>((resolve) => socket.once("onRecvFromGameSvr", resolve));
  socket.emit("sendToGameSvr", { data: {} });
  expect((await heard).data.data).toEqual({ version: "one" });
  const gone = new Promise((resolve) => socket.once("disconnect", resolve));
  expect(await stop(cli)).toBe(0);
  await gone;
  expect(names.slice(-2)).toEqual(["onDismissRoom", "mgobe:close"]);
});
