import { type Page } from "playwright-core";

/** Plays the arena through its pages: the Colyseus client's and the MGOBE client's have the same names. */

/** Drives over the field with the mouse until another page shows that the player has a gem. */
export async function collectGem(mover: Page, watcher: Page, name: string): Promise<void> {
  const box = (await mover.locator("#canvas").boundingBox())!;
  await mover.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await mover.mouse.down();
  for (let i = 0; ; i++) {
    const score = await watcher.textContent(`#scores li:has-text("${name}") .points`);
    if (Number(score) > 0) break;
    const [x, y] = [0.1 + 0.8 * ((i >> 1) % 2), 0.1 + 0.1 * (i % 9)];
    await mover.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 5 });
    await mover.waitForTimeout(300);
  }
  await mover.mouse.up();
}

/** Waits until the frame sync of every page is over; what each one computed, e.g. `frame 300 · state 0a1b2c3d`. */
export async function readPaintings(pages: readonly Page[]): Promise<(string | null)[]> {
  await Promise.all(pages.map((page) => page.waitForSelector('#sync[data-over="true"]')));
  return Promise.all(pages.map((page) => page.textContent("#sync")));
}

/** The scores a page shows, best first. */
export async function readScores(page: Page): Promise<string[]> {
  return page.locator("#scores .points").allTextContents();
}
