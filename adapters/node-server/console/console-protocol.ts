import {
  type ConsoleLogLine,
  type ConsoleRefusal,
  type ConsoleRole,
  type ConsoleSample,
  type LogQuery,
  type LogResult,
  type MatchingView,
  type PlayerRow,
  type ProcessNow,
  type RoomRow,
  type RoomView,
  type ScriptView,
} from "../../../src/console/api";
import {
  type Check,
  isFlag,
  isListOf,
  isMapOf,
  isMaybe,
  isNullOr,
  isNumber,
  isObject,
  isObjectOf,
  isOneOf,
  isText,
} from "./checks";

/**
 * What the consoles of one game's processes ask each other, as JSON. Processes of another number do not understand each other,
 * which the page says; so a change of anything here needs another number.
 */
export const protocolVersion = 1;

/** A part of a list, as one process has it. */
export interface ListPart<Row> {
  /** How many fit. */
  readonly total: number;
  /** What the first of them are sorted by, the largest first. */
  readonly keys: readonly number[];
  readonly rows: readonly Row[];
}

/** What a list is asked for. */
export interface ListQuestion {
  readonly list: "rooms" | "players";
  readonly search: string;
  /** `open`, `private`, `syncing`, `errors` for rooms; a kind of client for players; empty = all. */
  readonly filter: string;
  /** Rows that are wanted. */
  readonly from: number;
  readonly count: number;
  /** How many keys are wanted. */
  readonly top: number;
}

/** Somebody who logged in, as processes tell each other. */
export interface SharedSession {
  readonly role: ConsoleRole;
  readonly name: string;
  readonly address: string;
  readonly csrf: string;
  /** How long it still holds, ms: clocks may be apart. */
  readonly left: number;
}

/** A member of a room, or anybody who is connected. */
export interface Person {
  readonly openId: string | null;
  /** Kind of the client that is connected to the process that was asked. */
  readonly kind: PlayerRow["kind"] | null;
  /** Name in the room that the process has. */
  readonly name: string | null;
}

/** What may be asked, and what the answers are. */
export interface ConsoleQuestions {
  who: { para: object; value: { readonly logPlace: string | null } };
  now: {
    para: { readonly isFirst: boolean };
    value: Omit<ProcessNow, "process" | "id"> & {
      readonly time: number;
      readonly history?: readonly ConsoleSample[];
    };
  };
  list: { para: ListQuestion; value: ListPart<Omit<RoomRow | PlayerRow, "process">> };
  room: { para: { readonly roomId: string }; value: Omit<RoomView, "process"> | null };
  people: { para: { readonly ids: readonly string[] }; value: Readonly<Record<string, Person>> };
  matching: { para: object; value: MatchingView };
  script: { para: object; value: ScriptView };
  lines: {
    para: { readonly after: number | null };
    value: { readonly number: number; readonly left: number; readonly lines: readonly ConsoleLogLine[] };
  };
  logs: {
    para: { readonly query: LogQuery };
    value: {
      readonly result?: LogResult;
      readonly error?: "noLogFiles" | "failed";
      readonly message?: string;
    };
  };
  act: {
    para: { readonly action: unknown; readonly name: string; readonly address: string };
    value: { readonly state: "done" | "elsewhere" | "refused"; readonly refusal?: ConsoleRefusal };
  };
  session: {
    para: { readonly key: string };
    value: { readonly state: "here" | "ended" | "unknown"; readonly session?: SharedSession };
  };
  begin: { para: { readonly key: string; readonly session: SharedSession }; value: object };
  end: { para: { readonly key: string }; value: object };
  attempt: { para: { readonly address: string }; value: { readonly wait: number } };
  succeeded: { para: { readonly address: string }; value: object };
  link: { para: { readonly token: string }; value: { readonly isTaken: boolean } };
}

/** A name of {@link ConsoleQuestions}. */
export type Asked = keyof ConsoleQuestions;

const sample = isObjectOf({
  time: isNumber,
  rooms: isNumber,
  wire: isNumber,
  dropIn: isNumber,
  native: isNumber,
  frames: isNumber,
  lateness: isNumber,
  cpu: isNumber,
  memory: isNumber,
  loopDelay: isNumber,
  calls: isNumber,
});
const line = isObjectOf({
  time: isNumber,
  level: isText,
  stream: isText,
  message: isText,
  roomId: isMaybe(isText),
});
const hook = isObjectOf({
  hook: isText,
  count: isNumber,
  errors: isNumber,
  mean: isNumber,
  longest: isNumber,
});
const session = isObjectOf({
  role: isOneOf("full", "read"),
  name: isText,
  address: isText,
  csrf: isText,
  left: isNumber,
});
const key = isObjectOf({ key: isText });
/** What the page draws of a row or a room; a text that is none would end the page. */
const plain: Check = (value) => value === null || typeof value !== "object";
const row: Check = (value) => isObject(value) && isText(value.id) && Object.values(value).every(plain);
/** Beside its lists. */
const member: Check = (value) =>
  isObject(value) &&
  row(Object.fromEntries(Object.entries(value).filter(([, each]) => !Array.isArray(each))));
const room = isObjectOf({
  room: (value) =>
    member(value) && isObject(value) && isListOf(member)(value.playerList) && isListOf(row)(value.teamList),
  players: isListOf(row),
  gameServer: isNullOr(isObjectOf({ gameData: isNode, waiting: isNumber, sender: isNullOr(isText) })),
  frame: isObjectOf({ isRunning: isFlag, rate: isNumber }),
  hooks: isListOf(hook),
  lines: isListOf(line),
});

function isNode(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (value.kind === "plain" || value.kind === "text") return isText(value.value);
  return (
    isOneOf("list", "object")(value.kind) &&
    isText(value.label) &&
    isNumber(value.left) &&
    Array.isArray(value.entries) &&
    value.entries.every((entry) => Array.isArray(entry) && isText(entry[0]) && isNode(entry[1]))
  );
}

const logs = isObjectOf({
  lines: isListOf(line),
  more: isFlag,
  bytesRead: isNumber,
  took: isNumber,
  damaged: isNumber,
});

/** How a question and its answer look. */
export const checks: Readonly<Record<Asked, { readonly para: Check; readonly value: Check }>> = {
  who: { para: isObject, value: isObjectOf({ logPlace: isNullOr(isText) }) },
  now: {
    para: isObjectOf({ isFirst: isFlag }),
    value: isObjectOf({
      time: isNumber,
      sample,
      startedAt: isNumber,
      matching: isNumber,
      isDraining: isFlag,
      history: isMaybe(isListOf(sample)),
    }),
  },
  list: {
    para: isObjectOf({
      list: isOneOf("rooms", "players"),
      search: isText,
      filter: isText,
      from: isNumber,
      count: isNumber,
      top: isNumber,
    }),
    value: isObjectOf({ total: isNumber, keys: isListOf(isNumber), rows: isListOf(row) }),
  },
  room: { para: isObjectOf({ roomId: isText }), value: isNullOr(room) },
  people: {
    para: isObjectOf({ ids: isListOf(isText) }),
    value: isMapOf(
      isObjectOf({
        openId: isNullOr(isText),
        kind: isNullOr(isOneOf("wire", "drop-in", "native")),
        name: isNullOr(isText),
      }),
    ),
  },
  matching: {
    para: isObject,
    value: isObjectOf({
      queues: isListOf(
        isObjectOf({
          matchCode: isText,
          parties: isNumber,
          players: isNumber,
          seats: isNumber,
          timeoutMs: isNumber,
          longestMs: isNumber,
        }),
      ),
      last: isListOf(isObjectOf({ time: isNumber, matchCode: isText, code: isNumber, waited: isNumber })),
    }),
  },
  script: {
    para: isObject,
    value: isObjectOf({
      script: isNullOr(
        isObjectOf({
          source: isText,
          mode: isText,
          dialect: isText,
          hooks: isListOf(isText),
          missing: isListOf(isText),
          warnings: isListOf(isObjectOf({ en: isText, zh: isText })),
          loadedAt: isNumber,
          loads: isNumber,
        }),
      ),
      hooks: isListOf(hook),
      errors: isListOf(
        isObjectOf({
          text: isText,
          count: isNumber,
          first: isNumber,
          last: isNumber,
          roomId: isNullOr(isText),
        }),
      ),
    }),
  },
  lines: {
    para: isObjectOf({ after: isNullOr(isNumber) }),
    value: isObjectOf({ number: isNumber, left: isNumber, lines: isListOf(line) }),
  },
  logs: {
    para: isObjectOf({ query: isMapOf(plain) }),
    value: isObjectOf({
      result: isMaybe(logs),
      error: isMaybe(isOneOf("noLogFiles", "failed")),
      message: isMaybe(isText),
    }),
  },
  act: {
    para: isObjectOf({ action: isObject, name: isText, address: isText }),
    value: isObjectOf({
      state: isOneOf("done", "elsewhere", "refused"),
      refusal: isMaybe(isObjectOf({ error: isText, code: isMaybe(isNumber), message: isMaybe(isText) })),
    }),
  },
  session: {
    para: key,
    value: isObjectOf({ state: isOneOf("here", "ended", "unknown"), session: isMaybe(session) }),
  },
  begin: { para: isObjectOf({ key: isText, session }), value: isObject },
  end: { para: key, value: isObject },
  attempt: { para: isObjectOf({ address: isText }), value: isObjectOf({ wait: isNumber }) },
  succeeded: { para: isObjectOf({ address: isText }), value: isObject },
  link: { para: isObjectOf({ token: isText }), value: isObjectOf({ isTaken: isFlag }) },
};
