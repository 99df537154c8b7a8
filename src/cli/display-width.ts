/** Columns that a text takes in a terminal: Chinese characters take two. */
export function getDisplayWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > "\u2E7F" ? 2 : 1), 0);
}
