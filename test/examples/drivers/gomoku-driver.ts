import { type Page } from "playwright-core";

/** Plays gomoku through its pages: the Colyseus client's and the MGOBE client's boards and buttons have the same names. */

/** Waits until a page shows so many stones. */
export async function waitForStones(page: Page, count: number): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelectorAll("#board .stone").length === wanted, count);
}

/** A click on the board, and the stone seen by the mover and the others. */
export async function put(mover: Page, others: readonly Page[], x: number, y: number, count: number) {
  await mover.click(`.spot[data-x="${x}"][data-y="${y}"]`);
  await Promise.all([mover, ...others].map((page) => waitForStones(page, count)));
}

/** Both press Ready, and black is to move. */
export async function begin(black: Page, white: Page): Promise<void> {
  await Promise.all([black.click("#ready"), white.click("#ready")]);
  await Promise.all([black, white].map((page) => page.waitForSelector("#seat0.turn")));
}

/**
 * A whole game from an empty board: black goes down the diagonal and wins with the ninth stone, white goes along a row.
 *
 * @param afterRound called after each pair of moves, with its index
 */
export async function playUntilBlackWins(
  black: Page,
  white: Page,
  afterRound: (round: number) => Promise<void> = async () => {},
): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await put(black, [white], 4 + i, 4 + i, 2 * i + 1);
    await put(white, [black], 3 + i, 10, 2 * i + 2);
    await afterRound(i);
  }
  await put(black, [white], 8, 8, 9);
}
