import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { type ConsoleRole } from "../../../src/console/api";
import { type Clock } from "../../../src/engine";
import { type SharedSession } from "./console-protocol";

/** Somebody who logged in. */
export interface ConsoleSession {
  readonly role: ConsoleRole;
  readonly name: string;
  readonly address: string;
  readonly csrf: string;
}

/** How long a login holds, ms, whatever is done with it. */
const lifetime = 12 * 60 * 60 * 1000;

/** How long the link of the start holds, ms. */
const linkLifetime = 10 * 60 * 1000;

/** Logins at a time; the oldest ends for a further one. */
const most = 100;

/** Ended logins that are remembered for as long as they would have held. */
const mostEnded = 10_000;

/** Bytes of an id that are chance, and as many that sign them. */
const idBytes = 16;

interface Kept extends ConsoleSession {
  readonly endsAt: number;
  readonly onEnd: Set<() => void>;
}

/** Passwords of the console; an undefined one opens nothing. */
export interface ConsolePasswords {
  readonly full?: string;
  readonly read?: string;
}

/**
 * Who is logged in. Ids are random, kept as hashes, and always new at a login, so that none can be slipped in before it. They
 * are signed, so that what somebody made up is told from an id that another process may know; and one that has ended is
 * remembered, so that no other process brings it back.
 */
export class ConsoleSessions {
  private readonly sessions = new Map<string, Kept>();
  /** When they would have ended by themselves. */
  private readonly ended = new Map<string, number>();
  private link: { readonly hash: Buffer; readonly endsAt: number } | undefined;
  private readonly signingKey: Buffer;
  /** Hears of the key of a session that ended for a newer one. */
  onCrowdedOut: (key: string) => void = () => undefined;

  /** @param secret that all processes of the game have; ids hold at this one alone when left out */
  constructor(
    private readonly passwords: ConsolePasswords,
    private readonly clock: Pick<Clock, "elapsed">,
    secret?: string,
  ) {
    this.signingKey =
      secret === undefined
        ? randomBytes(32)
        : createHmac("sha256", secret).update("mgobe-console-session").digest();
  }

  /** What a password opens. */
  check(password: string): ConsoleRole | undefined {
    // Both are compared, so that the time tells nothing.
    const isFull = isSame(password, this.passwords.full);
    const isRead = isSame(password, this.passwords.read);
    return isFull ? "full" : isRead ? "read" : undefined;
  }

  /** A token that logs in once, within ten minutes; one before it holds no more. */
  createLink(): string {
    const token = createSecret();
    this.link = { hash: hash(token), endsAt: this.clock.elapsed() + linkLifetime };
    return token;
  }

  /** Uses the token up. */
  takeLink(token: string): boolean {
    const { link } = this;
    if (!link || link.endsAt <= this.clock.elapsed() || !timingSafeEqual(link.hash, hash(token)))
      return false;
    this.link = undefined;
    return true;
  }

  /** @returns id of the new session, for the cookie alone, and its key, by which processes speak of it */
  begin(
    role: ConsoleRole,
    name: string,
    address: string,
  ): { id: string; key: string; session: ConsoleSession } {
    const id = this.createId();
    const key = toKey(id);
    const session = this.keep(key, { role, name, address, csrf: createSecret(), left: lifetime });
    return { id, key, session };
  }

  /** Takes up a login of another process; undefined for one that has ended. */
  adopt(key: string, shared: SharedSession): ConsoleSession | undefined {
    if (this.isEnded(key)) return undefined;
    return this.sessions.get(key) ?? this.keep(key, shared);
  }

  private keep(key: string, { role, name, address, csrf, left }: SharedSession): Kept {
    const endsAt = this.clock.elapsed() + Math.min(left, lifetime);
    const session: Kept = { role, name, address, csrf, endsAt, onEnd: new Set<() => void>() };
    const [oldest] = this.sessions.keys();
    if (this.sessions.size >= most && oldest !== undefined) {
      this.endByKey(oldest);
      this.onCrowdedOut(oldest);
    }
    this.sessions.set(key, session);
    return session;
  }

  /** The session of a cookie, as far as this process knows. */
  get(id: string | undefined): ConsoleSession | undefined {
    return id === undefined ? undefined : this.getByKey(toKey(id));
  }

  private getByKey(key: string): Kept | undefined {
    const session = this.sessions.get(key);
    if (session && session.endsAt <= this.clock.elapsed()) {
      this.endByKey(key);
      return undefined;
    }
    return session;
  }

  /** Key of an id that this game gave to somebody; undefined for what is made up. */
  readKey(id: string | undefined): string | undefined {
    const bytes = Buffer.from(id ?? "", "base64url");
    if (id === undefined || bytes.length !== 2 * idBytes) return undefined;
    const chance = bytes.subarray(0, idBytes);
    return timingSafeEqual(bytes.subarray(idBytes), this.sign(chance)) ? toKey(id) : undefined;
  }

  /** A session as other processes are told of it. */
  share(key: string): SharedSession | undefined {
    const session = this.getByKey(key);
    if (!session) return undefined;
    const { role, name, address, csrf, endsAt } = session;
    return { role, name, address, csrf, left: endsAt - this.clock.elapsed() };
  }

  /** Whether a session has ended. */
  isEnded(key: string): boolean {
    return this.ended.has(key);
  }

  /** Ends a session, and what is open on it. @returns its key */
  end(id: string): string {
    const key = toKey(id);
    this.endByKey(key);
    return key;
  }

  /** Ends a session wherever it began. */
  endByKey(key: string): void {
    const session = this.sessions.get(key);
    this.sessions.delete(key);
    this.noteEnd(key, session?.endsAt ?? this.clock.elapsed() + lifetime);
    for (const listener of session?.onEnd ?? []) listener();
  }

  /** Forgets all, as what others have ended meanwhile is not known; who is logged in elsewhere stays so. */
  forget(): void {
    for (const session of this.sessions.values()) for (const listener of session.onEnd) listener();
    this.sessions.clear();
  }

  /** Calls back when a session ends. @returns what takes that back */
  onEnd(session: ConsoleSession, listener: () => void): () => void {
    const { onEnd } = session as Kept;
    onEnd.add(listener);
    return () => onEnd.delete(listener);
  }

  /** Whether a session has outlived its time; for what stays open for long. */
  isOver(session: ConsoleSession): boolean {
    return (session as Kept).endsAt <= this.clock.elapsed();
  }

  private noteEnd(key: string, until: number): void {
    const now = this.clock.elapsed();
    for (const [each, end] of this.ended) if (end <= now) this.ended.delete(each);
    this.ended.set(key, until);
    const [oldest] = this.ended.keys();
    if (this.ended.size > mostEnded && oldest !== undefined) this.ended.delete(oldest);
  }

  private createId(): string {
    const chance = randomBytes(idBytes);
    return Buffer.concat([chance, this.sign(chance)]).toString("base64url");
  }

  private sign(chance: Buffer): Buffer {
    return createHmac("sha256", this.signingKey).update(chance).digest().subarray(0, idBytes);
  }
}

/** Whether two secrets are the same, in a time that does not tell how much of them is. */
export function isSame(given: string, wanted: string | undefined): boolean {
  // Something is compared in any case.
  return timingSafeEqual(hash(given), hash(wanted ?? createSecret()));
}

function createSecret(): string {
  return randomBytes(32).toString("base64url");
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function toKey(id: string): string {
  return hash(id).toString("base64");
}
