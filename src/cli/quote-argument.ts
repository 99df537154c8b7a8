/**
 * A path as one types it into a shell: quoted only where it has to be.
 *
 * @example
 * quoteArgument("my game"); // '"my game"'
 */
export function quoteArgument(path: string): string {
  return /[\s"'$&|<>()*?;`\\!#~]/.test(path) ? `"${path.replace(/(["$`\\])/g, "\\$1")}"` : path;
}
