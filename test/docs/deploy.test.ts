import { parse } from "yaml";
import { serveSettings } from "../../src/cli/serve/serve-settings";
import { getLongForm } from "../../src/cli/settings/setting-row";
import { readSnippets, type Snippet } from "./markdown";

/** What is read here of a compose file. */
interface Compose {
  readonly services: Readonly<
    Record<string, { command?: unknown; depends_on?: string[]; image?: string; build?: string }>
  >;
}

const snippets = readSnippets("docs/deploy.md");
const main = "node_modules/mgobe-migrate/dist/src/cli/main.js";
const known = new Set(Object.values(serveSettings).map(getLongForm));

function find(what: string, fits: (snippet: Snippet) => boolean): Snippet {
  const found = snippets.find(fits);
  if (!found) throw new Error(`the page has no ${what}`);
  return found;
}

const compose = parse(find("compose file", ({ language }) => language === "yaml").text) as Compose;
const dockerfile = find("Dockerfile", ({ text }) => text.startsWith("FROM ")).text;

/** Arguments of a list that runs `serve`. */
function readServe(command: unknown): string[] {
  expect(command).toEqual(expect.arrayContaining([expect.any(String)]));
  const words = command as string[];
  expect(words.slice(0, 3)).toEqual(["node", main, "serve"]);
  return words.slice(4);
}

function expectKnown(words: readonly string[]): void {
  expect(words.filter((word) => word.startsWith("--") && !known.has(word))).toEqual([]);
}

test("the image's command is a list that serve takes, as its health check is one", () => {
  const [, command = ""] = /^CMD (.+)$/m.exec(dockerfile) ?? [];
  expectKnown(readServe(JSON.parse(command)));
  const [, check = ""] = /^HEALTHCHECK CMD (.+)$/m.exec(dockerfile) ?? [];
  expect(JSON.parse(check)).toEqual(["node", "-e", expect.any(String)]);
});

test("the services of the compose file fit together", () => {
  const { services } = compose;
  for (const { depends_on: needed = [], image, build } of Object.values(services)) {
    expect(Object.keys(services)).toEqual(expect.arrayContaining(needed));
    expect(image ?? build).toBeDefined();
  }
  const games = Object.values(services).filter(({ build }) => build === ".");
  const addresses = games.map(({ command }) => {
    const words = readServe(command);
    expectKnown(words);
    const valueOf = (flag: string): string => words[words.indexOf(flag) + 1] ?? "";
    const { hostname } = new URL(valueOf("--redis"));
    expect(services[hostname]?.image).toMatch(/^redis:/);
    return valueOf("--public-address");
  });
  expect(addresses.length).toBe(2);
  // Each process has an address, and nginx has the port of each.
  expect(new Set(addresses).size).toBe(2);
  const { ports } = services.nginx as { ports: string[] };
  for (const address of addresses) {
    const port = address.split(":")[1] ?? "";
    expect(ports).toContain(`${port}:${port}`);
  }
});

test("the processes behind nginx have the ports that it passes on to", () => {
  const nginx = find("nginx file", ({ language }) => language === "nginx").text;
  const lines = find("lines for two processes", ({ text }) => text.includes("--public-address")).text.split(
    "\n",
  );
  const served = lines.filter((line) => line.includes(" serve "));
  expect(served).toHaveLength(2);
  for (const line of served) {
    expectKnown(line.split(" "));
    const [, port = ""] = /--port (\d+)/.exec(line) ?? [];
    const [, publicPort = ""] = /--public-address [\w.]+:(\d+)/.exec(line) ?? [];
    // Two restarts after each other would otherwise keep everybody out for ten seconds.
    expect(nginx).toMatch(new RegExp(`upstream game \\{[^}]*127\\.0\\.0\\.1:${port} max_fails=0;`));
    expect(nginx).toMatch(
      new RegExp(`listen ${publicPort} ssl;[^}]*proxy_pass http://127\\.0\\.0\\.1:${port};`),
    );
  }
});
