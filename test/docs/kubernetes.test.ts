import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Client, type Room } from "@colyseus/sdk";
import { parse } from "yaml";
import { RunningCli } from "../commands/built-cli";
import { findFreePorts } from "../servers/free-ports";
import { startRedis, type TestRedis } from "../servers/redis-server";
import { Inbox } from "../servers/colyseus-server";
import { readSnippets } from "./markdown";

/** A probe as Kubernetes reads it. */
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: number };
}

interface Container {
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly valueFrom: { fieldRef: { fieldPath: string } } }[];
  readonly ports: readonly { readonly containerPort: number }[];
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}

interface StatefulSet {
  readonly kind: string;
  readonly spec: {
    readonly selector: { readonly matchLabels: object };
    readonly template: {
      readonly metadata: { readonly labels: object };
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly containers: readonly Container[];
      };
    };
  };
}

const text = readSnippets("docs/cluster.md").find(({ language }) => language === "yaml")?.text ?? "";
const manifest = parse(text) as StatefulSet;
const pod = manifest.spec.template.spec;
const container = pod.containers[0] as Container;

let redis: TestRedis;
let folder: string;
let command: RunningCli | undefined;

beforeAll(async () => {
  redis = await startRedis();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-pod-"));
  fs.mkdirSync(path.join(folder, "mgobexs"));
  const script =
    "exports.mgobexsCode = { gameServer: { onInitGameData: () => ({}), onRecvFromClient() {} } };";
  fs.writeFileSync(path.join(folder, "mgobexs/index.js"), script);
  const config = { gameId: "g", serverKey: "the processes' own key" };
  fs.writeFileSync(path.join(folder, "mgobe.config.json"), JSON.stringify(config));
});

afterAll(async () => {
  command?.child.kill("SIGKILL");
  await command?.ended;
  await redis.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

function valueOf(flag: string): string {
  return container.args[container.args.indexOf(flag) + 1] ?? "";
}

/** As the kubelet does: variables of the container's own, by their names. */
function expand(arg: string, env: Readonly<Record<string, string>>): string {
  return arg.replace(/\$\((\w+)\)/g, (whole, name: string) => env[name] ?? whole);
}

test("the manifest fits together", () => {
  expect(manifest.kind).toBe("StatefulSet");
  expect(manifest.spec.template.metadata.labels).toEqual(manifest.spec.selector.matchLabels);
  expect(container.command).toEqual(["node", "node_modules/mgobe-migrate/dist/src/cli/main.js"]);
  const port = Number(valueOf("--port"));
  expect(container.ports).toEqual([{ containerPort: port }]);
  expect([container.livenessProbe, container.readinessProbe].map(({ httpGet }) => httpGet.port)).toEqual([
    port,
    port,
  ]);
  expect(valueOf("--public-address")).toBe(`$(${container.env[0]?.name}):${port}`);
  expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(Number(valueOf("--drain-seconds")));
});

test("the server takes its arguments, answers its probes, and drains when the pod is to end", async () => {
  const [port = 0] = await findFreePorts(1);
  expect(container.env).toHaveLength(1);
  // What Kubernetes gives each pod; the port, and where Redis is, are this test's own.
  const env = { [container.env[0]!.name]: "127.0.0.1" };
  const given = valueOf("--redis");
  const args = container.args
    .map((arg) => expand(arg, env))
    .map((arg) => (arg === given ? redis.url : arg.replace(/(^|:)2567$/, `$1${port}`)));
  command = new RunningCli(args, { cwd: folder, env });
  await command.waitFor(/Ctrl-C stops/);
  const probe = async ({ httpGet }: Probe): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}${httpGet.path}`)).status;
  const { livenessProbe, readinessProbe } = container;
  expect([await probe(livenessProbe), await probe(readinessProbe)]).toEqual([200, 200]);

  const para = { gameId: "g", openId: "a" };
  const session: Room = await new Client(`ws://127.0.0.1:${port}`).joinOrCreate("mgobe_session", para);
  new Inbox(session);
  const playerInfo = { name: "n", customPlayerStatus: 0, customProfile: "" };
  const newRoom = { roomName: "r", roomType: "t", maxPlayers: 2, isPrivate: false, customProperties: "" };
  expect((await session.request("createRoom", { ...newRoom, playerInfo })).code).toBe(0);

  command.child.kill("SIGTERM");
  await command.waitFor(new RegExp(`Waiting up to ${valueOf("--drain-seconds")} s for the 1 `));
  // The room plays on, and nobody new is sent here.
  expect([await probe(livenessProbe), await probe(readinessProbe)]).toEqual([200, 503]);
  expect((await session.request("getRoomDetail", {})).code).toBe(0);
  expect((await session.request("dismissRoom", {})).code).toBe(0);
  expect((await command.ended).exitCode).toBe(0);
});
