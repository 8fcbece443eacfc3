import { Buffer } from 'node:buffer';
import { ParleyError } from '#domain/errors.ts';
import { invalidUtf8At, wholeCharacters } from './check-utf8.ts';
import { type ColumnPiece, createColumnSink, pieceRows } from './column-sink.ts';
import { findRecordStart } from './find-record-start.ts';
import { generateRowParser, type RowCursor, startCursor } from './generate-row-parser.ts';
import { rawBytesKept, rowRejectBytes } from './limits.ts';
import type { ExecutorTexts } from './range-executor.ts';
import type { FileLayout, Piece, RangeFatal, RangeResult, RangeTask } from './range-task.ts';
import { misfitCode } from './reject-reasons.ts';
import { isReportFooter } from './report-footer.ts';
import { emptyScannedRecord, type ScannedRecord, scanRecord } from './scan-record.ts';
import { transcode, type Utf8Range } from './transcode.ts';

/** Reads ranges of one file; its text dictionaries grow from range to range. */
export interface RangeParser {
  parse(task: RangeTask): RangeResult;
  /** Dictionaries of the text columns, by position in the file. */
  texts(): (ExecutorTexts | undefined)[];
}

export function createRangeParser(layout: FileLayout): RangeParser {
  const delimiter = layout.delimiter.charCodeAt(0);
  const sinks = layout.columns.map((plan, index) => plan && createColumnSink(plan, index === layout.idIndex));
  const starts = new Uint32Array(pieceRows);
  const misfits = new Uint8Array(layout.headerCount);
  const parseRows = generateRowParser(sinks, delimiter, starts, misfits);
  const scanned = emptyScannedRecord();

  const parse = (task: RangeTask): RangeResult => {
    const result: RangeResult = {
      buffer: task.buffer,
      start: -1,
      startAt: 0,
      end: task.fileOffset + task.rangeEnd,
      incomplete: false,
      pieces: [],
      rejects: [],
      lines: 0,
      blanks: 0,
      misfits: new Uint8Array(0),
    };
    let range: Utf8Range;
    try {
      range = utf8Range(layout, task);
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      result.invalid = { code: error.code, message: error.message, lines: 0, byteOffset: Number(error.data?.byteOffset ?? 0) };
      return result;
    }
    const { bytes, dataEnd } = range;
    result.invalid = findInvalid(layout, task, range);
    if (result.invalid !== undefined) return result;
    bytes[dataEnd] = 10;
    bytes[dataEnd + 1] = 34;
    bytes[dataEnd + 2] = 10;
    const from = task.certain
      ? range.from
      : findRecordStart(bytes, range.from, range.rangeEnd, dataEnd, delimiter, layout.headerCount, task.atEof);
    if (from < 0) return result;
    const fileOffsetOf = (position: number) => task.fileOffset + range.rawLength(position);
    result.start = fileOffsetOf(from);
    result.startAt = from;
    misfits.fill(0);
    const cursor = startCursor(from);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const takePiece = () => {
      if (cursor.row > 0) result.pieces.push(takeRows(cursor.row));
      cursor.row = 0;
    };
    for (;;) {
      const stopped = parseRows(bytes, view, range.rangeEnd, dataEnd, task.atEof, pieceRows, cursor);
      if (!stopped) {
        if (cursor.at >= range.rangeEnd) break;
        takePiece();
        continue;
      }
      scanRecord(bytes, cursor.at, dataEnd, delimiter, task.atEof, scanned);
      if (scanned.status === 'incomplete') {
        result.incomplete = true;
        break;
      }
      result.fatal = findFatal(bytes, scanned, cursor, fileOffsetOf);
      if (result.fatal !== undefined) break;
      reject(bytes, cursor, result, fileOffsetOf(cursor.at));
      cursor.lines += scanned.lines;
      cursor.at = scanned.end;
    }
    takePiece();
    result.end = fileOffsetOf(Math.min(cursor.at, dataEnd));
    result.lines = cursor.lines;
    result.blanks = cursor.blanks;
    result.misfits = misfits.slice();
    return result;
  };

  const takeRows = (rows: number): Piece => ({
    rows,
    starts: starts.slice(0, rows),
    columns: sinks.map((sink): ColumnPiece | undefined => sink?.take(rows)),
  });

  const reject = (bytes: Uint8Array, cursor: RowCursor, result: RangeResult, fileOffset: number) => {
    const text = () =>
      Buffer.from(bytes.buffer, bytes.byteOffset + cursor.at, Math.min(scanned.textEnd - cursor.at, rawBytesKept)).toString('utf8');
    let code = 'strayQuote';
    let column = scanned.strayField;
    if (scanned.status === 'ok' && scanned.end - cursor.at >= rowRejectBytes) {
      let longest = 0;
      scanRecord(bytes, cursor.at, scanned.end, delimiter, true, scanned, (from, to) => {
        longest = Math.max(longest, to - from);
      });
      code = longest >= rowRejectBytes ? 'fieldTooLong' : 'rowTooLong';
      column = 0;
    } else if (scanned.status === 'ok' && scanned.fields !== layout.headerCount) {
      code = scanned.fields === 1 && isReportFooter(text()) ? 'reportFooter' : 'raggedRow';
      column = 0;
    } else if (scanned.status === 'ok') {
      const plan = layout.columns[cursor.fault];
      if (plan === undefined) throw new ParleyError('E_INTERNAL', `The row at byte ${fileOffset} could not be read.`);
      code = cursor.fault === layout.idIndex ? 'missingId' : misfitCode(plan);
      column = cursor.fault + 1;
    }
    result.rejects.push({ lines: cursor.lines, fileOffset, column, code, fields: scanned.fields, raw: text() });
  };

  const texts = () =>
    sinks.map((sink): ExecutorTexts | undefined => {
      if (sink?.interner === undefined) return undefined;
      const { size, bytes, offsets, hashes } = sink.interner;
      return { size, bytes, offsets, hashes };
    });

  return { parse, texts };
}

function utf8Range(layout: FileLayout, task: RangeTask): Utf8Range {
  const raw = new Uint8Array(task.buffer);
  if (layout.encoding !== 'utf-8')
    return transcode(raw, task.length, task.from, task.rangeEnd, task.atEof, layout.encoding, task.fileOffset);
  return { bytes: raw, from: task.from, rangeEnd: task.rangeEnd, dataEnd: task.length, rawLength: (position) => position };
}

function findInvalid(
  layout: FileLayout,
  task: RangeTask,
  { bytes, from, rangeEnd, dataEnd, rawLength }: Utf8Range,
): RangeFatal | undefined {
  const nul = Buffer.from(bytes.buffer, bytes.byteOffset + from, rangeEnd - from).indexOf(0);
  if (nul >= 0) {
    const byteOffset = task.fileOffset + rawLength(from + nul);
    const message = `A NUL byte stands at offset ${byteOffset}; a text file has none. The file may be UTF-16 or damaged: choose its encoding or export it again.`;
    return { code: 'E_NUL', message, lines: 0, byteOffset };
  }
  if (layout.encoding !== 'utf-8') return undefined;
  const [first, to] = wholeCharacters(bytes, from, rangeEnd, dataEnd, task.certain);
  const at = invalidUtf8At(bytes, first, to);
  if (at < 0) return undefined;
  const byteOffset = task.fileOffset + at;
  const message = `The bytes at offset ${byteOffset} are not UTF-8. Choose windows-1252 or another encoding for this file, or export it as UTF-8.`;
  return { code: 'E_ENCODING', message, lines: 0, byteOffset };
}

function findFatal(
  bytes: Uint8Array,
  scanned: ScannedRecord,
  cursor: RowCursor,
  fileOffsetOf: (position: number) => number,
): RangeFatal | undefined {
  if (scanned.status === 'unterminated') {
    return {
      code: 'E_UNTERMINATED_QUOTE',
      message: 'The quote opened on this line is never closed. Close it, or double it if it belongs to the text.',
      lines: cursor.lines + scanned.quoteLines,
      byteOffset: fileOffsetOf(scanned.quoteAt),
    };
  }
  if (scanned.status === 'tooWide') {
    return {
      code: 'E_TOO_WIDE',
      message: `A row has ${scanned.fields} columns; at most 20,000 are read. Check the delimiter, or export fewer columns.`,
      lines: cursor.lines,
      byteOffset: fileOffsetOf(cursor.at),
    };
  }
  if (scanned.status !== 'stray') return undefined;
  for (let p = cursor.at; p + 1 < scanned.textEnd; p++) {
    if (bytes[p] !== 92 || bytes[p + 1] !== 34) continue;
    return {
      code: 'E_BACKSLASH_QUOTE',
      message:
        'The file writes quotes inside texts as \\" (with a backslash), which CSV does not know. Export it with doubled quotes ("").',
      lines: cursor.lines,
      byteOffset: fileOffsetOf(p),
    };
  }
  return undefined;
}
