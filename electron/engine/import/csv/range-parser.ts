import { Buffer } from 'node:buffer';
import { ParleyError } from '#domain/errors.ts';
import { invalidUtf8At, wholeCharacters } from './check-utf8.ts';
import { pieceRows } from './column-sink.ts';
import { createColumnSink } from './create-column-sink.ts';
import { type FieldCursor, fieldCursor } from './field-cursor.ts';
import { fieldFinder } from './find-fields.ts';
import { findRecordStart } from './find-record-start.ts';
import { rawBytesKept, rowRejectBytes } from './limits.ts';
import type { FileLayout, RangeFatal, RangeResult, RangeTask } from './range-task.ts';
import { misfitCode } from './reject-reasons.ts';
import { isReportFooter } from './report-footer.ts';
import { createRowBatch } from './row-batch.ts';
import { emptyScannedRecord, type ScannedRecord, scanRecord } from './scan-record.ts';
import { createSlabStore, slabBytesFor } from './slab-store.ts';
import { type InternedTexts, internedTexts } from './text-interner.ts';
import { transcode, type Utf8Range } from './transcode.ts';
import { sentinelBytes } from './unescape-field.ts';

/** What one executor holds of a column: the slabs of its pieces, and the texts behind the codes of a text column. */
export interface KeptColumn {
  slabs: ArrayBuffer[];
  texts: InternedTexts | undefined;
}

/** Reads ranges of one file; its text dictionaries grow from range to range. */
export interface RangeParser {
  parse(task: RangeTask): RangeResult;
  /** What the columns hold, by position in the file; no range can be read after. */
  finish(): KeptColumn[];
}

export function createRangeParser(layout: FileLayout): RangeParser {
  const delimiter = layout.delimiter.charCodeAt(0);
  const slabBytes = slabBytesFor(layout.headerCount, layout.fileBytes);
  const stores = layout.columns.map((plan) => plan && createSlabStore(slabBytes));
  const sinks = layout.columns.map((plan, index) => plan && createColumnSink(plan, stores[index]!, index === layout.idIndex));
  const findFields = fieldFinder(layout.headerCount, delimiter);
  const batch = createRowBatch(layout.headerCount);
  let row = 0;
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
    batch.bytes = bytes;
    batch.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    batch.misfits.fill(0);
    const cursor = fieldCursor(from);
    for (;;) {
      cursor.scratch = dataEnd + sentinelBytes;
      const stopped = findFields(batch, range.rangeEnd, dataEnd, task.atEof, cursor);
      const found = batch.count;
      takeBatch(result, fileOffsetOf);
      if (!stopped) {
        if (cursor.at >= range.rangeEnd) break;
        continue;
      }
      scanRecord(bytes, cursor.at, dataEnd, delimiter, task.atEof, scanned);
      if (scanned.status === 'incomplete') {
        result.incomplete = true;
        break;
      }
      const length = scanned.end - cursor.at;
      if (scanned.status === 'ok' && scanned.fields === layout.headerCount && length < rowRejectBytes) {
        if (found === 0) throw new ParleyError('E_INTERNAL', `The row at byte ${fileOffsetOf(cursor.at)} could not be read.`);
        continue;
      }
      result.fatal = findFatal(bytes, scanned, cursor, fileOffsetOf);
      if (result.fatal !== undefined) break;
      rejectRecord(bytes, cursor, result, fileOffsetOf(cursor.at));
      cursor.lines += scanned.lines;
      cursor.at = scanned.end;
    }
    takePiece(result);
    result.end = fileOffsetOf(Math.min(cursor.at, dataEnd));
    result.lines = cursor.lines;
    result.blanks = cursor.blanks;
    result.misfits = batch.misfits.slice();
    return result;
  };

  /** Reads the fields that were found, column by column, and rejects the rows that do not fit. */
  const takeBatch = (result: RangeResult, fileOffsetOf: (position: number) => number) => {
    if (batch.count > 0) {
      sinks.forEach((sink, column) => {
        sink?.put(batch, column, row);
      });
      if (batch.faulty) rejectFaults(result, fileOffsetOf);
      else row += batch.count;
      batch.count = 0;
    }
    if (row + batch.capacity > pieceRows) takePiece(result);
  };

  const takePiece = (result: RangeResult) => {
    if (row > 0) result.pieces.push({ rows: row, columns: sinks.map((sink) => sink?.take(row)) });
    row = 0;
  };

  const rejectFaults = (result: RangeResult, fileOffsetOf: (position: number) => number) => {
    let kept = row;
    for (let index = 0; index < batch.count; index++) {
      const at = batch.starts[index]!;
      const fault = batch.faults[index]!;
      if (fault < 0) {
        if (kept !== row + index) for (const sink of sinks) sink?.move(row + index, kept);
        kept++;
        continue;
      }
      batch.faults[index] = -1;
      scanRecord(batch.bytes, at, batch.bytes.length, delimiter, true, scanned);
      const code = fault === layout.idIndex ? 'missingId' : misfitCode(layout.columns[fault]!);
      const raw = rawText(batch.bytes, at, scanned.textEnd);
      result.rejects.push({
        lines: batch.lines[index]!,
        fileOffset: fileOffsetOf(at),
        at,
        column: fault + 1,
        code,
        fields: scanned.fields,
        raw,
      });
    }
    batch.faulty = false;
    row = kept;
  };

  const rejectRecord = (bytes: Uint8Array, cursor: FieldCursor, result: RangeResult, fileOffset: number) => {
    const { fields, textEnd, strayField, status } = scanned;
    const raw = rawText(bytes, cursor.at, textEnd);
    const reject = (code: string, column: number) => {
      result.rejects.push({ lines: cursor.lines, fileOffset, at: cursor.at, column, code, fields, raw });
    };
    if (status === 'stray') return reject('strayQuote', strayField);
    if (scanned.end - cursor.at < rowRejectBytes) return reject(fields === 1 && isReportFooter(raw) ? 'reportFooter' : 'raggedRow', 0);
    let longest = 0;
    const { end, lines } = scanned;
    scanRecord(bytes, cursor.at, end, delimiter, true, scanned, (from, to) => {
      longest = Math.max(longest, to - from);
    });
    scanned.end = end;
    scanned.lines = lines;
    reject(longest >= rowRejectBytes ? 'fieldTooLong' : 'rowTooLong', 0);
  };

  const finish = () => {
    const kept = sinks.map((sink, index) => ({ slabs: stores[index]?.slabs ?? [], texts: sink?.interner && internedTexts(sink.interner) }));
    sinks.length = 0;
    stores.length = 0;
    return kept;
  };

  return { parse, finish };
}

function rawText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(end - start, rawBytesKept)).toString('utf8');
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
  cursor: FieldCursor,
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
