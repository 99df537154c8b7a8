import { createHash, createHmac } from "node:crypto";
import { type CloudApiRequest } from "../../../src/engine";
import { verifyClassic, verifyTc3 } from "../../../src/engine/cloud-api/cloud-api-signature";

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const seconds = now / 1000;
const keys = new Map([["id", "key"]]);
const body = Buffer.from('{"GameId":"g"}');

const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** A signed request, built step by step as the specification tells (spec mgobe-cloud-api §1). */
function signed(changes: { host?: string; signedHost?: string; timestamp?: number; names?: string } = {}) {
  const { host = "mgobe.example", timestamp = seconds, names = "content-type;host" } = changes;
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const lines = names.split(";").map((name) => {
    return name === "host" ? `host:${changes.signedHost ?? host}\n` : "content-type:application/json\n";
  });
  const canonical = ["POST", "/", "", lines.join(""), names, sha256(body)].join("\n");
  const scope = `${date}/mgobe/tc3_request`;
  const text = ["TC3-HMAC-SHA256", timestamp, scope, sha256(canonical)].join("\n");
  const key = hmac(hmac(hmac("TC3key", date), "mgobe"), "tc3_request");
  const signature = hmac(key, text).toString("hex");
  return {
    method: "POST",
    url: "/",
    headers: {
      host,
      "content-type": "application/json",
      "x-tc-timestamp": String(timestamp),
      authorization: `TC3-HMAC-SHA256 Credential=id/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    },
    body,
  } satisfies CloudApiRequest;
}

test("a right signature names its SecretId; the host may be signed with its port or without", () => {
  expect(verifyTc3(signed(), keys, now)).toBe("id");
  expect(verifyTc3(signed({ host: "h:2567" }), keys, now)).toBe("id");
  expect(verifyTc3(signed({ host: "h:2567", signedHost: "h" }), keys, now)).toBe("id");
});

test.each([
  ["another body", { ...signed(), body: Buffer.from("{}") }, "AuthFailure.SignatureFailure"],
  ["another host", signed({ signedHost: "other" }), "AuthFailure.SignatureFailure"],
  ["another path", { ...signed(), url: "/x" }, "AuthFailure.SignatureFailure"],
  ["a host that is not signed", signed({ names: "content-type" }), "AuthFailure.SignatureFailure"],
  ["a clock that is 301 s slow", signed({ timestamp: seconds - 301 }), "AuthFailure.SignatureExpire"],
  ["a clock that is 301 s fast", signed({ timestamp: seconds + 301 }), "AuthFailure.SignatureExpire"],
])("%s is refused", (_what, request, code) => {
  expect(() => verifyTc3(request, keys, now)).toThrow(expect.objectContaining({ code }));
});

test("a timestamp that is changed after signing is refused", () => {
  const request = signed();
  const headers = { ...request.headers, "x-tc-timestamp": String(seconds + 10) };
  expect(() => verifyTc3({ ...request, headers }, keys, now)).toThrow(
    expect.objectContaining({ code: "AuthFailure.SignatureFailure" }),
  );
});

describe("the older form", () => {
  const request: CloudApiRequest = {
    method: "POST",
    url: "/",
    headers: { host: "h:1" },
    body: Buffer.alloc(0),
  };
  const base = {
    Action: "DescribeRoom",
    GameId: "g",
    Nonce: "7",
    SecretId: "id",
    Timestamp: String(seconds),
  };

  function parameters(digest: string, changes: Record<string, string> = {}) {
    const all: Record<string, string> = { ...base, ...changes };
    const query = Object.keys(all)
      .sort()
      .map((name) => `${name}=${all[name]}`)
      .join("&");
    const Signature = createHmac(digest, "key").update(`POSTh/?${query}`).digest("base64");
    return new Map(Object.entries({ ...all, Signature }));
  }

  test("is signed with SHA-1, or SHA-256 when it says so", () => {
    expect(verifyClassic(request, parameters("sha1"), keys, now)).toBe("id");
    const named = parameters("sha256", { SignatureMethod: "HmacSHA256" });
    expect(verifyClassic(request, named, keys, now)).toBe("id");
  });

  test("says what a time stamp is", () => {
    expect(() => verifyClassic(request, parameters("sha1", { Timestamp: "now" }), keys, now)).toThrow(
      expect.objectContaining({ code: "InvalidParameterValue", message: expect.stringMatching(/seconds/) }),
    );
  });

  test.each([
    ["a parameter changed after signing", new Map([...parameters("sha1"), ["GameId", "x"]])],
    ["a method that is not known", parameters("sha1", { SignatureMethod: "constructor" })],
  ])("%s is refused", (_what, given) => {
    expect(() => verifyClassic(request, given, keys, now)).toThrow(
      expect.objectContaining({ code: "AuthFailure.SignatureFailure" }),
    );
  });
});
