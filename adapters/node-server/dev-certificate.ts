import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type * as Selfsigned from "selfsigned";

/** Certificate and key, PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate for development, and the authority that signed it. */
export interface DevCertificate extends Certificate {
  /** File of the authority's certificate, which devices have to trust. */
  readonly authorityFile: string;
  /** True when the authority was made just now, so that no device can trust it yet. */
  readonly isNewAuthority: boolean;
}

const authorityName = "mgobe-migrate development CA";
const year = 365 * 24 * 60 * 60 * 1000;
/** Apple's systems refuse certificates that live longer than 825 days. */
const leafLife = year;
const authorityLife = 10 * year;

/**
 * A certificate for this machine, signed by a local authority that is made once and kept in `folder`; a device that
 * trusts the authority trusts every later certificate too. For development: the authority's key lies beside it.
 *
 * @param addresses addresses of this machine besides localhost
 */
export async function makeDevCertificate(
  folder: string,
  addresses: readonly string[],
  now: () => number = Date.now,
): Promise<DevCertificate> {
  const authorityFile = path.join(folder, "ca.pem");
  const keyFile = path.join(folder, "ca-key.pem");
  let authority = readAuthority(authorityFile, keyFile);
  const isNewAuthority = authority === undefined;
  if (!authority) {
    authority = await makeAuthority(now());
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.writeFileSync(keyFile, authority.key, { mode: 0o600 });
    fs.writeFileSync(authorityFile, authority.cert);
  }
  return { ...(await makeLeaf(authority, addresses, now())), authorityFile, isNewAuthority };
}

function readAuthority(certFile: string, keyFile: string): Certificate | undefined {
  if (!fs.existsSync(certFile) || !fs.existsSync(keyFile)) return undefined;
  return { cert: fs.readFileSync(certFile, "utf8"), key: fs.readFileSync(keyFile, "utf8") };
}

/** Loaded when it is needed: most servers run without it. */
function loadSelfsigned(): typeof Selfsigned {
  return createRequire(__filename)("selfsigned") as typeof Selfsigned;
}

async function makeAuthority(now: number): Promise<Certificate> {
  const { cert, private: key } = await loadSelfsigned().generate(
    [{ name: "commonName", value: authorityName }],
    {
      keyType: "ec",
      algorithm: "sha256",
      notBeforeDate: new Date(now),
      notAfterDate: new Date(now + authorityLife),
      extensions: [
        { name: "basicConstraints", cA: true, critical: true },
        { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  return { cert, key };
}

async function makeLeaf(ca: Certificate, addresses: readonly string[], now: number): Promise<Certificate> {
  const { cert, private: key } = await loadSelfsigned().generate(
    [{ name: "commonName", value: "localhost" }],
    {
      keyType: "ec",
      algorithm: "sha256",
      // A little in the past, for devices whose clocks are behind.
      notBeforeDate: new Date(now - 60 * 60 * 1000),
      notAfterDate: new Date(now + leafLife),
      ca,
      extensions: [
        { name: "basicConstraints", cA: false },
        { name: "keyUsage", digitalSignature: true, keyEncipherment: true },
        { name: "extKeyUsage", serverAuth: true },
        {
          name: "subjectAltName",
          altNames: [
            { type: 2, value: "localhost" },
            ...["127.0.0.1", "::1", ...addresses].map((ip) => ({ type: 7 as const, ip })),
          ],
        },
      ],
    },
  );
  return { cert, key };
}
