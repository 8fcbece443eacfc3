import { rawBytesKept } from './limits.ts';
import type { FileLayout } from './range-task.ts';
import { readFully } from './read-fully.ts';
import type { ReadRange } from './read-ranges.ts';
import { emptyScannedRecord, scanRecord } from './scan-record.ts';
import { transcode } from './transcode.ts';

export interface LocatedRow {
  line: number;
  fileOffset: number;
  raw: string;
}

/**
 * Physical line and raw text of accepted rows, read again from the file.
 * @param rows ascending positions among all accepted rows.
 */
export function locateRows(fd: number, layout: FileLayout, ranges: readonly ReadRange[], rows: Uint32Array): Map<number, LocatedRow> {
  const located = new Map<number, LocatedRow>();
  let next = 0;
  let firstRow = 0;
  for (const range of ranges) {
    const endRow = range.pieces.reduce((sum, piece) => sum + piece.rows, firstRow);
    const wanted: number[] = [];
    while (next < rows.length && rows[next]! < endRow) wanted.push(rows[next++]! - firstRow);
    if (wanted.length > 0) locateInRange(fd, layout, range, wanted, (row, place) => located.set(firstRow + row, place));
    firstRow = endRow;
  }
  return located;
}

function locateInRange(
  fd: number,
  layout: FileLayout,
  range: ReadRange,
  wanted: readonly number[],
  found: (row: number, place: LocatedRow) => void,
): void {
  const { bytes, dataEnd, rawLength } = loadRange(fd, layout, range);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const scanned = emptyScannedRecord();
  const rejected = new Set(range.rejectedAt);
  let at = range.firstRecordAt;
  let line = range.firstLine;
  let next = 0;
  for (let row = 0; next < wanted.length; ) {
    scanRecord(bytes, at, dataEnd, layout.delimiter.charCodeAt(0), true, scanned);
    if (scanned.status !== 'blank' && !rejected.has(at)) {
      if (row === wanted[next]) {
        const raw = decoder.decode(bytes.subarray(at, Math.min(scanned.textEnd, at + rawBytesKept)));
        found(row, { line, fileOffset: range.fileOffset + rawLength(at), raw });
        next++;
      }
      row++;
    }
    at = scanned.end;
    line += scanned.lines;
  }
}

function loadRange(fd: number, layout: FileLayout, { fileOffset, length, atEof }: ReadRange) {
  const bytes = new Uint8Array(length);
  readFully(fd, bytes, length, fileOffset);
  if (layout.encoding === 'utf-8') return { bytes, dataEnd: length, rawLength: (position: number) => position };
  return transcode(bytes, length, 2, length, atEof, layout.encoding, fileOffset);
}
