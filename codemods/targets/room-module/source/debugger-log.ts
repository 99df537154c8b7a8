/** A log of requests, answers and events, off unless `enable` is set; tags in `exclude` are left out. ¦ 请求、回答与事件的日志，enable 为 true 时才输出；exclude 中的标签不输出。 */
export const DebuggerLog = {
  enable: false,
  exclude: [] as string[],
  callback: (...logs: any[]): unknown => console.log(...logs[0]),
};

export function log(tag: string, ...details: unknown[]): void {
  const { enable, exclude, callback } = DebuggerLog;
  if (enable && callback && exclude.indexOf(tag) < 0) callback([`DEBUGGER ${Date.now()}`, tag, ...details]);
}
