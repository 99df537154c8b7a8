import { networkInterfaces } from "node:os";
import { getNetworkAddresses } from "../../../adapters/wire/server/gateway-urls";
import { classicCommonPort, classicRelayPort } from "../../../adapters/wire/server/relay-port";
import { getWorkingFolder, relative, toForm } from "../../../codemods/project/project-path";
import { type BilingualText, showName } from "../../contract";
import { findHook, type GameServerPackage, hookNames, type LogSettings } from "../../engine";
import { getDisplayWidth } from "../display-width";
import { type Terminal } from "../terminal";
import { readVersion } from "../version";
import { type HostedServer } from "./backends";
import { type ChosenTls } from "./choose-tls";
import { describeSteps } from "./game-steps";
import { serveTexts } from "./serve-texts";

/** What a server that is up has to say about itself. */
export interface Banner {
  readonly mgobexs: string;
  /** As given by `--host`; undefined = all addresses. */
  readonly host: string | undefined;
  readonly configFile: string | undefined;
  readonly logs: LogSettings;
  readonly server: HostedServer;
  readonly tls: ChosenTls | undefined;
  readonly watchedFolder: string | undefined;
  /** As given by `--record`. */
  readonly recordFile: string | undefined;
  /** Whether other processes host the game, too. */
  readonly isClustered: boolean;
}

/** Prints where the server is reached, what was found, what holds, and what to do next. */
export function printBanner(banner: Banner, terminal: Terminal): void {
  const { server, configFile } = banner;
  const { settings } = server.host.game;
  const [local = "", ...network] = listUrls(banner.host, server.port);
  const rows: [BilingualText, string][] = [
    [serveTexts.local, terminal.paint("cyan", local)],
    ...network.map((url): [BilingualText, string] => [serveTexts.network, terminal.paint("cyan", url)]),
    [server.backend === "colyseus" ? serveTexts.room : serveTexts.namespace, server.entrance],
    ...describeConsole(banner, local, terminal),
    ...describePackage(server.host.package, terminal),
    [
      serveTexts.settings,
      configFile === undefined ? terminal.say(serveTexts.noConfig) : showName(configFile),
    ],
    [{ en: "", zh: "" }, describeSettings(banner, terminal)],
    [serveTexts.logs, describeLogs(banner.logs, terminal)],
  ];
  terminal.print("");
  terminal.print(
    terminal.paint("bold", terminal.say(serveTexts.title, { version: readVersion(), path: banner.mgobexs })),
  );
  terminal.print("");
  for (const [label, text] of rows) terminal.print(`  ${pad(terminal.say(label), 12)}${text}`);
  terminal.print("");
  if (settings.secretKey === undefined) {
    terminal.print(`  ${terminal.paint("yellow", terminal.say(serveTexts.development))}`);
  }
  if (banner.tls?.authorityFile !== undefined) {
    terminal.print(`  ${terminal.say(serveTexts.trust, { file: banner.tls.authorityFile })}`);
  }
  if (banner.watchedFolder !== undefined) {
    terminal.print(`  ${terminal.say(serveTexts.watching, { folder: showPath(banner.watchedFolder) })}`);
  }
  if (banner.recordFile !== undefined) {
    const text = terminal.say(serveTexts.recording, { file: showName(banner.recordFile) });
    terminal.print(`  ${terminal.paint("yellow", text)}`);
  }
  printSteps(banner, terminal);
  terminal.print(`  ${terminal.say(serveTexts.stop)}`);
  terminal.print("");
}

/** What to put into the game, by step; and where there is more than one place, by place. */
function printSteps({ host, server, tls, isClustered }: Banner, terminal: Terminal): void {
  const { backend, entrance, port, relayPort } = server;
  const needsLogin = !server.host.game.allowsGuests;
  const isSecure = tls !== undefined;
  const reached = { backend, entrance, port, relayPort, isSecure, needsLogin, isClustered };
  for (const [title, place] of listPlaces(host)) {
    terminal.print(`  ${terminal.say(title)}`);
    for (const { label, code } of describeSteps(place, reached)) {
      terminal.print(`    ${pad(terminal.say(label), 21)}${terminal.paint("cyan", code)}`);
    }
  }
  if (!tls) terminal.print(`  ${terminal.paint("yellow", terminal.say(serveTexts.stepNeedsTls))}`);
  for (const line of describeForwarding(server, terminal)) terminal.print(`  ${line}`);
  if (needsLogin) terminal.print(`  ${terminal.say(serveTexts.stepsLogin)}`);
  terminal.print("");
}

/** Hosts that a game may have to name, with what is said above what to put into it. */
function listPlaces(host: string | undefined): (readonly [BilingualText, string])[] {
  if (!isEverywhere(host)) return [[serveTexts.stepsHost, toUrlHost(host)]];
  const [first, ...others] = getNetworkAddresses(networkInterfaces());
  const here = [serveTexts.stepsHere, "localhost"] as const;
  if (first === undefined) return [here];
  return [here, [others.length > 0 ? serveTexts.stepsNetworks : serveTexts.stepsNetwork, first]];
}

/** What has to lead where for a `url` without a port, when the ports are others than clients expect. */
function describeForwarding({ port, relayPort }: HostedServer, terminal: Terminal): string[] {
  const isExpected = port === classicCommonPort && relayPort === classicRelayPort;
  if (relayPort === undefined || isExpected) return [];
  const details = { port: String(port), relayPort: String(relayPort) };
  return [terminal.say(serveTexts.stepsForwarded, details)];
}

function isEverywhere(host: string | undefined): host is undefined | "0.0.0.0" | "::" {
  return host === undefined || host === "0.0.0.0" || host === "::";
}

/** Addresses by which clients reach the server, this machine's own first. */
function listUrls(host: string | undefined, port: number): string[] {
  if (!isEverywhere(host)) return [toUrl(host, port)];
  return ["localhost", ...getNetworkAddresses(networkInterfaces())].map((address) => toUrl(address, port));
}

function toUrl(address: string, port: number): string {
  return `http://${toUrlHost(address)}:${port}`;
}

function toUrlHost(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

function describePackage(
  gamePackage: GameServerPackage | undefined,
  terminal: Terminal,
): [BilingualText, string][] {
  if (!gamePackage) return [];
  const { code, dialect, hooks, mode, entry, source } = gamePackage;
  const missing = (["onInitGameData", "onRecvFromClient"] as const).filter(
    (hook) => !findHook(code.gameServer, hook, dialect),
  );
  const found = { count: String(hooks.length), all: String(hookNames.length), names: hooks.join(", ") };
  const rows: [BilingualText, string][] = [
    [serveTexts.script, showPath(source.endsWith(".zip") ? source : (entry ?? source))],
    [serveTexts.hooks, terminal.say(serveTexts.hooksFound, found)],
  ];
  if (missing.length > 0) {
    const text = terminal.say(serveTexts.missingHooks, { names: missing.join(", ") });
    rows.push([serveTexts.missing, terminal.paint("yellow", text)]);
  }
  rows.push(
    [serveTexts.mode, terminal.say(mode === "sync" ? serveTexts.modeSync : serveTexts.modeAsync)],
    [serveTexts.dialect, terminal.say(dialect === "1.0.0" ? serveTexts.dialectOld : serveTexts.dialectNew)],
  );
  return rows;
}

/** Where the console is; without a password, the link that opens it once. */
function describeConsole(
  { server, tls }: Banner,
  local: string,
  terminal: Terminal,
): [BilingualText, string][] {
  const url = `${tls ? local.replace(/^http:/, "https:") : local}/console/`;
  const { password, readOnlyPassword } = server.host.game.settings.console ?? {};
  if (password !== undefined || readOnlyPassword !== undefined) {
    return [[serveTexts.console, terminal.paint("cyan", url)]];
  }
  const token = server.createConsoleLink();
  if (token === undefined) return [];
  const link = terminal.paint("cyan", `${url}#enter=${token}`);
  return [[serveTexts.console, terminal.say(serveTexts.consoleLink, { url: link })]];
}

function describeSettings({ server }: Banner, terminal: Terminal): string {
  const { gameId, frameRate, roomPolicy, matchRules } = server.host.game.settings;
  const text = terminal.say(serveTexts.effective, {
    frameRate: String(frameRate),
    empty: String(roomPolicy.emptySeconds),
    offline: String(roomPolicy.offlineSeconds),
    rules: String(matchRules.size),
  });
  return gameId === undefined ? text : `gameId ${gameId}; ${text}`;
}

function describeLogs({ dir, retentionDays }: LogSettings, terminal: Terminal): string {
  if (dir === null) return terminal.say(serveTexts.noLogFiles);
  return terminal.say(serveTexts.logFiles, { dir: showPath(dir), days: String(retentionDays) });
}

/** Relative to the working directory where that is shorter. */
function showPath(absolute: string): string {
  const path = relative(getWorkingFolder(), absolute);
  return showName(path === "" ? "." : path.startsWith("..") ? toForm(absolute) : path);
}

function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(1, columns - getDisplayWidth(text)));
}
