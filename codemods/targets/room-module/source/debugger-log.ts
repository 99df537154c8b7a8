/** A log of requests, answers and events, off unless `enable` is set. ¦ 请求、回答与事件的日志，enable 为 true 时才输出。 */
export const DebuggerLog = {
  enable: false,
  /** Tags that are left out. ¦ 不输出的标签。 */
  // part: exclude
  exclude: [] as string[],
  callback: (...logs: any[]): unknown => console.log(...logs[0]),
};

export function log(tag: string, ...details: unknown[]): void {
  const { enable, callback } = DebuggerLog;
  // part: exclude
  if (DebuggerLog.exclude.indexOf(tag) >= 0) return;
  if (enable && callback) callback([`DEBUGGER ${Date.now()}`, tag, ...details]);
}
