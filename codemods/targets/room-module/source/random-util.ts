/** Random numbers in [0, 1) that are the same for all players who give the same seed. ¦ [0, 1) 内的随机数；种子相同的玩家得到相同的序列。 */
export const RandomUtil = {
  state: 0,
  init(seed: number): void {
    this.state = seed;
  },
  random(): number {
    this.state = (1103515245 * this.state + 123456789) % 4294967295;
    return this.state / 4294967295;
  },
};
