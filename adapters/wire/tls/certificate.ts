import {
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import { isIP } from "node:net";
import {
  bitString,
  booleanTrue,
  element,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  tagged,
  utcTime,
  utf8String,
} from "./der";

/** A certificate with its private key, both PEM. */
export interface CertificatePair {
  readonly cert: string;
  readonly key: string;
}

/** What a new certificate says. */
export interface CertificateRequest {
  /** Common name; what systems show in their lists. */
  readonly name: string;
  /** Names and addresses that it is for; empty for an authority. */
  readonly hosts: readonly string[];
  readonly from: Date;
  readonly to: Date;
  /** Who signs; a new authority signs itself when left out. */
  readonly issuer?: CertificatePair;
}

/** ECDSA with SHA-256, the one algorithm in use here; every client knows it. */
const ecdsaWithSha256 = sequence(objectIdentifier("1.2.840.10045.4.3.2"));

/**
 * Makes a key pair (P-256) and a certificate for it (X.509 v3, RFC 5280): an authority, or a server certificate when an
 * issuer is given.
 */
export function createCertificate(request: CertificateRequest): CertificatePair {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuerName = request.issuer ? getSubject(request.issuer.cert) : encodeName(request.name);
  const signingKey = request.issuer?.key ?? privateKey;
  const signedPart = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(createSerial()),
    ecdsaWithSha256,
    issuerName,
    sequence(utcTime(request.from), utcTime(request.to)),
    encodeName(request.name),
    publicKey.export({ type: "spki", format: "der" }),
    tagged(3, sequence(...encodeExtensions(request, publicKey))),
  );
  const signature = sign("sha256", signedPart, signingKey);
  const der = sequence(signedPart, ecdsaWithSha256, bitString(signature));
  const base64 = der.toString("base64").replace(/.{1,64}/g, "$&\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64}-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** 16 random bytes, positive and without leading zeros. */
function createSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

function encodeName(commonName: string): Buffer {
  return sequence(setOf(sequence(objectIdentifier("2.5.4.3"), utf8String(commonName))));
}

/** The subject of a certificate of ours, to be named as an issuer. */
function getSubject(cert: string): Buffer {
  const subject = new X509Certificate(cert).subject;
  return encodeName(subject.replace(/^CN=/, ""));
}

function encodeExtensions({ hosts, issuer }: CertificateRequest, publicKey: KeyObject): Buffer[] {
  const keyId = octetString(getKeyId(publicKey));
  if (!issuer) {
    return [
      extension("2.5.29.19", sequence(booleanTrue()), true),
      // keyCertSign and cRLSign
      extension("2.5.29.15", bitString(Buffer.from([0x06]), 1), true),
      extension("2.5.29.14", keyId),
    ];
  }
  const issuerKey = createPublicKey(issuer.key);
  return [
    extension("2.5.29.19", sequence(), true),
    // digitalSignature
    extension("2.5.29.15", bitString(Buffer.from([0x80]), 7), true),
    // Apple's systems refuse server certificates without this.
    extension("2.5.29.37", sequence(objectIdentifier("1.3.6.1.5.5.7.3.1"))),
    extension("2.5.29.14", keyId),
    extension("2.5.29.35", sequence(tagged(0, getKeyId(issuerKey), false))),
    extension("2.5.29.17", sequence(...hosts.map(encodeHost))),
  ];
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(objectIdentifier(id), ...(critical ? [booleanTrue()] : []), octetString(value));
}

/** A name that tells keys apart: the last 20 bytes of the public key will do (RFC 5280 §4.2.1.2 leaves it open). */
function getKeyId(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: "spki", format: "der" }).subarray(-20);
}

function encodeHost(host: string): Buffer {
  switch (isIP(host)) {
    case 4:
      return tagged(7, Buffer.from(host.split(".").map(Number)), false);
    case 6:
      return tagged(7, encodeIpv6(host), false);
    default:
      return element(0x82, Buffer.from(host, "latin1"));
  }
}

function encodeIpv6(address: string): Buffer {
  const [head = "", tail] = address.split("::");
  const groups = (part: string): number[] =>
    part === "" ? [] : part.split(":").map((group) => parseInt(group, 16));
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const all = [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}
