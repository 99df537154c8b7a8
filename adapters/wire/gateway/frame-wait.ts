/** Longest time that an answer waits for a frame to travel with, ms: a little more than a frame of MGOBE's default rate. */
export const longestWait = 70;

/**
 * Whether a frame comes before an answer has waited as long as it may; where frames are rarer the answer goes at once, since
 * waiting would bring nothing but delay.
 *
 * @param frameRate frames per second
 */
export function isFrameSoon(frameRate: number): boolean {
  return 1000 / frameRate < longestWait;
}
