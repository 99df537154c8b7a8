import { type Page } from "playwright-core";

/** Plays the arena through its pages: the Colyseus client's and the MGOBE client's have the same names. */

/** Where a page sees the first gem, as shares of the field; either client's page. */
async function seeGem(page: Page): Promise<{ x: number; y: number } | undefined> {
  return page.evaluate(() => {
    const { arena, gameScene } = window as any;
    const gather = gameScene?.gather;
    const [gem] = arena?.gems ?? gather?.latest?.gems ?? [];
    return gem && { x: gem[1] / 1000, y: gem[2] / 1000 };
  });
}

/** Drives with the mouse to where a gem is, until another page shows that the player has one. */
export async function collectGem(mover: Page, watcher: Page, name: string): Promise<void> {
  const box = (await mover.locator("#canvas").boundingBox())!;
  await mover.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await mover.mouse.down();
  const points = watcher.locator(`#scores li:has-text("${name}") .points`);
  while (Number(await points.textContent()) === 0) {
    const { x, y } = (await seeGem(mover)) ?? { x: 0.5, y: 0.5 };
    await mover.mouse.move(box.x + box.width * x, box.y + box.height * y);
    // What the mouse did is drawn, and sent with the next input.
    await mover.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await mover.mouse.up();
}

/** Waits until the frame sync of every page is over; what each one computed, e.g. `frame 900 · state 0a1b2c3d`. */
export async function readPaintings(pages: readonly Page[]): Promise<(string | null)[]> {
  await Promise.all(pages.map((page) => page.waitForSelector('#sync[data-over="true"]')));
  return Promise.all(pages.map((page) => page.textContent("#sync")));
}

/** The scores a page shows, best first. */
export async function readScores(page: Page): Promise<string[]> {
  return page.locator("#scores .points").allTextContents();
}
