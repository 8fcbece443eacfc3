import type { FieldCursor } from './field-cursor.ts';

/** Bytes that stand behind the data: a line feed, a quote, a line feed. */
export const sentinelBytes = 3;

/** Readers of whole words need room behind a field. */
const wordSlack = 8;

/**
 * Copies a quoted field without its doubled quotes behind the data and leaves its bounds in the cursor.
 * @param firstQuote position of the first doubled quote.
 * @returns the position after the closing quote; -1 where the data or the room behind it ends first.
 */
export function unescapeField(bytes: Uint8Array, contentStart: number, firstQuote: number, dataEnd: number, cursor: FieldCursor): number {
  const to = cursor.scratch;
  let room = bytes.length - to - (firstQuote - contentStart) - wordSlack;
  if (room <= 0) return -1;
  bytes.copyWithin(to, contentStart, firstQuote);
  let q = to + firstQuote - contentStart;
  let p = firstQuote;
  cursor.breaks = 0;
  while (p < dataEnd && room > 0) {
    const c = bytes[p++]!;
    if (c === 34) {
      if (bytes[p] !== 34 || p >= dataEnd) {
        cursor.start = to;
        cursor.end = q;
        cursor.scratch = q;
        return p;
      }
      p++;
    } else if (c === 10) {
      cursor.breaks++;
    } else if (c === 13 && bytes[p] !== 10) {
      cursor.breaks++;
    }
    bytes[q++] = c;
    room--;
  }
  return -1;
}
