import { ErrCode, getApiEntry, type ResponseEvent } from "../../src/contract";
import { type CompatGame, type CompatPlayer, type GameSetup } from "./driver";

/** One case of the suite: it is written once and runs on every driver. */
export interface CompatCase {
  /** A sentence about behaviour; unique in the suite, the key in `expectations.json`. */
  readonly name: string;
  /** Ids of the API map that it proves something about. */
  readonly proves: readonly string[];
  /** The sentence of the spec that it proves, with its section. */
  readonly statement: string;
  run(test: CaseContext): Promise<void>;
}

/** What a case gets. */
export interface CaseContext {
  /** Starts a game; it is stopped when the case is over. */
  start(setup?: GameSetup): Promise<CompatGame>;
}

/** Cases of one subject. */
export interface CaseFile {
  /** Title of the subject. */
  readonly subject: string;
  readonly cases: readonly CompatCase[];
}

/** Checks the ids of a file of cases, so that a typing error does not prove anything. */
export function defineCases(subject: string, cases: readonly CompatCase[]): CaseFile {
  for (const { name, proves } of cases) {
    const unknown = proves.filter((id) => !getApiEntry(id));
    if (unknown.length > 0)
      throw new Error(`"${name}" proves ${unknown.join(", ")}, which is not in the API map`);
  }
  return { subject, cases };
}

/** The data of an answer that must be a success. */
export function ok<T>(answer: ResponseEvent<T>): T {
  if (answer.code !== ErrCode.EC_OK) throw new Error(`refused with ${answer.code}: ${answer.msg}`);
  return answer.data as T;
}

/** Fields of `createRoom` that matter little to a case. */
export const roomPara = {
  roomName: "room",
  roomType: "type",
  maxPlayers: 4,
  isPrivate: false,
  customProperties: "",
};

/** `playerInfo` of a player. */
export function playerInfo(name: string): {
  name: string;
  customPlayerStatus: number;
  customProfile: string;
} {
  return { name, customPlayerStatus: 0, customProfile: "" };
}

/**
 * Seats players named `a`, `b`, `c` … in a new room and takes what they heard of it out of their mail.
 */
export async function seat(
  game: CompatGame,
  count: number,
  para: Record<string, unknown> = {},
): Promise<{ roomId: string; a: CompatPlayer; b: CompatPlayer; c: CompatPlayer; all: CompatPlayer[] }> {
  const all: CompatPlayer[] = [];
  let roomId = "";
  for (const name of ["a", "b", "c", "d", "e"].slice(0, count)) {
    const player = await game.login(name);
    if (all.length === 0) {
      const create = { ...roomPara, ...para, playerInfo: playerInfo(name) };
      roomId = ok(await player.call(para.teamNumber ? "createTeamRoom" : "createRoom", create)).roomInfo.id;
    } else {
      ok(await player.call("joinRoom", { roomId, playerInfo: playerInfo(name) }));
    }
    all.push(player);
    for (const member of all.slice(all.length === 1 ? 1 : 0)) {
      await member.next("onJoinRoom", ({ data }) => data.joinPlayerId === player.id);
    }
  }
  const [a, b, c] = all as [CompatPlayer, CompatPlayer, CompatPlayer];
  return { roomId, a, b, c, all };
}
