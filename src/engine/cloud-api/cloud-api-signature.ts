import { createHash, createHmac } from "node:crypto";
import { isEqualText } from "../identity/equal-text";
import { CloudApiError } from "./cloud-api-error";
import { type CloudApiRequest, requireParameter, toUrl } from "./cloud-api-request";

/** SecretKeys by SecretId: who may use the cloud API. */
export type CloudApiKeys = ReadonlyMap<string, string>;

/** How far the clock of a request may be off, seconds (spec mgobe-cloud-api §1). */
const clockSkewSeconds = 300;

const algorithm = "TC3-HMAC-SHA256";

/**
 * Checks the proof of a request in the newer form, `TC3-HMAC-SHA256` (spec mgobe-cloud-api §1).
 *
 * @param now ms
 * @returns the SecretId that signed
 * @throws CloudApiError AuthFailure.SignatureFailure, AuthFailure.SignatureExpire, AuthFailure.SecretIdNotFound,
 * MissingParameter
 */
export function verifyTc3(request: CloudApiRequest, keys: CloudApiKeys, now: number): string {
  const { secretId, date, service, signedHeaders, signature } = readAuthorization(request);
  const timestamp = Number(request.headers["x-tc-timestamp"]);
  if (!Number.isInteger(timestamp)) throw new CloudApiError("MissingParameter", "X-TC-Timestamp is missing");
  checkClock(timestamp, now);
  const secretKey = requireKey(keys, secretId);
  if (date !== new Date(timestamp * 1000).toISOString().slice(0, 10)) {
    throw new CloudApiError(
      "AuthFailure.SignatureFailure",
      "the date of the credential is not that of X-TC-Timestamp",
    );
  }
  // A body that is not signed could be exchanged on the way; the host tells one server's requests from another's.
  for (const name of ["content-type", "host"]) {
    if (!signedHeaders.includes(name)) {
      throw new CloudApiError("AuthFailure.SignatureFailure", `SignedHeaders lacks ${name}`);
    }
  }
  const key = [date, service, "tc3_request"].reduce<Buffer | string>(hmacSha256, `TC3${secretKey}`);
  const isRight = getHostSpellings(request.headers.host ?? "").some((host) => {
    const canonical = toCanonicalRequest(request, signedHeaders, host);
    const text = [algorithm, timestamp, `${date}/${service}/tc3_request`, sha256(canonical)].join("\n");
    return isEqualText(signature, hmacSha256(key, text).toString("hex"));
  });
  if (!isRight) throw wrongSignature();
  return secretId;
}

/** Signature methods of the older form and the digests that they name. */
const classicDigests: Readonly<Record<string, string>> = { HmacSHA1: "sha1", HmacSHA256: "sha256" };

/**
 * Checks the proof of a request in the older form, whose parameters carry it: `Signature` over all the others, sorted by
 * name (spec mgobe-cloud-api §1).
 *
 * @param now ms
 * @returns the SecretId that signed
 * @throws CloudApiError as {@link verifyTc3}
 */
export function verifyClassic(
  request: CloudApiRequest,
  parameters: ReadonlyMap<string, string>,
  keys: CloudApiKeys,
  now: number,
): string {
  const secretId = requireParameter(parameters, "SecretId");
  const signature = requireParameter(parameters, "Signature");
  checkClock(Number(requireParameter(parameters, "Timestamp")), now);
  const secretKey = requireKey(keys, secretId);
  const method = parameters.get("SignatureMethod") ?? "HmacSHA1";
  const digest = Object.hasOwn(classicDigests, method) ? classicDigests[method] : undefined;
  if (digest === undefined) {
    throw new CloudApiError("AuthFailure.SignatureFailure", `SignatureMethod ${method} is not known`);
  }
  const query = [...parameters]
    .filter(([name]) => name !== "Signature")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const isRight = getHostSpellings(request.headers.host ?? "").some((host) => {
    const text = `${request.method}${host}${toUrl(request.url).pathname}?${query}`;
    return isEqualText(signature, createHmac(digest, secretKey).update(text).digest("base64"));
  });
  if (!isRight) throw wrongSignature();
  return secretId;
}

interface Authorization {
  readonly secretId: string;
  readonly date: string;
  /** First label of the host that the client was pointed at; taken as it was sent. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function readAuthorization({ headers }: CloudApiRequest): Authorization {
  const pattern =
    /^TC3-HMAC-SHA256 Credential=([^/\s,]+)\/(\d{4}-\d\d-\d\d)\/([^/\s,]+)\/tc3_request,\s*SignedHeaders=([\w;-]+),\s*Signature=([0-9a-f]{64})$/;
  const [, secretId = "", date = "", service = "", names = "", signature = ""] =
    pattern.exec(headers.authorization?.trim() ?? "") ?? [];
  if (signature === "") {
    throw new CloudApiError(
      "AuthFailure.SignatureFailure",
      `Authorization is missing or not of the form of ${algorithm}`,
    );
  }
  return { secretId, date, service, signedHeaders: names.toLowerCase().split(";"), signature };
}

function toCanonicalRequest(
  request: CloudApiRequest,
  signedHeaders: readonly string[],
  host: string,
): string {
  const { pathname, search } = toUrl(request.url);
  const headers = signedHeaders.map((name) => {
    const value = name === "host" ? host : (request.headers[name] ?? "");
    return `${name}:${value.trim().toLowerCase()}\n`;
  });
  const query = request.method === "GET" ? search.slice(1) : "";
  const body = request.method === "GET" ? "" : request.body;
  return [request.method, pathname, query, headers.join(""), signedHeaders.join(";"), sha256(body)].join(
    "\n",
  );
}

/** Some clients sign the host without the port that they send with it. */
function getHostSpellings(host: string): string[] {
  const bare = host.replace(/:\d+$/, "");
  return bare === host ? [host] : [bare, host];
}

function checkClock(timestamp: number, now: number): void {
  if (!Number.isInteger(timestamp)) {
    throw new CloudApiError("InvalidParameterValue", "Timestamp must be whole seconds since 1970");
  }
  const skew = Math.round(Math.abs(now / 1000 - timestamp));
  if (skew <= clockSkewSeconds) return;
  throw new CloudApiError(
    "AuthFailure.SignatureExpire",
    `the clock of the request is ${skew} s off; ${clockSkewSeconds} s are allowed`,
  );
}

function requireKey(keys: CloudApiKeys, secretId: string): string {
  const secretKey = keys.get(secretId);
  if (secretKey !== undefined) return secretKey;
  throw new CloudApiError(
    "AuthFailure.SecretIdNotFound",
    "cloudApi of the configuration does not have this SecretId",
  );
}

function wrongSignature(): CloudApiError {
  return new CloudApiError(
    "AuthFailure.SignatureFailure",
    "the signature does not fit the SecretKey and the request",
  );
}

function sha256(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmacSha256(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
