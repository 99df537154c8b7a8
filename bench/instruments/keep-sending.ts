/** Players send in turns, so many to an interval. */
const turns = 8;

/**
 * Each player sends so many times a second, spread over the interval, as players do.
 *
 * @returns ends it
 */
export function keepSending(players: readonly { send(): void }[], perSecond: number): () => void {
  let turn = 0;
  const timer = setInterval(
    () => {
      for (let index = turn; index < players.length; index += turns) players[index]?.send();
      turn = (turn + 1) % turns;
    },
    1000 / perSecond / turns,
  );
  return () => clearInterval(timer);
}
