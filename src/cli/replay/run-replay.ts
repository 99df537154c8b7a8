import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import { toProjectPath } from "../../../codemods/project/project-path";
import { type Endpoint, parseEndpoint } from "../../client";
import { type LoginRequest } from "../../client/connection/connection";
import { createLogin } from "../../client/session/login";
import {
  ErrCode,
  type GameInfoPara,
  showName,
  type BilingualText,
  ToolError,
  toVisibleJson,
} from "../../contract";
import { readConfigFile, SystemClock } from "../../engine";
import {
  readRecord,
  type Recording,
  replay,
  type ReplayDifference,
  ReplayPlayer,
  type ReplayResult,
  ReplayRules,
} from "../../replay";
import { findObstacle } from "../reach-server";
import { chooseConnection } from "../choose-connection";
import { ExitCode } from "../exit-codes";
import { type Terminal } from "../terminal";
import { type ReplayCommandOptions } from "./replay-settings";
import { replayTexts } from "./replay-texts";

/** Time that an answer or an event may take beside what it took in the record, ms. */
const patience = 10_000;

/** A text of Node holds little more, and the lines are kept beside it. */
const maxRecordBytes = 500 * 1024 * 1024;

/** Characters of a value that are shown. */
const maxShown = 2000;

/**
 * Plays a record against a server, and says whether it is still the same game.
 *
 * @returns exit code 0, or 1 at a difference
 * @throws ToolError RECORD_UNREADABLE, REPLAY_RULES_INVALID, REPLAY_NO_SERVER, what {@link findObstacle} finds, errors of the configuration
 */
export async function runReplay(
  file: string,
  url: string,
  options: ReplayCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const { folder } = terminal.context;
  const recording = readRecording(toProjectPath(file, folder), file);
  const rules = readRules(options.rules, folder);
  const game = readGame(options.config, folder);
  const endpoint = parseEndpoint(url, undefined);
  if (!endpoint) throw new ToolError("REPLAY_NO_SERVER", { url, reason: "it is no url" });
  const connect = chooseConnection(endpoint, options.backend);
  const begin = performance.now();
  let players = 0;
  // Others than those of a replay before, who may sit in their rooms still.
  const run = randomUUID().slice(0, 8);
  const result = await play(
    {
      recording,
      rules,
      isFast: options.fast ?? false,
      patience,
      createPlayer: () => {
        const openId = `replay-${run}-${++players}`;
        const login = (): Promise<LoginRequest> =>
          createLogin({ ...game, openId }, new SystemClock(), Math.random);
        return new ReplayPlayer(connect(), login);
      },
    },
    { url, endpoint },
  );
  const seconds = (performance.now() - begin) / 1000;
  if (options.format === "json") printJson(result, recording, seconds, terminal);
  else printText(result, recording, seconds, terminal);
  return result.difference ? ExitCode.findings : ExitCode.done;
}

async function play(
  options: Parameters<typeof replay>[0],
  { url, endpoint }: { readonly url: string; readonly endpoint: Endpoint },
): Promise<ReplayResult> {
  try {
    return await replay(options);
  } catch (cause) {
    const { name, message, code } = cause as { name?: string; message: string; code?: number };
    if (name !== "ConnectionError") throw cause;
    // What a connection says of a server that is not there, or not ready, is no more than that it failed.
    const obstacle = await findObstacle(endpoint, url);
    throw obstacle ?? new ToolError("REPLAY_NO_SERVER", { url, reason: `${code} ${message}` }, { cause });
  }
}

function readRecording(path: string, shown: string): Recording {
  try {
    if (fs.statSync(path).size > maxRecordBytes) throw new ToolError("RECORD_UNREADABLE", tooLarge(shown));
    return readRecord(fs.readFileSync(path, "utf8"), shown);
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw new ToolError("RECORD_UNREADABLE", { path: shown, reason: (cause as Error).message }, { cause });
  }
}

function tooLarge(path: string): { readonly path: string; readonly reason: BilingualText } {
  const megabytes = String(maxRecordBytes / 1024 / 1024);
  const reason = {
    en: `it is larger than ${megabytes} MB, record a shorter match`,
    zh: `它超过 ${megabytes} MB，请录制较短的对局`,
  };
  return { path, reason };
}

function readRules(file: string | undefined, folder: string): ReplayRules {
  if (file === undefined) return ReplayRules.standard();
  let text: string;
  try {
    text = fs.readFileSync(toProjectPath(file, folder), "utf8");
  } catch (cause) {
    throw new ToolError("REPLAY_RULES_INVALID", { path: file, reason: (cause as Error).message }, { cause });
  }
  return ReplayRules.read(text, file);
}

function readGame(file: string | undefined, folder: string): GameInfoPara {
  if (file === undefined) return { gameId: "mgobe", openId: "" };
  const { gameId = "mgobe", secretKey } = readConfigFile(toProjectPath(file, folder)).settings;
  return { gameId, openId: "", ...(secretKey !== undefined && { secretKey }) };
}

function printJson(
  { difference, ...counts }: ReplayResult,
  { isCut }: Recording,
  seconds: number,
  terminal: Terminal,
): void {
  const outcome = {
    ...counts,
    seconds: Math.round(seconds * 10) / 10,
    isCut,
    difference: difference ?? null,
  };
  terminal.print(JSON.stringify(outcome, null, 2));
}

function printText(
  { difference, answers, events, items }: ReplayResult,
  { isCut }: Recording,
  seconds: number,
  terminal: Terminal,
): void {
  const counts = { answers: String(answers), events: String(events), items: String(items) };
  if (isCut) terminal.print(terminal.paint("yellow", terminal.say(replayTexts.cut)));
  if (!difference) {
    terminal.print(terminal.say(replayTexts.same, { ...counts, seconds: seconds.toFixed(1) }));
    return;
  }
  const { line, t, path } = difference;
  const details = { line: String(line), time: (t / 1000).toFixed(1), path };
  terminal.print(terminal.paint("red", terminal.say(replayTexts.differs, details)));
  printSides(difference, terminal);
  if (path.endsWith(".code") && difference.played === ErrCode.EC_SERVER_BUSY)
    terminal.print(terminal.say(replayTexts.busy));
  terminal.print(terminal.say(replayTexts.before, counts));
}

function printSides({ player, recorded, played }: ReplayDifference, terminal: Terminal): void {
  const show = (value: unknown): string =>
    value === undefined ? terminal.say(replayTexts.nothing) : toVisibleJson(value).slice(0, maxShown);
  if (player !== undefined) terminal.print(`  ${terminal.say(replayTexts.player)}: ${showName(player)}`);
  terminal.print(`  ${terminal.say(replayTexts.recorded)}: ${show(recorded)}`);
  terminal.print(`  ${terminal.say(replayTexts.played)}: ${show(played)}`);
}
