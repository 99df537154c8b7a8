/** Text of one cell of a table: no line ends, no bars that would end it, no tags. */
export function toCell(text: string): string {
  return text
    .replaceAll("\n", " ")
    .replaceAll("|", "\\|")
    .replace(/<(?=[A-Za-z/])/g, "&lt;");
}

/** Code in a cell. */
export function toCode(text: string): string {
  return `\`${text.replaceAll("\n", " ").replaceAll("|", "\\|")}\``;
}

/** A table of Markdown; its cells are finished text. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
