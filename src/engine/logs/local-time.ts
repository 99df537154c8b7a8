/**
 * A moment as ISO 8601 in local time, with its distance from UTC.
 *
 * @param time wall clock, ms
 * @param offset minutes east of UTC; the system's at that moment when left out
 * @example
 * formatLocalTime(0, 480); // "1970-01-01T08:00:00.000+08:00"
 */
export function formatLocalTime(time: number, offset = -new Date(time).getTimezoneOffset()): string {
  const local = new Date(time + offset * 60_000).toISOString().slice(0, -1);
  const distance = Math.abs(offset);
  const [hours, minutes] = [Math.floor(distance / 60), distance % 60].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${local}${offset < 0 ? "-" : "+"}${hours}:${minutes}`;
}
