import type { FieldCursor } from './field-cursor.ts';
import { rowRejectBytes } from './limits.ts';
import type { RowBatch } from './row-batch.ts';
import { unescapeField } from './unescape-field.ts';

/** Finds the fields of records until the range ends or the batch is full (false), or before a record that is not whole or not well-formed (true). */
export type FieldFinder = (batch: RowBatch, rangeEnd: number, dataEnd: number, atEof: boolean, cursor: FieldCursor) => boolean;

/**
 * A finder for one delimiter and number of columns. It looks at four bytes at a time and slows down only where one of them could end a field.
 * From `dataEnd` on the bytes must be a line feed, a quote, a line feed.
 */
export function fieldFinder(columns: number, delimiter: number): FieldFinder {
  const last = columns - 1;
  const plainBelow = 0x01010101 * (delimiter === 44 ? 45 : 35);
  const delimiters = 0x01010101 * delimiter;
  return (batch, rangeEnd, dataEnd, atEof, cursor) => {
    const { bytes, view, bounds, starts, lines: rowLines, capacity } = batch;
    const stride = 2 * capacity;
    let row = batch.count;
    let p = cursor.at;
    let lines = cursor.lines;
    let c = 0;
    let word = 0;
    let hits = 0;
    let start = 0;
    let end = 0;
    let breaks = 0;
    let recordStart = p;
    let stopped = false;
    while (p < rangeEnd && row < capacity) {
      recordStart = p;
      breaks = 0;
      c = bytes[p]!;
      if (c === 10 || c === 13) {
        p += c === 13 && bytes[p + 1] === 10 ? 2 : 1;
        if (p > dataEnd && !atEof) {
          stopped = true;
          break;
        }
        lines++;
        cursor.blanks++;
        continue;
      }
      let column = 0;
      let at = 2 * row;
      for (;;) {
        if (bytes[p] === 34) {
          start = ++p;
          for (;;) {
            word = view.getInt32(p, true);
            hits = (word - 0x23232323) & ~word & 0x80808080;
            if (hits === 0) {
              p += 4;
              continue;
            }
            p += (31 - Math.clz32(hits & -hits)) >> 3;
            c = bytes[p]!;
            if (c === 34) break;
            if (c !== 10 && c !== 13) {
              p++;
              continue;
            }
            if (p >= dataEnd) break;
            breaks++;
            p += c === 13 && bytes[p + 1] === 10 ? 2 : 1;
          }
          if (c !== 34) break;
          end = p;
          c = bytes[++p]!;
          if (c === 34) {
            p = unescapeField(bytes, start, end, dataEnd, cursor);
            if (p < 0) break;
            start = cursor.start;
            end = cursor.end;
            breaks += cursor.breaks;
            c = bytes[p]!;
          }
        } else {
          start = p;
          for (;;) {
            word = view.getInt32(p, true);
            hits = (word - plainBelow) & ~word & 0x80808080;
            if (delimiter > 44) {
              const other = word ^ delimiters;
              hits |= (other - 0x01010101) & ~other & 0x80808080;
            }
            if (hits === 0) {
              p += 4;
              continue;
            }
            p += (31 - Math.clz32(hits & -hits)) >> 3;
            c = bytes[p]!;
            if (c === delimiter || c === 10 || c === 13 || c === 34) break;
            p++;
          }
          end = p;
        }
        bounds[at] = start;
        bounds[at + 1] = end;
        at += stride;
        if (column === last) {
          column = columns;
          break;
        }
        if (c !== delimiter) break;
        p++;
        column++;
      }
      if (column === columns && c === 10) p++;
      else if (column === columns && c === 13) p += bytes[p + 1] === 10 ? 2 : 1;
      else column = 0;
      if (column === 0 || (p > dataEnd && !atEof) || p - recordStart >= rowRejectBytes) {
        p = recordStart;
        stopped = true;
        break;
      }
      starts[row] = recordStart;
      rowLines[row] = lines;
      row++;
      lines += 1 + breaks;
    }
    batch.count = row;
    cursor.at = stopped ? recordStart : Math.min(p, dataEnd);
    cursor.lines = lines;
    return stopped;
  };
}
