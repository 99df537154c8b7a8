/**
 * An argument as one types it into the shells of a system: quoted only where it has to be. On Windows (cmd and PowerShell) `\` is
 * part of a path and quotes nothing.
 *
 * @example
 * quoteArgument("my game", "linux"); // '"my game"'
 */
export function quoteArgument(text: string, platform: NodeJS.Platform): string {
  if (platform === "win32") {
    // A `\` before the closing quote would quote that one.
    return /^[\w\\/:.@-]+$/.test(text) ? text : `"${text.replace(/\\+$/, "$&$&")}"`;
  }
  return /[\s"'$&|<>()*?;`\\!#~]/.test(text) ? `"${text.replace(/(["$`\\])/g, "\\$1")}"` : text;
}
