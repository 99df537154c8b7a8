import { createPrivateKey } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Certificate, makeDevCertificate } from "../../adapters/node-server/dev-certificate";
import { chooseTls } from "../../src/cli/serve/choose-tls";
import { findPemTrouble } from "../../src/cli/serve/pem-trouble";

let folder: string;
let one: Certificate;
let other: Certificate;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-pem-"));
  one = await makeDevCertificate(folder, []);
  other = await makeDevCertificate(folder, []);
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

test("a certificate and its key are fine, also with others behind it", () => {
  expect(findPemTrouble(one.cert, one.key)).toBeUndefined();
  expect(findPemTrouble(`${one.cert}\n${other.cert}`, one.key)).toBeUndefined();
});

test("each usual mistake is named with its file", () => {
  const encrypted = createPrivateKey(one.key).export({
    type: "pkcs8",
    format: "pem",
    cipher: "aes-256-cbc",
    passphrase: "p",
  }) as string;
  const find = (cert: string, key: string) => {
    const { file, reason } = findPemTrouble(cert, key)!;
    return `${file}: ${reason.en}`;
  };
  expect(find(one.key, one.cert)).toMatch(/^cert: .*swapped$/);
  expect(find("\u0030\u0082 not text", one.key)).toMatch(/^cert: it holds no certificate/);
  expect(find(one.key, one.key)).toMatch(/^cert: it holds no certificate/);
  expect(find(one.cert, one.cert)).toMatch(/^key: it holds no private key/);
  expect(find(one.cert, encrypted)).toMatch(/^key: it is protected by a passphrase/);
  expect(find(one.cert, other.key)).toMatch(/^key: it does not belong to the certificate/);
  expect(find(`${other.cert}\n${one.cert}`, one.key)).toMatch(/^key: it does not belong/);
});

test("serve names the file, and an authority that is none", async () => {
  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    return file;
  };
  const tlsCert = write("cert.pem", one.cert);
  const tlsKey = write("key.pem", other.key);
  await expect(chooseTls({ tlsCert, tlsKey }, {})).rejects.toMatchObject({
    code: "TLS_UNUSABLE",
    details: { path: tlsKey },
  });
  write("ca.pem", "nothing");
  await expect(chooseTls({ tlsDev: true }, { MGOBE_MIGRATE_CA: folder })).rejects.toMatchObject({
    code: "TLS_AUTHORITY_UNUSABLE",
    details: { path: folder },
  });
});
