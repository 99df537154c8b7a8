import { CloudApiError } from "./cloud-api-error";

/** An HTTP request to the cloud API, read but not yet believed. */
export interface CloudApiRequest {
  /** In capital letters. */
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** What a request asks for, without its proof. */
export interface CloudApiCall {
  readonly action: string;
  readonly version: string;
  /** Parameters of the action by their names, as nested as they were sent. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The flat parameters of the older form, which carries its proof among them; undefined in the newer form. */
  readonly signed?: ReadonlyMap<string, string>;
}

/** Largest body, bytes; the actions need a few hundred. */
export const largestCloudApiBody = 64 * 1024;

/** Parameters of the older form that are about the request, not the action (spec mgobe-cloud-api §1). */
const commonParameters = new Set([
  "Action",
  "Version",
  "Region",
  "Timestamp",
  "Nonce",
  "SecretId",
  "Signature",
  "SignatureMethod",
  "Token",
  "Language",
  "RequestClient",
]);

/**
 * True for requests that are meant for the cloud API, told by the action that they name: in the header of the newer
 * form, or as a parameter of the older one.
 */
export function isCloudApiRequest({ method, url, headers }: Omit<CloudApiRequest, "body">): boolean {
  const { pathname, searchParams } = toUrl(url);
  if (pathname !== "/" || (method !== "POST" && method !== "GET")) return false;
  if (headers["x-tc-action"] !== undefined || searchParams.has("Action")) return true;
  return method === "POST" && isForm(headers);
}

/**
 * Reads action and parameters of a request in any of its forms: JSON body, query, form body.
 *
 * @throws CloudApiError MissingParameter, InvalidParameter
 */
export function readCloudApiCall(request: CloudApiRequest): CloudApiCall {
  const { method, url, headers } = request;
  const action = headers["x-tc-action"];
  if (action !== undefined) {
    const version = headers["x-tc-version"] ?? "";
    const parameters = method === "GET" ? nest(toUrl(url).searchParams) : readJsonObject(request.body);
    return { action, version, parameters };
  }
  const text = method === "GET" ? toUrl(url).search.slice(1) : Buffer.from(request.body).toString("utf8");
  const signed = new Map(new URLSearchParams(text));
  const own = [...signed].filter(([name]) => !commonParameters.has(name));
  return {
    action: requireParameter(signed, "Action"),
    version: requireParameter(signed, "Version"),
    parameters: nest(own),
    signed,
  };
}

/** @throws CloudApiError MissingParameter */
export function requireParameter(parameters: ReadonlyMap<string, string>, name: string): string {
  const value = parameters.get(name);
  if (value === undefined || value === "") throw new CloudApiError("MissingParameter", `${name} is missing`);
  return value;
}

/** The URL of a request; what cannot be read has the path of nothing. */
export function toUrl(url: string): URL {
  return URL.canParse(url, "http://server") && url.startsWith("/")
    ? new URL(url, "http://server")
    : new URL("http://server/unreadable");
}

function isForm(headers: CloudApiRequest["headers"]): boolean {
  return (headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
}

function readJsonObject(body: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = body.length === 0 ? {} : JSON.parse(Buffer.from(body).toString("utf8"));
  } catch (error) {
    throw new CloudApiError("InvalidParameter", `the body is not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new CloudApiError("InvalidParameter", "the body is not a JSON object");
  }
  return value as Record<string, unknown>;
}

/** Lists stand in flat parameters as `Name.0`, `Name.1`, …; texts stay texts, the actions read what they need. */
function nest(parameters: Iterable<[string, string]>): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const lists = new Map<string, [number, string][]>();
  for (const [name, value] of parameters) {
    const [, list, index] = /^(\w+)\.(\d{1,4})$/.exec(name) ?? [];
    if (list === undefined) {
      values[name] = value;
      continue;
    }
    lists.set(list, [...(lists.get(list) ?? []), [Number(index), value]]);
  }
  for (const [name, items] of lists) {
    values[name] = items.sort(([a], [b]) => a - b).map(([, value]) => value);
  }
  return values;
}
