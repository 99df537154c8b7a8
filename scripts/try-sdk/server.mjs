import { spawn } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const matchCode = "match-try-sdk";
const config = {
  gameId: "obg-try-sdk",
  secretKey: "secret of try-sdk",
  matchRules: {
    [matchCode]: {
      version: "V1.0",
      teams: [{ name: "team", maxPlayers: 1, minPlayers: 1, number: 2 }],
      playerAttributes: [],
      rules: [],
      timeout: 5,
    },
  },
};

/**
 * Starts the real command, `mgobe-migrate serve … --tls-dev`, with a game of its own, and a relay in front of it whose
 * connections can be cut like a network's.
 *
 * @param command path of the built command line
 * @param port of the relay, 0 for any
 * @param host address of the relay
 * @returns `{ port, gameId, secretKey, matchCode, cutSockets, close }`
 * @throws Error with what the command wrote, when it ends before it listens
 */
export async function startServer({ command, port = 0, host = "127.0.0.1" }) {
  const folder = await mkdtemp(path.join(tmpdir(), "try-sdk-"));
  await cp(path.join(here, "mgobexs"), path.join(folder, "mgobexs"), { recursive: true });
  await writeFile(path.join(folder, "mgobe.config.json"), JSON.stringify(config));
  const args = ["serve", "mgobexs", "--port", "0", "--host", "127.0.0.1", "--tls-dev", "--no-log-files"];
  const child = spawn(process.execPath, [path.resolve(command), ...args, "--lang", "en"], { cwd: folder });
  const kill = () => child.kill("SIGTERM");
  process.once("exit", kill);
  const end = async () => {
    process.off("exit", kill);
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      kill();
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const serverPort = await readPort(child);
    const relay = await startRelay(serverPort, port, host);
    return {
      port: relay.port,
      gameId: config.gameId,
      secretKey: config.secretKey,
      matchCode,
      cutSockets: relay.cutSockets,
      close: async () => {
        relay.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function readPort(child) {
  return new Promise((resolve, reject) => {
    let written = "";
    const read = (text) => {
      written += text;
      const found = /http:\/\/[^\s:]+:(\d+)/.exec(written);
      if (found) resolve(Number(found[1]));
    };
    child.stdout.setEncoding("utf8").on("data", read);
    child.stderr.setEncoding("utf8").on("data", read);
    child.once("exit", () => reject(new Error(`The server did not start:\n${written}`)));
  });
}

/** Passes bytes on in both directions, so it serves TLS and plain connections alike. */
async function startRelay(targetPort, port, host) {
  const sockets = new Set();
  const relay = net.createServer((client) => {
    const server = net.connect(targetPort, "127.0.0.1");
    for (const [from, to] of [
      [client, server],
      [server, client],
    ]) {
      sockets.add(from);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise((resolve, reject) => relay.once("error", reject).listen(port, host, resolve));
  const cutSockets = () => {
    for (const socket of sockets) socket.destroy();
  };
  const close = () => {
    relay.close();
    cutSockets();
  };
  return { port: relay.address().port, cutSockets, close };
}
