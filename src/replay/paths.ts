/**
 * Whether a path, as `onRecvFrame.data.frame.id`, is one that a pattern means: `*` stands for one part, `**` for any number
 * of them. Numbers of a list are parts, too.
 */
export class PathPatterns {
  private readonly patterns: readonly (readonly string[])[];
  private readonly known = new Map<string, boolean>();

  constructor(patterns: readonly string[]) {
    this.patterns = patterns.map((pattern) => pattern.split("."));
  }

  /** Whether any of the patterns fits. */
  includes(path: string): boolean {
    let fits = this.known.get(path);
    if (fits === undefined) {
      const parts = path.split(".");
      fits = this.patterns.some((pattern) => matches(pattern, parts));
      this.known.set(path, fits);
    }
    return fits;
  }
}

function matches([wanted, ...others]: readonly string[], parts: readonly string[]): boolean {
  if (wanted === undefined) return parts.length === 0;
  if (wanted !== "**")
    return parts.length > 0 && (wanted === "*" || wanted === parts[0]) && matches(others, parts.slice(1));
  return parts.some((_, index) => matches(others, parts.slice(index))) || matches(others, []);
}
