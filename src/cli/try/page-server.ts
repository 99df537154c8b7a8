import { once } from "node:events";
import * as fs from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createRequire } from "node:module";
import { type AddressInfo } from "node:net";
import { toListenError } from "../../../adapters/node-server/listen-error";
import { type Language, ToolError } from "../../contract";
import { type CheckResult } from "./checks/checks";
import { type PageTarget, readResult } from "./page-api";
import { getUrlFor, type SdkFile } from "./sdk-file";
import { type TrialServer } from "./trial-server";
import { tryTexts } from "./try-texts";

/** What a page is served with. */
export interface PageOptions {
  readonly sdks: readonly [first: SdkFile, second: SdkFile];
  readonly server: TrialServer;
  /** 0 = any free one. */
  readonly port: number;
  readonly host: string;
  readonly language: Language;
  /** Hears of each check as soon as it is over. */
  readonly onResult: (result: CheckResult) => void;
}

/** A page that runs the checks in any browser. */
export interface TrialPage {
  readonly port: number;
  /** What came out, once a browser is through. */
  readonly results: Promise<readonly CheckResult[]>;
  close(): void;
}

/** Far more than all results take, bytes. */
const maxBodyBytes = 1024 * 1024;

/** `results`: what the page was waited for; they count once it has heard that they came. */
type Answer = readonly [type: string, body: string, results?: readonly CheckResult[]];

/** @throws ToolError PORT_TAKEN, PORT_FORBIDDEN, HOST_UNUSABLE, NOT_BUILT */
export async function startPage(options: PageOptions): Promise<TrialPage> {
  const { host, port } = options;
  const parts = readParts();
  let finish: (results: readonly CheckResult[]) => void = () => undefined;
  const results = new Promise<readonly CheckResult[]>((resolve) => (finish = resolve));
  const pages = createServer((request, response) => {
    answer(request, options, parts).then(
      (found) => {
        if (!found) return response.writeHead(404).end();
        const [type, body, came] = found;
        response.setHeader("content-type", `${type}; charset=utf-8`);
        return response.end(body, () => came && finish(came));
      },
      (error: unknown) => response.writeHead(400).end(String(error)),
    );
  });
  await listen(pages, port, host);
  const close = (): void => {
    pages.close();
    pages.closeAllConnections();
  };
  return { port: (pages.address() as AddressInfo).port, results, close };
}

async function listen(pages: Server, port: number, host: string): Promise<void> {
  pages.listen(port, host);
  try {
    await once(pages, "listening");
  } catch (error) {
    throw toListenError(error, { port, hostname: host });
  }
}

interface PageParts {
  readonly script: string;
  readonly style: string;
}

/** The program of the page, which the build has put beside this file. */
function readParts(): PageParts {
  const find = (name: string): string => createRequire(__filename).resolve(`./${name}`);
  try {
    return {
      script: fs.readFileSync(find("page.js"), "utf8"),
      style: fs.readFileSync(find("page.css"), "utf8"),
    };
  } catch (cause) {
    throw new ToolError("NOT_BUILT", { path: "src/cli/try/page.js" }, { cause });
  }
}

async function answer(
  request: IncomingMessage,
  { sdks, server, language, onResult }: PageOptions,
  { script, style }: PageParts,
): Promise<Answer | undefined> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const name = /^\/(?:frame|sdk)\/(first|second)/.exec(pathname)?.[1];
  const sdk = name === "second" ? sdks[1] : sdks[0];
  if (request.method === "POST") return take(request, pathname, server, onResult);
  if (pathname === "/") return ["text/html", createPage(language)];
  if (pathname === "/page.js") return ["text/javascript", script];
  if (pathname === "/page.css") return ["text/css", style];
  if (pathname.startsWith("/frame/") && name !== undefined) return ["text/html", createFrame(name, sdk)];
  if (pathname.startsWith("/sdk/") && name !== undefined) return ["text/javascript", sdk.code];
  if (pathname !== "/target") return undefined;
  const host = (request.headers.host ?? "localhost").replace(/:\d+$/, "");
  const target: PageTarget = {
    ...server.game,
    urls: [getUrlFor(sdks[0], `${host}:${server.port}`), getUrlFor(sdks[1], `${host}:${server.port}`)],
    language,
    failedText: tryTexts.failed,
    summary: tryTexts.summary,
  };
  return ["application/json", JSON.stringify(target)];
}

async function take(
  request: IncomingMessage,
  pathname: string,
  server: TrialServer,
  onResult: (result: CheckResult) => void,
): Promise<Answer | undefined> {
  if (pathname === "/cut") {
    request.resume();
    server.cutSockets();
  } else if (pathname === "/progress") {
    const result = readResult(JSON.parse(await readBody(request)));
    if (!result) throw new Error("no result of a check");
    onResult(result);
  } else if (pathname === "/results") {
    const values = JSON.parse(await readBody(request)) as unknown;
    const results = Array.isArray(values) ? values.map(readResult) : [];
    const read = results.filter((result) => result !== undefined);
    if (read.length === 0 || read.length < results.length) throw new Error("no results of checks");
    return ["text/plain", "thanks", read];
  } else return undefined;
  return ["text/plain", "thanks"];
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const part of request.setEncoding("utf8")) {
    body += part;
    if (body.length > maxBodyBytes) throw new Error("too much");
  }
  return body;
}

function createPage(language: Language): string {
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>MGOBE.js</title>
<link rel="stylesheet" href="/page.css">
<h1>MGOBE.js</h1>
<p>${tryTexts.running[language]}</p>
<ol id="out"></ol>
<script src="/page.js"></script>
</html>`;
}

/** Without the report of the original to a host that answers no more. Ours reports nothing and needs its requests. */
function createFrame(name: string, sdk: SdkFile): string {
  const silence = sdk.isOurs
    ? ""
    : "<script>XMLHttpRequest = class { open() {} setRequestHeader() {} send() {} };</script>";
  return `<!doctype html><meta charset="utf-8">${silence}<script src="/sdk/${name}.js"></script>`;
}
