import { type Mgobe, type types } from "../../../client";
import { type BroadcastEvent, type GroupEvents } from "../../../contract";
import { roomEventNames } from "../../../contract/protocol";
import { type Checks } from "./checks";

/** A library as it is tried; old versions lack some of it. */
export type TriedMgobe = Omit<Mgobe, "Group" | "Room"> & {
  readonly Group?: Mgobe["Group"];
  readonly Room: Mgobe["Room"];
};

/** Where the trial plays, and as whom. Plain data: a page fetches it. */
export interface TrialTarget {
  /** `url` for the file of each of the two players. */
  readonly urls: readonly [first: string, second: string];
  readonly gameId: string;
  readonly secretKey: string;
  readonly matchCode: string;
}

/** Events that came, by the names of their handlers. */
export type KeptEvents<Events> = { readonly [Name in keyof Events]: BroadcastEvent<Events[Name]>[] };

/** One of the two players. */
export interface TrialPlayer {
  readonly MGOBE: TriedMgobe;
  readonly room: InstanceType<Mgobe["Room"]>;
  readonly id: string;
  readonly info: {
    readonly name: string;
    readonly customPlayerStatus: number;
    readonly customProfile: string;
  };
  readonly events: KeptEvents<types.RoomEvents>;
}

/** What every chapter gets. */
export interface Trial {
  readonly checks: Checks;
  readonly a: TrialPlayer;
  readonly b: TrialPlayer;
  /** No other trial has the same. */
  readonly unique: string;
  readonly matchCode: string;
  /** Closes every connection of both players, at once and without a word. */
  readonly cutSockets: () => Promise<unknown> | void;
}

const groupEvents = [
  "onJoinGroup",
  "onLeaveGroup",
  "onDismissGroup",
  "onChangeGroup",
  "onRemoveGroupPlayer",
  "onChangeCustomGroupPlayerStatus",
  "onChangeGroupPlayerProfile",
  "onRecvFromGroupClient",
] as const satisfies readonly (keyof GroupEvents)[];

/** The events of a room from now on. */
export function keepRoomEvents(room: object): KeptEvents<types.RoomEvents> {
  return keepEvents(room, roomEventNames) as KeptEvents<types.RoomEvents>;
}

/** The events of a group from now on. */
export function keepGroupEvents(group: object): KeptEvents<GroupEvents> {
  return keepEvents(group, groupEvents) as KeptEvents<GroupEvents>;
}

function keepEvents(target: object, names: readonly string[]): object {
  const events: Record<string, unknown[]> = {};
  for (const name of names) {
    const kept: unknown[] = (events[name] = []);
    (target as Record<string, unknown>)[name] = (event: unknown) => kept.push(event);
  }
  return events;
}
