import { ParleyError } from '#domain/errors.ts';
import type { Delimiter, Encoding } from '#domain/mapping.ts';
import { invalidUtf8At } from './check-utf8.ts';
import { readFully } from './read-fully.ts';
import type { RegularFile } from './regular-file.ts';
import { emptyScannedRecord, scanRecord } from './scan-record.ts';
import { transcode } from './transcode.ts';

/** Where the data rows begin. */
export interface DataStart {
  fileOffset: number;
  /** Physical line, from 1. */
  line: number;
}

const firstRead = 1 << 16;
const mostRead = 1 << 26;

/** Length of the byte order mark of an encoding where the bytes begin with it. */
export function byteOrderMarkLength(bytes: Uint8Array, encoding: Encoding): number {
  const marks: Partial<Record<Encoding, number[]>> = { 'utf-8': [0xef, 0xbb, 0xbf], 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] };
  const mark = marks[encoding];
  return mark?.every((byte, index) => bytes[index] === byte) ? mark.length : 0;
}

/**
 * Finds where the data begins behind the byte order mark, the `sep=` line and the header.
 * @param records how many records to skip; blank lines are none.
 */
export function skipRecords(file: RegularFile, end: number, encoding: Encoding, delimiter: Delimiter, records: number): DataStart {
  for (let size = firstRead; ; size *= 8) {
    const length = Math.min(size, end);
    const raw = new Uint8Array(length + 8);
    readFully(file.fd, raw, length, 0);
    const found = skipIn(raw, length, length === end, encoding, delimiter.charCodeAt(0), records);
    if (found !== undefined) return found;
    if (size >= mostRead)
      throw new ParleyError(
        'E_HEADER_TOO_LONG',
        'The header does not end within 64 MB. Check that the file is a CSV file and that its first quote is closed.',
      );
  }
}

function skipIn(
  raw: Uint8Array,
  length: number,
  atEof: boolean,
  encoding: Encoding,
  delimiter: number,
  records: number,
): DataStart | undefined {
  const mark = byteOrderMarkLength(raw, encoding);
  const range =
    encoding === 'utf-8'
      ? { bytes: raw, dataEnd: length, rawLength: (position: number) => position }
      : transcode(raw.subarray(mark), length - mark, 0, length - mark, atEof, encoding, mark);
  const shift = encoding === 'utf-8' ? 0 : mark;
  let at = encoding === 'utf-8' ? mark : 0;
  let line = 1;
  const scanned = emptyScannedRecord();
  let left = records;
  while (left > 0 && at < range.dataEnd) {
    scanRecord(range.bytes, at, range.dataEnd, delimiter, atEof, scanned);
    if (scanned.status === 'incomplete') return undefined;
    if (scanned.status === 'unterminated') {
      throw new ParleyError(
        'E_UNTERMINATED_QUOTE',
        `The quote opened on line ${line + scanned.quoteLines} is never closed. Close it, or double it if it belongs to the text.`,
        {
          path: `line ${line + scanned.quoteLines}`,
          data: { line: line + scanned.quoteLines },
        },
      );
    }
    if (scanned.status !== 'blank') left--;
    at = scanned.end;
    line += scanned.lines;
  }
  const bad = encoding === 'utf-8' ? invalidUtf8At(range.bytes, mark, at) : -1;
  if (bad >= 0) {
    throw new ParleyError(
      'E_ENCODING',
      `The bytes at offset ${bad} are not UTF-8. Choose windows-1252 or another encoding for this file, or export it as UTF-8.`,
      {
        data: { byteOffset: bad },
      },
    );
  }
  if (range.bytes.subarray(0, at).indexOf(0) >= 0) {
    throw new ParleyError(
      'E_NUL',
      'The header holds a NUL byte; a text file has none. The file may be UTF-16 or damaged: choose its encoding or export it again.',
    );
  }
  return { fileOffset: shift + range.rawLength(at), line };
}
