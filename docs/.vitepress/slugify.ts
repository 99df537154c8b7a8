/**
 * The anchor of a heading, made as the hosts of repositories make it: a link to a heading then leads to the same place on
 * the site and in the plain Markdown.
 *
 * @param heading Its text, without marks of Markdown
 */
export function slugify(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}
