import { type ConsoleAction, type ConsoleIdentity, type ConsoleRefusal, type WholeLogResult } from "../api";

/** The server refused, or did not answer. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(readonly refusal: ConsoleRefusal) {
    super(refusal.error);
  }
}

async function ask<T>(path: string, options?: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`api/${path}`, { credentials: "same-origin", ...options });
  } catch {
    throw new Refused({ error: "network" });
  }
  const value = (await response.json().catch(() => ({ error: "network" }))) as unknown;
  if (!response.ok) throw new Refused(value as ConsoleRefusal);
  return value as T;
}

function post<T>(path: string, body: unknown, csrf = ""): Promise<T> {
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
  return ask(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Who is logged in; null when nobody is. @throws Refused when the server does not answer */
export function readIdentity(): Promise<ConsoleIdentity | null> {
  return ask("me");
}

/** @throws Refused */
export function logIn(given: { password?: string; link?: string; name?: string }): Promise<ConsoleIdentity> {
  return post("login", given);
}

/** @returns processes that have not heard of it yet @throws Refused */
export function logOut(csrf: string): Promise<{ readonly silent: readonly string[] }> {
  return post("logout", {}, csrf);
}

/** @throws Refused */
export function act(action: ConsoleAction, game: number, csrf: string): Promise<void> {
  return post("action", { ...action, game }, csrf);
}

/** @throws Refused */
export function searchLogs(query: URLSearchParams): Promise<WholeLogResult> {
  return ask(`logs?${query}`);
}
