import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { type ConsoleRole } from "../../../src/console/api";
import { type Clock } from "../../../src/engine";

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

interface Kept extends ConsoleSession {
  readonly endsAt: number;
  readonly onEnd: Set<() => void>;
}

/** Passwords of the console; an undefined one opens nothing. */
export interface ConsolePasswords {
  readonly full?: string;
  readonly read?: string;
}

/** Who is logged in. Ids are random, kept as hashes, and always new at a login, so that none can be slipped in before it. */
export class ConsoleSessions {
  private readonly sessions = new Map<string, Kept>();
  private link: { readonly hash: Buffer; readonly endsAt: number } | undefined;

  constructor(
    private readonly passwords: ConsolePasswords,
    private readonly clock: Pick<Clock, "elapsed">,
  ) {}

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

  /** @returns id of the new session, for the cookie alone */
  begin(role: ConsoleRole, name: string, address: string): { id: string; session: ConsoleSession } {
    const id = createSecret();
    const endsAt = this.clock.elapsed() + lifetime;
    const session = { role, name, address, csrf: createSecret(), endsAt, onEnd: new Set<() => void>() };
    const [oldest] = this.sessions.keys();
    if (this.sessions.size >= most && oldest !== undefined) this.endByKey(oldest);
    this.sessions.set(toKey(id), session);
    return { id, session };
  }

  /** The session of a cookie. */
  get(id: string | undefined): ConsoleSession | undefined {
    if (id === undefined) return undefined;
    const key = toKey(id);
    const session = this.sessions.get(key);
    if (session && session.endsAt <= this.clock.elapsed()) {
      this.endByKey(key);
      return undefined;
    }
    return session;
  }

  /** Ends a session, and what is open on it. */
  end(id: string | undefined): void {
    if (id !== undefined) this.endByKey(toKey(id));
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

  private endByKey(key: string): void {
    const session = this.sessions.get(key);
    this.sessions.delete(key);
    for (const listener of session?.onEnd ?? []) listener();
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
