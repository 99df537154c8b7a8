/** Bytes that a character takes in UTF-8; half of a surrogate pair counts as half of its four bytes. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

/**
 * About the size of a JSON value as text, in bytes, without making the text; escapes are not counted. Stops as soon as
 * `limit` is passed, so that a huge value costs no more than a large one.
 */
export function measureJson(value: unknown, limit = Infinity): number {
  switch (typeof value) {
    case "string":
      return value.length + 2 > limit ? value.length + 2 : utf8Length(value) + 2;
    case "number":
      return Number.isInteger(value) ? Math.max(1, Math.ceil(Math.log10(Math.abs(value) + 1))) : 12;
    case "boolean":
      return 4;
    case "object":
      break;
    default:
      return 0;
  }
  if (value === null) return 4;
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      size += measureJson(item, limit - size) + 1;
      if (size > limit) break;
    }
    return size;
  }
  for (const key of Object.keys(value)) {
    size += key.length + 4 + measureJson((value as Record<string, unknown>)[key], limit - size);
    if (size > limit) break;
  }
  return size;
}
