import { createRequire } from "node:module";
import { type Command, InvalidArgumentError, Option } from "commander";
import type * as RunServe from "../serve/run-serve";
import { type ServeOptions } from "../serve/serve-options";
import { Terminal, type TerminalOptions } from "../terminal";

/** `mgobe-migrate serve <mgobexs>`: hosts a game server package. */
export function registerServe(program: Command, finish: (exitCode: number) => void): void {
  program
    .command("serve")
    .description("host a game server package: Colyseus rooms, sessions, matching and groups on one port")
    .argument("<mgobexs>", "the mgobexs folder, its index.js, or the zip that was uploaded to the console")
    .option("-p, --port <port>", "port to listen on, 0 = any (default: 2567, or the next free one)", readPort)
    .option(
      "--relay-port <port>",
      "second port, for MGOBE.js clients whose url is a host name alone",
      readPort,
    )
    .option("--classic-ports", "the two ports that MGOBE had: --port 443 --relay-port 5443")
    .option("--trust-proxy", "behind a proxy: take clients' addresses from its X-Forwarded-For")
    .option("--host <host>", "address to listen on (default: all)")
    .option(
      "--metrics-host <address...>",
      "addresses that may read /metrics beside this machine: 10.0.0.5, 10.0.0.0/8, or * for all",
    )
    .option(
      "--drain-seconds <seconds>",
      "when told to stop, take no new rooms and let present ones go on for so long (default: 0)",
      readSeconds,
    )
    .option("-c, --config <file>", "configuration file (default: mgobe.config.json, if there is one)")
    .option(
      "-w, --watch",
      "load the script again when it changes; rooms finish on the version they began with",
    )
    .addOption(
      new Option("--log-level <level>", "least level of log lines, also of the script's own").choices([
        "debug",
        "info",
        "error",
      ]),
    )
    .option("--log-dir <folder>", "folder of the log files (default: logs)")
    .option("--no-log-files", "write no log files")
    .option(
      "--max-stall <seconds>",
      "end the process when a loop of the script holds it up so long",
      readSeconds,
    )
    .option("--tls-cert <file>", "certificate, PEM: the port takes TLS connections beside plain ones")
    .option("--tls-key <file>", "key of the certificate, PEM")
    .option("--tls-dev", "certificate of a local authority, for development; tells how to trust it")
    .addOption(
      new Option(
        "--tls-min <version>",
        "oldest version of TLS that is taken (default: 1.2); 1.0 for Unity's client, which knows no newer",
      ).choices(["1.0", "1.1", "1.2", "1.3"]),
    )
    .action(async (mgobexs: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ServeOptions & TerminalOptions>();
      const { runServe } = createRequire(__filename)("../serve/run-serve") as typeof RunServe;
      finish(await runServe(mgobexs, options, new Terminal(options)));
    });
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError("Seconds are a whole number from 0 to 86400.");
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
}
