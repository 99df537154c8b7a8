/**
 * An argument as one types it into this system's shell: quoted only where it has to be.
 *
 * @example
 * quoteArgument("my game"); // '"my game"'
 */
export function quoteArgument(text: string): string {
  return quoteFor(process.platform, text);
}

/** The same for the shells of a system: cmd and PowerShell on Windows, where `\` is part of a path and quotes nothing. */
export function quoteFor(platform: NodeJS.Platform, text: string): string {
  if (platform === "win32") {
    // A `\` before the closing quote would quote that one.
    return /^[\w\\/:.@-]+$/.test(text) ? text : `"${text.replace(/\\+$/, "$&$&")}"`;
  }
  return /[\s"'$&|<>()*?;`\\!#~]/.test(text) ? `"${text.replace(/(["$`\\])/g, "\\$1")}"` : text;
}
