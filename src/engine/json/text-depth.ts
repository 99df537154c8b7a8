const quote = 0x22;
const backslash = 0x5c;

/**
 * True for a text whose brackets, outside of strings, lie more than `depth` deep in each other, as far as it looks like a JSON
 * object or list at its beginning. Makes nothing of it: a text may be too deep and no JSON.
 */
export function isTextDeeperThan(text: string, depth: number): boolean {
  // Each level takes two brackets.
  if (text.length <= 2 * depth || !/^\s*[[{]/.test(text)) return false;
  let level = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === quote) index = findEndOfString(text, index);
    // [ and {, ] and }: they differ in one bit.
    else if ((code | 0x20) === 0x7b && ++level > depth) return true;
    else if ((code | 0x20) === 0x7d) level--;
  }
  return false;
}

function findEndOfString(text: string, begin: number): number {
  for (let index = begin + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === backslash) index++;
    else if (code === quote) return index;
  }
  return text.length;
}
