import type { ColumnSink } from './column-sink.ts';
import { rowRejectBytes } from './limits.ts';
import { unescapeField } from './unescape-field.ts';

/** Where a run of the row parser stands. */
export interface RowCursor {
  /** The next record's start. */
  at: number;
  /** Rows of the piece so far. */
  row: number;
  /** Line breaks passed. */
  lines: number;
  /** Blank lines passed. */
  blanks: number;
  /** Column (from 0) whose field did not fit its type, -1 where the record itself is not plain. */
  fault: number;
  /** Bounds of the field that `unescapeField` took the doubled quotes out of, and the line breaks it met. */
  start: number;
  end: number;
  breaks: number;
}

export function startCursor(at: number): RowCursor {
  return { at, row: 0, lines: 0, blanks: 0, fault: -1, start: 0, end: 0, breaks: 0 };
}

/**
 * Reads records into the sinks until the range or the piece is full (false), or until a record is not well-formed, not whole or does not
 * fit its types (true, with the cursor on that record's start). From `dataEnd` on the bytes must be a line feed, a quote, a line feed.
 */
export type RowParser = (
  bytes: Uint8Array,
  view: DataView,
  rangeEnd: number,
  dataEnd: number,
  atEof: boolean,
  capacity: number,
  cursor: RowCursor,
) => boolean;

/**
 * Writes the parser of one file as straight-line code: a block a column, no loop over columns, no branch on types.
 * @param starts gets each row's start.
 * @param misfits gets 1 for a column that turned out not to fit and may become text.
 */
export function generateRowParser(
  sinks: readonly (ColumnSink | undefined)[],
  delimiter: number,
  starts: Uint32Array,
  misfits: Uint8Array,
): RowParser {
  const body = `'use strict';
return function parseRows(bytes, view, rangeEnd, dataEnd, atEof, capacity, cursor) {
  let p = cursor.at, row = cursor.row, lines = cursor.lines, c = 0, start = 0, end = 0, breaks = 0, fault = -1, recordStart = p;
  while (p < rangeEnd && row < capacity) {
    recordStart = p;
    breaks = 0;
    fault = -1;
    record: {
      c = bytes[p];
      if (c === 10 || c === 13) {
        p += c === 13 && bytes[p + 1] === 10 ? 2 : 1;
        if (p > dataEnd && !atEof) break record;
        lines++;
        cursor.blanks++;
        continue;
      }
${sinks.map((sink, index) => fieldCode(sink, index, index === sinks.length - 1, delimiter)).join('\n')}
      if (p - recordStart >= ${rowRejectBytes}) break record;
      starts[row++] = recordStart;
      lines += 1 + breaks;
      continue;
    }
    cursor.at = recordStart; cursor.row = row; cursor.lines = lines; cursor.fault = fault;
    return true;
  }
  cursor.at = p > dataEnd ? dataEnd : p; cursor.row = row; cursor.lines = lines; cursor.fault = -1;
  return false;
};`;
  const puts = sinks.map((sink) => sink?.put);
  const names = ['quotedStop', 'plainStop', 'unescapeField', 'starts', 'misfits', ...puts.map((_, index) => `put${index}`)];
  const values = [stopTable([10, 13, 34]), stopTable([10, 13, 34, delimiter]), unescapeField, starts, misfits, ...puts];
  return new Function(...names, body)(...values) as RowParser;
}

function fieldCode(sink: ColumnSink | undefined, index: number, isLast: boolean, delimiter: number): string {
  const misfit = sink?.plan.onMisfit === 'text' ? `misfits[${index}] = 1;` : `{ fault = ${index}; break record; }`;
  const after = isLast
    ? `if (c === 10) p++;
      else if (c === 13) p += bytes[p + 1] === 10 ? 2 : 1;
      else break record;
      if (p > dataEnd && !atEof) break record;`
    : `if (c !== ${delimiter}) break record;
      p++;`;
  return `
      if (bytes[p] === 34) {
        start = ++p;
        for (;;) {
          while ((c = bytes[p]) > 34 || quotedStop[c] === 0) p++;
          if (c === 34) break;
          if (p >= dataEnd) break record;
          breaks++;
          p += c === 13 && bytes[p + 1] === 10 ? 2 : 1;
        }
        end = p;
        c = bytes[++p];
        if (c === 34) {
          p = unescapeField(bytes, start, end, dataEnd, cursor);
          if (p < 0) break record;
          start = cursor.start;
          end = cursor.end;
          breaks += cursor.breaks;
          c = bytes[p];
        }
      } else {
        start = p;
        while ((c = bytes[p]) > ${Math.max(34, delimiter)} || plainStop[c] === 0) p++;
        end = p;
      }
      ${after}
      ${sink === undefined ? '' : `if (!put${index}(bytes, view, start, end, row)) ${misfit}`}`;
}

function stopTable(stops: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of stops) table[byte] = 1;
  return table;
}
