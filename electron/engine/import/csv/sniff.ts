import { closeSync } from 'node:fs';
import { ParleyError } from '#domain/errors.ts';
import type { Delimiter, Encoding } from '#domain/mapping.ts';
import { foreignFileType } from './file-type.ts';
import { readFully } from './read-fully.ts';
import { openRegularFile, requireUnchanged } from './regular-file.ts';
import { emptyScannedRecord, scanRecord } from './scan-record.ts';
import { byteOrderMarkLength } from './skip-records.ts';
import { type SniffedDelimiter, sniffDelimiter } from './sniff-delimiter.ts';
import { type SniffedEncoding, sniffEncoding } from './sniff-encoding.ts';
import { looksLikeData, requireTellableHeaders } from './sniff-headers.ts';
import { transcode } from './transcode.ts';

export type LineEnding = 'LF' | 'CRLF' | 'CR' | 'mixed' | 'none';

/** What a file shows before it is read whole. */
export interface SniffedFile {
  bytes: number;
  encoding: Omit<SniffedEncoding, 'bom'>;
  bom: boolean;
  delimiter: SniffedDelimiter;
  /** The first line is `sep=…` and no row. */
  sepLine: boolean;
  headers: string[];
  /** Physical line of the header, from 1. */
  headerLine: number;
  /** `value` is false where the first row reads like data; that is never certain. */
  hasHeader: { value: boolean; certain: boolean };
  /** Records before the first data row: the `sep=` line and the header. */
  skipRecords: number;
  /** Unnamed columns at the end of the header: the header ends in delimiters. */
  unnamedColumns: number;
  /** Every row looked at has one field more than the header, and it is empty. */
  rowsEndInDelimiter: boolean;
  /** Rows looked at, whatever their fields. */
  rowsSeen: number;
  /** The first rows with as many fields as the header, at most 200. */
  sample: string[][];
  lineEnding: LineEnding;
  looksLike: 'csv';
}

export interface SniffOptions {
  /** What someone has decided; taken as certain. */
  encoding?: Encoding;
  delimiter?: Delimiter;
}

const headBytes = 1 << 20;
const mostHeadBytes = 1 << 26;
const sampleRows = 200;

/**
 * Looks at the beginning of a file: encoding, delimiter, header, first rows.
 * @throws ParleyError E_NOT_FOUND, E_NOT_REGULAR, E_EMPTY, E_NOT_CSV, E_ENCODING, E_NUL, E_TOO_WIDE, E_EMPTY_HEADER, E_DUPLICATE_HEADER,
 * E_UNTERMINATED_QUOTE, E_CHANGED.
 */
export async function sniffFile(path: string, options: SniffOptions = {}): Promise<SniffedFile> {
  const file = openRegularFile(path);
  try {
    for (let size = headBytes; ; size *= 8) {
      const length = Math.min(size, file.size);
      const head = new Uint8Array(length + 8);
      readFully(file.fd, head, length, 0);
      const sniffed = sniffHead(head.subarray(0, length), file.size, options);
      if (sniffed !== undefined) {
        requireUnchanged(path, file);
        return sniffed;
      }
      if (size >= mostHeadBytes) {
        throw new ParleyError(
          'E_HEADER_TOO_LONG',
          'The header does not end within 64 MB. Check that the file is a CSV file and that its first quote is closed.',
        );
      }
    }
  } finally {
    closeSync(file.fd);
  }
}

function sniffHead(head: Uint8Array, size: number, options: SniffOptions): SniffedFile | undefined {
  const whole = head.length === size;
  if (size === 0) throw new ParleyError('E_EMPTY', 'The file has no bytes. Export it again.');
  const type = foreignFileType(head);
  if (type !== undefined)
    throw new ParleyError('E_NOT_CSV', `Expected a CSV file, but this is ${type}. Export it as CSV (UTF-8).`, { data: { type } });
  const encoding: SniffedEncoding =
    options.encoding === undefined
      ? sniffEncoding(head, whole)
      : { value: options.encoding, certain: true, alternatives: [options.encoding], bom: byteOrderMarkLength(head, options.encoding) > 0 };
  const mark = byteOrderMarkLength(head, encoding.value);
  const { bytes, dataEnd } = utf8Of(head.subarray(mark), encoding.value, whole, mark);
  const textEnd = whole && bytes[dataEnd - 1] === 0x1a ? dataEnd - 1 : dataEnd;
  let at = 0;
  let line = 1;
  while (at < textEnd && (bytes[at] === 10 || bytes[at] === 13)) {
    at += bytes[at] === 13 && bytes[at + 1] === 10 ? 2 : 1;
    line++;
  }
  if (at >= textEnd || (whole && isBlank(bytes, at, textEnd))) {
    if (!whole) return undefined;
    throw new ParleyError('E_EMPTY', 'The file holds no text, only blanks and line ends. Export it again.');
  }
  const sep = sepLine(bytes, at, textEnd);
  if (sep !== undefined) {
    at = sep.end;
    line++;
  }
  const chosen = options.delimiter ?? sep?.delimiter;
  const delimiter: SniffedDelimiter =
    chosen === undefined ? sniffDelimiter(bytes, at, textEnd, whole) : { value: chosen, certain: true, candidates: [] };
  const records = firstRecords(bytes, at, textEnd, delimiter.value, whole, line);
  if (records === undefined) return undefined;
  const [header, ...rows] = records.rows;
  const headers = header ?? [];
  const hasHeader = !looksLikeData(headers);
  return {
    bytes: size,
    encoding: {
      value: encoding.value,
      certain: encoding.certain,
      alternatives: encoding.alternatives,
      ...(encoding.notUtf8At === undefined ? {} : { notUtf8At: encoding.notUtf8At }),
    },
    bom: encoding.bom,
    delimiter,
    sepLine: sep !== undefined,
    headers,
    headerLine: records.firstLine,
    hasHeader: { value: hasHeader, certain: hasHeader },
    skipRecords: sep === undefined ? 1 : 2,
    unnamedColumns: hasHeader ? requireTellableHeaders(headers) : 0,
    rowsEndInDelimiter: rows.length > 0 && rows.every((row) => row.length === headers.length + 1 && row.at(-1) === ''),
    rowsSeen: records.seen,
    sample: rows.filter((row) => row.length === headers.length).slice(0, sampleRows),
    lineEnding: lineEndingOf(bytes, textEnd),
    looksLike: 'csv',
  };
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let p = from; p < to; p++) if (bytes[p] !== 32 && (bytes[p]! < 9 || bytes[p]! > 13)) return false;
  return true;
}

function utf8Of(raw: Uint8Array, encoding: Encoding, whole: boolean, fileOffset: number): { bytes: Uint8Array; dataEnd: number } {
  if (encoding === 'utf-8') return { bytes: raw, dataEnd: raw.length };
  return transcode(raw, raw.length, 0, raw.length, whole, encoding, fileOffset);
}

function sepLine(bytes: Uint8Array, at: number, end: number): { delimiter: Delimiter; end: number } | undefined {
  const line = new TextDecoder('latin1').decode(bytes.subarray(at, Math.min(at + 16, end)));
  const found = /^"?sep=([,;\t|])"?(\r\n|\r|\n)/i.exec(line);
  return found === null ? undefined : { delimiter: found[1] as Delimiter, end: at + found[0].length };
}

/** The header and the first rows as texts; undefined where the header goes on past the bytes. */
function firstRecords(bytes: Uint8Array, from: number, end: number, delimiter: Delimiter, atEof: boolean, firstLine: number) {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const scanned = emptyScannedRecord();
  const rows: string[][] = [];
  let at = from;
  let line = firstLine;
  let headerLine = 0;
  let seen = -1;
  while (at < end && rows.length <= sampleRows) {
    const row: string[] = [];
    scanRecord(bytes, at, end, delimiter.charCodeAt(0), atEof, scanned, (start, to) => {
      const quoted = bytes[start] === 34;
      const text = decoder.decode(quoted ? bytes.subarray(start + 1, to - 1) : bytes.subarray(start, to));
      row.push(quoted ? text.replaceAll('""', '"') : text);
    });
    if (scanned.status === 'unterminated' || scanned.status === 'incomplete') {
      if (rows.length > 0) break;
      if (scanned.status === 'incomplete') return undefined;
      throw new ParleyError(
        'E_UNTERMINATED_QUOTE',
        `The quote opened on line ${line + scanned.quoteLines} is never closed. Close it, or double it if it belongs to the text.`,
        { path: `line ${line + scanned.quoteLines}`, data: { line: line + scanned.quoteLines } },
      );
    }
    if (scanned.status !== 'blank') seen++;
    if (scanned.status === 'ok' || rows.length === 0) {
      if (scanned.status !== 'blank') {
        if (rows.length === 0) headerLine = line;
        rows.push(row);
      }
    }
    at = scanned.end;
    line += scanned.lines;
  }
  return { rows, firstLine: headerLine, seen };
}

function lineEndingOf(bytes: Uint8Array, end: number): LineEnding {
  const seen = new Set<LineEnding>();
  for (let p = 0; p < end; p++) {
    if (bytes[p] === 10) seen.add('LF');
    else if (bytes[p] === 13) {
      if (bytes[p + 1] === 10) {
        seen.add('CRLF');
        p++;
      } else seen.add('CR');
    }
  }
  return seen.size === 0 ? 'none' : seen.size > 1 ? 'mixed' : [...seen][0]!;
}
