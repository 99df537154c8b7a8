import { type ConsoleRole } from "../../../src/console/api";
import { type ConsoleAnswers, type ConsolePeers, patience } from "./console-peers";
import { type ConsoleSession, type ConsoleSessions } from "./console-sessions";
import { type LoginAttempts } from "./login-attempts";

/** What logins are made of. */
export interface ConsoleLoginsOptions {
  readonly sessions: ConsoleSessions;
  readonly attempts: LoginAttempts;
  /** The other processes, which know the same logins. */
  readonly getPeers: () => ConsolePeers;
}

/** What somebody gave to log in. */
export interface GivenLogin {
  readonly password?: string;
  readonly link?: string;
  /** Whether who asks sits at this machine; a link is for nobody else. */
  readonly isFromHere: boolean;
}

/**
 * Logins that hold at every process of the game: whoever logged in at one may go on at another, whoever logged out has logged
 * out of all, and attempts count wherever they are made. Processes tell each other of keys, which are hashes; the ids
 * themselves are in cookies alone.
 */
export class ConsoleLogins {
  /** Ends that not all processes have heard of yet, by key. */
  private readonly ends = new Map<string, Set<string>>();
  private ownId: string | undefined;

  constructor(private readonly options: ConsoleLoginsOptions) {
    options.sessions.onCrowdedOut = (key) => void this.tellOfEnd(key);
  }

  /** What this process answers to others about logins. */
  readonly answers: Pick<ConsoleAnswers, "session" | "begin" | "end" | "attempt" | "succeeded" | "link"> = {
    session: ({ key }) => {
      const { sessions } = this.options;
      if (sessions.isEnded(key)) return { state: "ended" };
      const session = sessions.share(key);
      return session ? { state: "here", session } : { state: "unknown" };
    },
    begin: ({ key, session }) => {
      this.options.sessions.adopt(key, session);
      return {};
    },
    end: ({ key }) => {
      this.options.sessions.endByKey(key);
      return {};
    },
    attempt: ({ address }) => ({ wait: this.options.attempts.count(address) }),
    succeeded: ({ address }) => {
      this.options.attempts.succeeded(address);
      return {};
    },
    link: ({ token }) => ({ isTaken: this.options.sessions.takeLink(token) }),
  };

  /** The session of a cookie; this process may not have heard of it yet. */
  async find(id: string | undefined): Promise<ConsoleSession | undefined> {
    const { sessions, getPeers } = this.options;
    const known = sessions.get(id);
    const key = sessions.readKey(id);
    if (known || key === undefined || sessions.isEnded(key)) return known;
    const { heard } = await getPeers().askOthers("session", { key });
    if (heard.some(({ value }) => value.state === "ended")) {
      sessions.endByKey(key);
      return undefined;
    }
    const found = heard.find(({ value }) => value.session !== undefined)?.value.session;
    return found && sessions.adopt(key, found);
  }

  /**
   * Counts an attempt, at all processes.
   *
   * @returns how long the address has to wait, ms; 0 = what it gave may be looked at
   */
  async count(address: string): Promise<number> {
    const { attempts, getPeers } = this.options;
    const wait = attempts.count(address);
    // A crowd of attempts is no burden to the others.
    if (wait > 0) return wait;
    const { heard } = await getPeers().askOthers("attempt", { address });
    return Math.max(0, ...heard.map(({ value }) => value.wait));
  }

  /** What somebody may do with what was given; undefined for nothing. */
  async check({ password, link, isFromHere }: GivenLogin): Promise<ConsoleRole | undefined> {
    const { sessions, getPeers } = this.options;
    if (link === undefined) return password === undefined ? undefined : sessions.check(password);
    if (!isFromHere) return undefined;
    if (sessions.takeLink(link)) return "full";
    const { heard } = await getPeers().askOthers("link", { token: link });
    return heard.some(({ value }) => value.isTaken) ? "full" : undefined;
  }

  /** Begins a session, which the other processes know when this resolves, as far as they answer. */
  async begin(
    role: ConsoleRole,
    name: string,
    address: string,
  ): Promise<{ id: string; session: ConsoleSession }> {
    const { sessions, attempts, getPeers } = this.options;
    attempts.succeeded(address);
    const { id, key, session } = sessions.begin(role, name, address);
    const shared = sessions.share(key);
    const peers = getPeers();
    await Promise.all([
      peers.askOthers("succeeded", { address }),
      shared && peers.askOthers("begin", { key, session: shared }),
    ]);
    return { id, session };
  }

  /** Ends a session everywhere. @returns names of processes that have not heard of it yet; they are told again */
  async end(id: string | undefined): Promise<readonly string[]> {
    const { sessions } = this.options;
    if (id === undefined || sessions.readKey(id) === undefined) return [];
    return this.tellOfEnd(sessions.end(id));
  }

  /** To be called once a second. */
  tick(): void {
    const { sessions, getPeers } = this.options;
    const peers = getPeers();
    // It stood still, and the others went on without it.
    if (this.ownId !== undefined && this.ownId !== "" && this.ownId !== peers.ownId) sessions.forget();
    this.ownId = peers.ownId;
    const others = new Set(peers.listOthers());
    for (const [key, missing] of this.ends) {
      for (const id of missing) if (!others.has(id)) missing.delete(id);
      if (missing.size === 0) this.ends.delete(key);
      else for (const id of missing) void this.tellOne(id, key, missing);
    }
  }

  private async tellOfEnd(key: string): Promise<readonly string[]> {
    const peers = this.options.getPeers();
    const missing = new Set(peers.listOthers());
    if (missing.size === 0) return [];
    this.ends.set(key, missing);
    await Promise.all([...missing].map((id) => this.tellOne(id, key, missing, true)));
    return [...missing].map((id) => peers.nameOf(id));
  }

  private async tellOne(id: string, key: string, missing: Set<string>, isNews = false): Promise<void> {
    if (await this.options.getPeers().ask(id, "end", { key }, patience, isNews)) missing.delete(id);
  }
}
