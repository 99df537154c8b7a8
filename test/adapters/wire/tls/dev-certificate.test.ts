import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDevCertificate } from "../../../../adapters/wire/tls/dev-certificate";

const day = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 0, 15);
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "wire-tls-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const load = (hosts: string[] = [], at = now) => loadDevCertificate({ hosts, folder, now: at });

it("is signed by its authority, for localhost and for the hosts that were asked for", () => {
  const { cert, key, authorityFile } = load(["192.168.1.20", "game.lan", "fe80::1:2"]);
  const server = new X509Certificate(cert);
  const authority = new X509Certificate(readFileSync(authorityFile));
  expect(server.checkIssued(authority)).toBe(true);
  expect(server.verify(authority.publicKey)).toBe(true);
  expect(authority.ca).toBe(true);
  expect(server.ca).toBe(false);
  for (const name of ["localhost", "game.lan"]) expect(server.checkHost(name)).toBe(name);
  for (const address of ["127.0.0.1", "192.168.1.20", "::1", "fe80::1:2"]) {
    expect(server.checkIP(address)).toBe(address);
  }
  expect(server.checkHost("other.lan")).toBeUndefined();
  expect(server.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(Date.parse(server.validTo) - Date.parse(server.validFrom)).toBeLessThan(825 * day);
});

it("stays the same as long as nothing changes", () => {
  const first = load(["192.168.1.20"]);
  const second = load(["192.168.1.20"], now + 30 * day);
  expect([first.isNewAuthority, second.isNewAuthority]).toEqual([true, false]);
  expect(second.cert).toBe(first.cert);
});

it("is made anew under the same authority for another host and when its end is near", () => {
  const first = load();
  const otherHost = load(["192.168.1.21"]);
  const late = load(["192.168.1.21"], now + 380 * day);
  expect(new Set([first.cert, otherHost.cert, late.cert]).size).toBe(3);
  expect([otherHost.isNewAuthority, late.isNewAuthority]).toEqual([false, false]);
});

it("gets a new authority when the old one ends, and one that is not its own is not used", () => {
  load();
  expect(load([], now + 3640 * day).isNewAuthority).toBe(true);
  const mine = load();
  const strangers = mkdtempSync(join(tmpdir(), "wire-tls-"));
  const foreign = loadDevCertificate({ hosts: [], folder: strangers, now });
  rmSync(strangers, { recursive: true });
  writeFileSync(join(folder, "server.pem"), foreign.cert);
  writeFileSync(join(folder, "server.key"), foreign.key);
  expect(load().cert).not.toBe(foreign.cert);
  expect(mine.authorityFile).toBe(join(folder, "ca.pem"));
});

it("keeps keys from other users", () => {
  load();
  for (const name of ["ca.key", "server.key"]) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
});
