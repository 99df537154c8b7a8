import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** What processes say to each other over a link changes with this number; only those with the same one link. */
export const linkVersion = 3;

/** What a process says that wants a link, or knocks for one. */
export interface LinkHello {
  readonly version: number;
  readonly id: string;
  readonly to: string;
  /** Whether it wants to be linked to instead. */
  readonly isKnock: boolean;
  /** What the other side has to sign in turn. */
  readonly nonce: string;
  readonly mac: string;
}

/** Why a process is not linked, in words; both sides get them. */
export interface LinkRefusal {
  readonly reason: string;
  /** Who it says it is, when it looks for this process and has another key. */
  readonly otherKeyOf?: string;
}

/** Why somebody is refused who does not have the key. */
export const otherKey = "its serverKey is another one";

/**
 * How two processes find out that both know the key of their game: each signs a random word of the other's, so that neither a
 * recorded handshake nor somebody else on a port that one of them had is of any use.
 */
export class LinkHandshake {
  constructor(private readonly key: string) {}

  /** A word that nobody has signed before. */
  createNonce(): string {
    return randomBytes(16).toString("hex");
  }

  /** The answer of a process that dials, to the other's word. */
  createHello(nonce: string, id: string, to: string, isKnock: boolean): LinkHello {
    const hello = { version: linkVersion, id, to, isKnock, nonce: this.createNonce() };
    return { ...hello, mac: this.signHello(nonce, hello) };
  }

  /** Reads what a process says that has dialled; why it is refused when it is. */
  readHello(text: string, nonce: string, own: string): LinkHello | LinkRefusal {
    const hello = readJson(text) as Partial<LinkHello> | null | undefined;
    const { version, id, to, isKnock, nonce: word, mac } = hello ?? {};
    if (version !== linkVersion) {
      return {
        reason: `it speaks version ${String(version).slice(0, 20)} of the link, this one ${linkVersion}`,
      };
    }
    if (typeof id !== "string" || typeof to !== "string" || typeof word !== "string") {
      return { reason: "it does not say who it is" };
    }
    if (to !== own) return { reason: "it looks for another process, which was here before" };
    const known = { version, id, to, isKnock: isKnock === true, nonce: word };
    if (!isEqual(String(mac), this.signHello(nonce, known))) return { reason: otherKey, otherKeyOf: id };
    return { ...known, mac: String(mac) };
  }

  /** What the process that was dialled says of itself. */
  createProof({ nonce, id, to }: LinkHello): string {
    return this.sign("proof", nonce, id, to);
  }

  /** Whether the process that was dialled knows the key. */
  isProof(text: string, hello: LinkHello): boolean {
    return isEqual(text, this.createProof(hello));
  }

  private signHello(theirs: string, { version, id, to, isKnock, nonce }: Omit<LinkHello, "mac">): string {
    return this.sign(isKnock ? "knock" : "link", String(version), theirs, nonce, id, to);
  }

  private sign(...parts: readonly string[]): string {
    return createHmac("sha256", this.key)
      .update(JSON.stringify(["mgobe-link", ...parts]))
      .digest("hex");
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEqual(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
}
