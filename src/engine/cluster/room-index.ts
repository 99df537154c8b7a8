import { type RoomInfo } from "../../contract";

/** A room as the leader knows it. */
export interface IndexedRoom {
  readonly process: string;
  readonly info: RoomInfo;
  readonly isMatchable: boolean;
}

/** Filter and page of a room list. */
export interface RoomQuery {
  /** Every type when empty. */
  readonly type: string;
  readonly isDescending: boolean;
  readonly begin: number;
  readonly size: number;
}

/** The open rooms of all processes, in the order in which the leader heard of them. */
export class RoomIndex {
  private readonly rooms = new Map<string, IndexedRoom>();
  private readonly matchable = new Map<string, Set<string>>();
  private readonly counts = new Map<string, number>();

  /** A room of any process, as that has told of it. */
  get(roomId: string): IndexedRoom | undefined {
    return this.rooms.get(roomId);
  }

  /** Adds a room, or tells its new state. */
  set(room: IndexedRoom): void {
    const { id } = room.info;
    this.forgetMatchable(id);
    const former = this.rooms.get(id);
    if (former) this.add(former.process, -1);
    this.add(room.process, 1);
    this.rooms.set(id, room);
    if (!room.isMatchable) return;
    const kind = kindOf(room.info.type, room.info.maxPlayers);
    const ids = this.matchable.get(kind) ?? new Set();
    this.matchable.set(kind, ids.add(id));
  }

  /** Forgets a room, unless it is another process's. */
  remove(roomId: string, process: string): void {
    if (this.rooms.get(roomId)?.process !== process) return;
    this.forgetMatchable(roomId);
    this.add(process, -1);
    this.rooms.delete(roomId);
  }

  /** Lets `matchRoom` find the rooms of a process no more. */
  closeProcess(process: string): void {
    for (const room of [...this.rooms.values()]) {
      if (room.process === process && room.isMatchable) this.set({ ...room, isMatchable: false });
    }
  }

  /** Forgets all rooms of a process. */
  removeProcess(process: string): void {
    for (const [id, room] of this.rooms) if (room.process === process) this.remove(id, process);
  }

  /** Number of rooms of a process. */
  count(process: string): number {
    return this.counts.get(process) ?? 0;
  }

  /** A room that takes players by `matchRoom`. */
  findMatchable(type: string, maxPlayers: number): IndexedRoom | undefined {
    const [id] = this.matchable.get(kindOf(type, maxPlayers)) ?? [];
    return id === undefined ? undefined : this.rooms.get(id);
  }

  /** A page of the public rooms, and how many there are in all. */
  list({ type, isDescending, begin, size }: RoomQuery): { roomList: RoomInfo[]; total: number } {
    const found: RoomInfo[] = [];
    for (const { info } of this.rooms.values()) {
      if (!info.isPrivate && (type === "" || info.type === type)) found.push(info);
    }
    // Rooms of several processes are heard of in any order when a leader starts.
    found.sort((a, b) => a.createTime - b.createTime);
    if (isDescending) found.reverse();
    return { roomList: found.slice(begin, begin + size), total: found.length };
  }

  private add(process: string, change: 1 | -1): void {
    const count = this.count(process) + change;
    if (count === 0) this.counts.delete(process);
    else this.counts.set(process, count);
  }

  private forgetMatchable(roomId: string): void {
    const room = this.rooms.get(roomId);
    if (!room?.isMatchable) return;
    const kind = kindOf(room.info.type, room.info.maxPlayers);
    const ids = this.matchable.get(kind);
    ids?.delete(roomId);
    if (ids?.size === 0) this.matchable.delete(kind);
  }
}

function kindOf(type: string, maxPlayers: number): string {
  return JSON.stringify([type, maxPlayers]);
}
