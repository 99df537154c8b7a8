/** Where a process is, as Redis tells the others: the address of its link, and what is known of it beside. */
export interface LinkAddress {
  readonly host: string;
  /** What its backend calls the process. */
  readonly label: string;
  /** Name of its machine; undefined when it told none. */
  readonly machine: string | undefined;
}

/**
 * One text for where a process is; it is a place to dial, too, as the path leads nowhere else.
 *
 * @param address `host:port`
 */
export function formatLinkAddress(address: string, label: string, machine: string): string {
  return `${address}/${label}?on=${encodeURIComponent(machine)}`;
}

/** Reads what {@link formatLinkAddress} wrote. */
export function readLinkAddress(text: string): LinkAddress {
  const [, host = "", , label = "", machine] =
    /^(\[[^\]]*\]|[^:/]*)(:\d+)?\/?([^?]*)(?:\?on=(.*))?$/.exec(text) ?? [];
  return { host, label, machine: machine === undefined ? undefined : decodeURIComponent(machine) };
}

/** Whether an address leads to the machine that dials it, whichever that is. */
export function isLoopback(host: string): boolean {
  return /^(127\.|localhost$|\[?::1\]?$)/.test(host);
}

/**
 * A process on another machine that this one cannot be linked with, as one of the two addresses leads to whoever dials it;
 * undefined when there is none.
 */
export function findStranded(own: string, others: Iterable<string>): string | undefined {
  const { host, machine } = readLinkAddress(own);
  for (const text of others) {
    const other = readLinkAddress(text);
    const isElsewhere = other.machine !== undefined && other.machine !== machine;
    if (isElsewhere && (isLoopback(host) || isLoopback(other.host))) return text;
  }
  return undefined;
}
