/**
 * Keeps the Colyseus SDK's remarks on its connections, and log lines of hosts that were given no other place, off the
 * console. Tests close connections all the time, and a remark that comes after the end of a test fails the whole run.
 */
const remarks = [
  /^Room connection was closed unexpectedly/,
  /^\[Colyseus reconnection\]/,
  /^@colyseus\/sdk: /,
  /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d) +(DEBUG|INFO|ERROR)/,
];

for (const level of ["warn", "info", "log"] as const) {
  const write = console[level].bind(console);
  console[level] = (...values: unknown[]) => {
    if (remarks.some((remark) => remark.test(String(values[0])))) return;
    write(...values);
  };
}
