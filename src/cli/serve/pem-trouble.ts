import { createPrivateKey, X509Certificate } from "node:crypto";
import { type BilingualText } from "../../contract";

/** What is wrong with which of the two files. */
export interface PemTrouble {
  readonly file: "cert" | "key";
  readonly reason: BilingualText;
}

const certificate = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/;
const privateKey = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/;
const encrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;

/**
 * Why a certificate and a key cannot be used for TLS, in words; OpenSSL's own are not for people. Undefined where it is
 * nothing of what usually goes wrong.
 *
 * @param cert content of the file, PEM, the server's own certificate first
 * @param key content of the file, PEM
 */
export function findPemTrouble(cert: string, key: string): PemTrouble | undefined {
  if (!certificate.test(cert)) {
    if (privateKey.test(cert) && certificate.test(key)) return { file: "cert", reason: texts.swapped };
    return { file: "cert", reason: texts.noCertificate };
  }
  if (!privateKey.test(key)) return { file: "key", reason: texts.noKey };
  if (encrypted.test(key)) return { file: "key", reason: texts.encrypted };
  return isPair(cert, key) === false ? { file: "key", reason: texts.noPair } : undefined;
}

/** Undefined when one of them cannot be read at all. */
function isPair(cert: string, key: string): boolean | undefined {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return undefined;
  }
}

const texts = {
  swapped: {
    en: "it is the key, and the file of --tls-key is the certificate: the two are swapped",
    zh: "它是私钥，而 --tls-key 的文件是证书：两者弄反了",
  },
  noCertificate: {
    en: "it holds no certificate in PEM (-----BEGIN CERTIFICATE-----); a .pfx, .der or .jks file has to be converted",
    zh: "其中没有 PEM 格式的证书（-----BEGIN CERTIFICATE-----）；.pfx、.der、.jks 文件需先转换",
  },
  noKey: {
    en: "it holds no private key in PEM (-----BEGIN PRIVATE KEY-----)",
    zh: "其中没有 PEM 格式的私钥（-----BEGIN PRIVATE KEY-----）",
  },
  encrypted: {
    en: "it is protected by a passphrase; `openssl pkey -in key.pem -out plain.pem` writes one without",
    zh: "它受口令保护；可用 `openssl pkey -in key.pem -out plain.pem` 去除口令",
  },
  noPair: {
    en: "it does not belong to the certificate; of several certificates in one file the server's own must come first",
    zh: "它与证书不匹配；文件中有多个证书时，服务器自己的证书必须在最前面",
  },
} satisfies Record<string, BilingualText>;
