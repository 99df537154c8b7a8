import { readFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { urlFor } from "./sdk-file.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));

const pageHtml = `<!doctype html><meta charset="utf-8"><title>try-sdk</title>
<style>body { font: 14px sans-serif } pre { white-space: pre-wrap }</style>
<h1>Trying MGOBE.js</h1><pre id="out">Running, about two minutes …</pre>
<script type="module">
  import { runChecks } from "/checks/run-checks.mjs";
  const show = (text) => (document.querySelector("#out").textContent = text);
  const load = (name) => new Promise((resolve) => {
    const frame = Object.assign(document.createElement("iframe"), { src: "/frame/" + name, hidden: true });
    frame.onload = () => resolve(frame.contentWindow.MGOBE);
    document.body.append(frame);
  });
  try {
    const target = await (await fetch("/target")).json();
    const [first, second, stranger] = await Promise.all(["first", "second", "first"].map(load));
    const cutSockets = () => fetch("/cut", { method: "POST" });
    const results = await runChecks({ first, second, stranger, target, cutSockets });
    await fetch("/results", { method: "POST", body: JSON.stringify(results) });
    const failed = results.filter((result) => !result.ok);
    show([results.length - failed.length + " of " + results.length + " passed",
      ...failed.map((result) => result.chapter + ": " + result.label + ": " + result.detail)].join("\\n"));
  } catch (error) {
    show(String(error));
    await fetch("/results", { method: "POST", body: JSON.stringify([{ chapter: "page", label: "ran", ok: false, detail: String(error) }]) });
  }
</script>`;

/** Without the report of the original to a host that answers no more. Ours reports nothing and needs its requests. */
function frameHtml(name, sdk) {
  const silence = sdk.isOurs
    ? ""
    : "<script>XMLHttpRequest = class { open() {} setRequestHeader() {} send() {} };</script>";
  return `<!doctype html><meta charset="utf-8">${silence}<script src="/sdk/${name}.js"></script>`;
}

/**
 * Serves a page that runs the checks in any browser, and waits for what comes out.
 *
 * @param sdks `{ first, second }`, what readSdkFile returned
 * @param server what startServer returned
 * @param port, host where the page is served
 * @returns `{ port, results, close }`; `results` is a promise
 */
export async function startPage({ sdks, server, port = 0, host = "127.0.0.1" }) {
  let finish;
  const results = new Promise((resolve) => (finish = resolve));
  const answer = async (request) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const name = /^\/(?:frame|sdk)\/(first|second)/.exec(pathname)?.[1];
    if (pathname === "/") return ["text/html", pageHtml];
    if (pathname.startsWith("/frame/") && name) return ["text/html", frameHtml(name, sdks[name])];
    if (pathname.startsWith("/sdk/") && name) return ["text/javascript", sdks[name].code];
    if (/^\/checks\/[a-z-]+\.mjs$/.test(pathname)) {
      return ["text/javascript", await readFile(path.join(here, pathname), "utf8")];
    }
    if (pathname === "/target") {
      const { gameId, secretKey, matchCode } = server;
      const hostOfPage = request.headers.host.replace(/:\d+$/, "");
      const urls = Object.values(sdks).map((sdk) => urlFor(sdk, `${hostOfPage}:${server.port}`));
      return ["application/json", JSON.stringify({ urls, gameId, secretKey, matchCode })];
    }
    if (pathname === "/cut" && request.method === "POST") return ["text/plain", String(server.cutSockets())];
    if (pathname === "/results" && request.method === "POST") {
      finish(JSON.parse(await readBody(request)));
      return ["text/plain", "thanks"];
    }
    return undefined;
  };
  const pages = http.createServer((request, response) => {
    answer(request).then(
      (found) => {
        if (!found) return response.writeHead(404).end();
        return response.setHeader("content-type", `${found[0]}; charset=utf-8`).end(found[1]);
      },
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise((resolve, reject) => pages.once("error", reject).listen(port, host, resolve));
  return { port: pages.address().port, results, close: () => pages.close() };
}

async function readBody(request) {
  let body = "";
  for await (const part of request.setEncoding("utf8")) body += part;
  return body;
}
