import { timingSafeEqual } from "node:crypto";

/** Compares in a time that does not tell how much of the text was right. */
export function isEqualText(given: string, expected: string): boolean {
  const givenBytes = Buffer.from(given);
  const expectedBytes = Buffer.from(expected);
  return givenBytes.length === expectedBytes.length && timingSafeEqual(givenBytes, expectedBytes);
}
