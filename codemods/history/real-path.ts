import { basename, dirname, followLinks, join, resolve } from "../project/project-path";

/** An absolute path with all links followed, as far as it exists. */
export function toReal(path: string): string {
  const whole = resolve(path);
  try {
    return followLinks(whole);
  } catch {
    return dirname(whole) === whole ? whole : join(toReal(dirname(whole)), basename(whole));
  }
}
