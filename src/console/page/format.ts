import { type PageLanguage } from "./words";

/** @param bytes of 1024 to the KB */
export function formatBytes(bytes: number): string {
  if (bytes >= 2 ** 30) return `${(bytes / 2 ** 30).toFixed(2)} GB`;
  if (bytes >= 2 ** 20) return `${Math.round(bytes / 2 ** 20)} MB`;
  return `${Math.round(bytes / 1024)} KB`;
}

/** @param ms a length of time */
export function formatDuration(ms: number): string {
  if (ms >= 60_000) return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
  if (ms >= 10_000) return `${Math.round(ms / 1000)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms >= 10 ? Math.round(ms) : ms.toFixed(2)} ms`;
}

/** Time of day, with the day where it is another one. */
export function formatTime(time: number, language: PageLanguage): string {
  const date = new Date(time);
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const clock = date.toLocaleTimeString(locale, { hour12: false });
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday ? clock : `${date.toLocaleDateString(locale)} ${clock}`;
}

/** A number with few digits. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString("en-US");
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toFixed(1);
}
