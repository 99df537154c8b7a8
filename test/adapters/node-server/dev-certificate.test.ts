import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createMgobeServer } from "../../../adapters/colyseus";
import { makeDevCertificate } from "../../../adapters/node-server/dev-certificate";
import { WireClient } from "../../wire/wire-client";
import { openOverNetwork } from "../../../adapters/wire/client/client-socket";

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-ca-"));
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

test("the authority is made once and signs for localhost and the addresses given", async () => {
  const first = await makeDevCertificate(folder, ["192.0.2.9"]);
  const second = await makeDevCertificate(folder, ["192.0.2.10"]);
  expect([first.isNewAuthority, second.isNewAuthority]).toEqual([true, false]);
  const authority = new X509Certificate(fs.readFileSync(first.authorityFile));
  expect(authority.ca).toBe(true);
  const leaf = new X509Certificate(second.cert);
  expect(leaf.verify(authority.publicKey)).toBe(true);
  expect(leaf.checkHost("localhost")).toBe("localhost");
  expect(leaf.checkIP("192.0.2.10")).toBe("192.0.2.10");
  expect(leaf.checkIP("192.0.2.9")).toBeUndefined();
  expect(fs.statSync(path.join(folder, "ca-key.pem")).mode & 0o077).toBe(0);
});

test("a client that trusts the authority logs in over TLS on the port that also takes plain connections", async () => {
  const { authorityFile, ...tls } = await makeDevCertificate(folder, []);
  const server = await createMgobeServer({ port: 0, hostname: "127.0.0.1", tls, log: () => {} });
  const ca = fs.readFileSync(authorityFile, "utf8");
  for (const [origin, trusted] of [
    [`wss://127.0.0.1:${server.port}`, ca],
    [`ws://127.0.0.1:${server.port}`, undefined],
  ] as const) {
    const client = new WireClient({ open: openOverNetwork(origin, trusted), openId: origin });
    expect((await client.init()).code).toBe(0);
    client.close();
  }
  await expect(openOverNetwork(`wss://127.0.0.1:${server.port}`)("/mgobe")).rejects.toThrow(/certificate/);
  await server.close();
});
