import { type IncomingMessage, type ServerResponse } from "node:http";
import {
  type CloudApi,
  type CloudApiRequest,
  isCloudApiRequest,
  largestCloudApiBody,
} from "../../src/engine";
import { BodyTooLarge, readBody, type RequestTaker } from "./requests-first";

/**
 * Gives requests of the cloud API to it, `POST` and `GET` at `/`, told by the action that they name (spec
 * mgobe-cloud-api §1). All others are left alone. An API that is off says so to those that cannot be meant for anything else.
 */
export function createCloudApiEndpoint(api: CloudApi): RequestTaker {
  return (request, response) => {
    const head = readHead(request);
    if (!isCloudApiRequest(head) || (api.isOff && head.headers["x-tc-action"] === undefined)) return false;
    void answer(api, request, response, head);
    return true;
  };
}

async function answer(
  api: CloudApi,
  request: IncomingMessage,
  response: ServerResponse,
  head: Omit<CloudApiRequest, "body">,
): Promise<void> {
  let body: Buffer;
  try {
    body = await readBody(request, largestCloudApiBody);
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) return void response.destroy();
    return send(response, api.refuseTooLarge());
  }
  send(response, await api.handle({ ...head, body }));
}

function send(response: ServerResponse, answer: unknown): void {
  response.setHeader("Content-Type", "application/json");
  response.setHeader("Cache-Control", "no-store");
  response.end(JSON.stringify(answer));
}

function readHead(request: IncomingMessage): Omit<CloudApiRequest, "body"> {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { method: request.method ?? "", url: request.url ?? "", headers };
}
