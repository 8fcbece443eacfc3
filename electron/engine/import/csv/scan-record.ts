import { columnLimit } from './limits.ts';

/** What stands at a record's start, and where the record ends. */
export interface ScannedRecord {
  /**
   * `incomplete`: the buffer ends first and more of the file follows; `unterminated`: the file ends inside quotes.
   * `stray`: a quote where none may stand.
   */
  status: 'ok' | 'blank' | 'stray' | 'tooWide' | 'incomplete' | 'unterminated';
  /** First byte after the record's line break. */
  end: number;
  /** First byte of the record's line break. */
  textEnd: number;
  fields: number;
  /** Line breaks from the record's start up to `end`. */
  lines: number;
  /** Position of the stray or unclosed opening quote, and the line breaks before it. */
  quoteAt: number;
  quoteLines: number;
  /** Field of the first stray quote, from 1. */
  strayField: number;
}

export function emptyScannedRecord(): ScannedRecord {
  return { status: 'ok', end: 0, textEnd: 0, fields: 0, lines: 0, quoteAt: 0, quoteLines: 0, strayField: 0 };
}

const quote = 34;
const lf = 10;
const cr = 13;

/**
 * Reads one record by the strict grammar (RFC 4180 with CR, LF or CRLF) without taking its values.
 *
 * A stray quote spoils its record only: where the quoted text before it holds a line break, the record ends at that break, so that
 * a forgotten closing quote never swallows the rows after it.
 * @param bounds called for every field with its raw bounds, quotes included.
 */
export function scanRecord(
  bytes: Uint8Array,
  start: number,
  dataEnd: number,
  delimiter: number,
  atEof: boolean,
  out: ScannedRecord,
  bounds?: (from: number, to: number) => void,
): ScannedRecord {
  out.status = 'ok';
  out.fields = 0;
  out.lines = 0;
  out.strayField = 0;
  let p = start;
  const first = bytes[p]!;
  if (p < dataEnd && (first === lf || first === cr)) {
    out.textEnd = p;
    return endRecord(bytes, p, dataEnd, atEof, out, 'blank');
  }
  for (;;) {
    out.fields++;
    const fieldStart = p;
    if (p < dataEnd && bytes[p] === quote) {
      const opening = p++;
      const linesBefore = out.lines;
      let firstBreak = -1;
      for (;;) {
        if (p >= dataEnd) return openAtEnd(out, opening, linesBefore, dataEnd, atEof);
        const c = bytes[p++]!;
        if (c === quote) {
          if (p >= dataEnd && !atEof) return incomplete(out, dataEnd);
          if (p < dataEnd && bytes[p] === quote) p++;
          else break;
        } else if (c === lf || c === cr) {
          if (firstBreak < 0) firstBreak = p - 1;
          if (c === cr && p >= dataEnd && !atEof) return incomplete(out, dataEnd);
          if (c === cr && p < dataEnd && bytes[p] === lf) p++;
          out.lines++;
        }
      }
      if (p < dataEnd && bytes[p] !== delimiter && bytes[p] !== lf && bytes[p] !== cr) {
        if (out.strayField === 0) {
          out.strayField = out.fields;
          out.quoteAt = p - 1;
          out.quoteLines = linesBefore;
        }
        if (firstBreak >= 0) {
          out.lines = linesBefore;
          out.textEnd = firstBreak;
          bounds?.(fieldStart, firstBreak);
          return endRecord(bytes, firstBreak, dataEnd, atEof, out, 'stray');
        }
      }
    }
    for (; p < dataEnd; p++) {
      const c = bytes[p]!;
      if (c === delimiter || c === lf || c === cr) break;
      if (c === quote && out.strayField === 0) {
        out.strayField = out.fields;
        out.quoteAt = p;
        out.quoteLines = out.lines;
      }
    }
    bounds?.(fieldStart, p);
    if (p >= dataEnd) {
      if (!atEof) return incomplete(out, dataEnd);
      out.end = dataEnd;
      out.textEnd = dataEnd;
      return settle(out, out.strayField > 0 ? 'stray' : 'ok');
    }
    if (bytes[p] !== delimiter) {
      out.textEnd = p;
      return endRecord(bytes, p, dataEnd, atEof, out, out.strayField > 0 ? 'stray' : 'ok');
    }
    p++;
  }
}

function endRecord(bytes: Uint8Array, at: number, dataEnd: number, atEof: boolean, out: ScannedRecord, status: 'ok' | 'blank' | 'stray') {
  if (bytes[at] === cr) {
    if (at + 1 >= dataEnd && !atEof) return incomplete(out, dataEnd);
    out.end = at + 1 < dataEnd && bytes[at + 1] === lf ? at + 2 : at + 1;
  } else {
    out.end = at + 1;
  }
  out.lines++;
  return settle(out, status);
}

function settle(out: ScannedRecord, status: 'ok' | 'blank' | 'stray'): ScannedRecord {
  out.status = out.fields > columnLimit ? 'tooWide' : status;
  return out;
}

function incomplete(out: ScannedRecord, dataEnd: number): ScannedRecord {
  out.status = 'incomplete';
  out.end = dataEnd;
  return out;
}

function openAtEnd(out: ScannedRecord, opening: number, linesBefore: number, dataEnd: number, atEof: boolean): ScannedRecord {
  out.status = atEof ? 'unterminated' : 'incomplete';
  out.end = dataEnd;
  out.quoteAt = opening;
  out.quoteLines = linesBefore;
  return out;
}
