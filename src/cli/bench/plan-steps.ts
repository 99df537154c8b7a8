/** How many players there are to be, and how they come. */
export interface Plan {
  readonly players: number;
  readonly roomSize: number;
  /** Players that come in at each step; undefined = all at once. */
  readonly ramp?: number;
}

/**
 * The sizes of the rooms that come in at each step. Rooms come as a whole: with a ramp, a step has so many rooms that its
 * players are no fewer than asked for; the last room of all may be smaller.
 *
 * @example
 * planSteps({ players: 25, roomSize: 10, ramp: 15 }); // [[10, 10], [5]]
 */
export function planSteps({ players, roomSize, ramp }: Plan): number[][] {
  const sizes: number[] = [];
  for (let left = players; left > 0; left -= roomSize) sizes.push(Math.min(left, roomSize));
  if (ramp === undefined) return [sizes];
  const perStep = Math.ceil(ramp / roomSize);
  const steps: number[][] = [];
  while (sizes.length > 0) steps.push(sizes.splice(0, perStep));
  return steps;
}
