import { X509Certificate } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { type CertificatePair, createCertificate } from "./certificate";

/** A certificate for developing, signed by an authority that lives on this machine only. */
export interface DevCertificate extends CertificatePair {
  /** File of the authority's certificate, which has to be trusted once. */
  readonly authorityFile: string;
  /** True when the authority was made just now, so that nothing can trust it yet. */
  readonly isNewAuthority: boolean;
}

/** What {@link loadDevCertificate} needs. */
export interface DevCertificateOptions {
  /** Names and addresses of the server; `localhost` and the loopback addresses are always added. */
  readonly hosts: readonly string[];
  /** Where the authority is kept; default `~/.mgobe-migrate/tls`. */
  readonly folder?: string;
  /** Wall clock, ms. */
  readonly now: number;
}

const day = 24 * 60 * 60 * 1000;
const authorityDays = 3650;
/** Systems of Apple refuse server certificates that are good for longer than 825 days. */
const serverDays = 397;
/** A certificate is renewed when it ends sooner than this. */
const reserveDays = 30;
const loopbackHosts = ["localhost", "127.0.0.1", "::1"];

/** Folder of the development authority of this user. */
export function getDevCertificateFolder(): string {
  return join(homedir(), ".mgobe-migrate", "tls");
}

/**
 * The development certificate for some hosts. The authority behind it is made once and then kept, so that it has to be
 * trusted only once; the server certificate is made anew when hosts change or its end is near. The authority's key can
 * sign for any host: it is readable by this user alone, and the folder belongs in no repository.
 */
export function loadDevCertificate(options: DevCertificateOptions): DevCertificate {
  const { now, folder = getDevCertificateFolder() } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = readPair(folder, "ca");
  const isNewAuthority = !known || !isGood(known.cert, now);
  const authority = isNewAuthority ? createAuthority(now) : known;
  if (isNewAuthority) writePair(folder, "ca", authority);
  const hosts = [...new Set([...loopbackHosts, ...options.hosts])];
  const server = readPair(folder, "server");
  const authorityFile = join(folder, "ca.pem");
  if (server && isGood(server.cert, now) && isFor(server.cert, authority.cert, hosts)) {
    return { ...server, authorityFile, isNewAuthority };
  }
  const made = createCertificate({
    name: "mgobe-migrate development server",
    hosts,
    from: new Date(now - day),
    to: new Date(now + serverDays * day),
    issuer: authority,
  });
  writePair(folder, "server", made);
  return { ...made, authorityFile, isNewAuthority };
}

function createAuthority(now: number): CertificatePair {
  const from = new Date(now - day);
  const to = new Date(now + authorityDays * day);
  // The date tells several authorities of one machine apart in the system's list.
  const name = `mgobe-migrate development CA ${new Date(now).toISOString().slice(0, 10)}`;
  return createCertificate({ name, hosts: [], from, to });
}

function isGood(cert: string, now: number): boolean {
  const { validFrom, validTo } = new X509Certificate(cert);
  return Date.parse(validFrom) <= now && now + reserveDays * day < Date.parse(validTo);
}

function isFor(cert: string, authority: string, hosts: readonly string[]): boolean {
  const certificate = new X509Certificate(cert);
  if (!certificate.verify(new X509Certificate(authority).publicKey)) return false;
  return hosts.every((host) => (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)));
}

function readPair(folder: string, name: string): CertificatePair | undefined {
  const [certFile, keyFile] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
  if (!existsSync(certFile) || !existsSync(keyFile)) return undefined;
  return { cert: readFileSync(certFile, "utf8"), key: readFileSync(keyFile, "utf8") };
}

function writePair(folder: string, name: string, { cert, key }: CertificatePair): void {
  const keyFile = join(folder, `${name}.key`);
  writeFileSync(keyFile, key, { mode: 0o600 });
  // The mode above does not apply to a file that was there before.
  chmodSync(keyFile, 0o600);
  writeFileSync(join(folder, `${name}.pem`), cert);
}
