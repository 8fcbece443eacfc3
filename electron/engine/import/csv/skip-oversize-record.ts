import { ParleyError } from '#domain/errors.ts';
import { fieldRefuseBytes, rawBytesKept, rowRejectBytes } from './limits.ts';
import type { FileLayout } from './range-task.ts';
import { readFully } from './read-fully.ts';
import { transcode } from './transcode.ts';

export interface OversizeRecord {
  end: number;
  lines: number;
  fields: number;
  code: 'fieldTooLong' | 'rowTooLong' | 'strayQuote';
  raw: string;
}

const blockBytes = 1 << 20;
const ended = -1;
const quote = 34;
const lf = 10;
const cr = 13;

/**
 * Walks over a record too large to be held, a block at a time, by the grammar of `scanRecord`.
 * @param line physical line of its start; for errors.
 * @throws ParleyError E_UNTERMINATED_QUOTE at the line of the opening quote; E_FIELD_TOO_LARGE for a field of 100 MB.
 */
export function skipOversizeRecord(fd: number, start: number, end: number, layout: FileLayout, line: number): OversizeRecord {
  const units = unitReader(fd, start, end, layout);
  const delimiter = layout.delimiter.charCodeAt(0);
  const raw = rawStart(fd, start, end, layout);
  let lines = 0;
  let fields = 0;
  let longest = 0;
  let stray = false;
  for (;;) {
    fields++;
    const fieldStart = units.offset();
    if (units.peek() === quote) {
      units.next();
      const linesBefore = lines;
      let firstBreak = -1;
      for (;;) {
        const unit = units.next();
        if (unit === ended) {
          throw new ParleyError(
            'E_UNTERMINATED_QUOTE',
            `Line ${line + linesBefore}: The quote opened on this line is never closed. Close it, or double it if it belongs to the text.`,
            {
              path: `line ${line + linesBefore}`,
              data: { line: line + linesBefore, byteOffset: fieldStart },
            },
          );
        }
        if (unit === quote) {
          if (units.peek() !== quote) break;
          units.next();
        } else if (unit === lf || unit === cr) {
          if (unit === cr && units.peek() === lf) units.next();
          if (firstBreak < 0) firstBreak = units.offset();
          lines++;
        }
      }
      const after = units.peek();
      if (after !== ended && after !== delimiter && after !== lf && after !== cr) {
        stray = true;
        if (firstBreak >= 0) return { end: firstBreak, lines: linesBefore + 1, fields, code: 'strayQuote', raw };
      }
    }
    for (let unit = units.peek(); unit !== ended && unit !== delimiter && unit !== lf && unit !== cr; unit = units.peek()) {
      if (unit === quote) stray = true;
      units.next();
    }
    const length = units.offset() - fieldStart;
    if (length > longest) longest = length;
    if (length >= fieldRefuseBytes) {
      throw new ParleyError(
        'E_FIELD_TOO_LARGE',
        `Line ${line}: a field has ${length} bytes; fields from 100 MB on are not read. Check the quotes of this line.`,
        {
          path: `line ${line}`,
          data: { line, byteOffset: fieldStart },
        },
      );
    }
    const unit = units.next();
    if (unit === delimiter) continue;
    if (unit === cr && units.peek() === lf) units.next();
    return {
      end: units.offset(),
      lines: lines + 1,
      fields,
      code: stray ? 'strayQuote' : longest >= rowRejectBytes ? 'fieldTooLong' : 'rowTooLong',
      raw,
    };
  }
}

function unitReader(fd: number, start: number, end: number, { encoding }: FileLayout) {
  const width = encoding.startsWith('utf-16') ? 2 : 1;
  const low = encoding === 'utf-16be' ? 1 : 0;
  const block = new Uint8Array(blockBytes);
  let blockStart = start;
  let length = 0;
  let at = 0;
  const fill = (): boolean => {
    blockStart += length;
    length = Math.min(blockBytes, end - blockStart);
    at = 0;
    if (length < width) return false;
    readFully(fd, block, length, blockStart);
    return true;
  };
  const peek = (): number => {
    if (at + width > length && !fill()) return ended;
    return width === 1 ? block[at]! : block[at + low]! | (block[at + 1 - low]! << 8);
  };
  return {
    peek,
    next(): number {
      const unit = peek();
      if (unit !== ended) at += width;
      return unit;
    },
    offset: () => blockStart + at,
  };
}

function rawStart(fd: number, start: number, end: number, { encoding }: FileLayout): string {
  const length = Math.min(rawBytesKept, end - start);
  const bytes = new Uint8Array(length);
  readFully(fd, bytes, length, start);
  if (encoding === 'utf-8') return new TextDecoder().decode(bytes, { stream: true });
  const range = transcode(bytes, length, 0, length, false, encoding, start);
  return new TextDecoder().decode(range.bytes.subarray(0, range.dataEnd));
}
