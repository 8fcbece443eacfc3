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
export function locateRows(fd: number, layout: FileLayout, ranges: readonly ReadRange[], rows: readonly number[]): Map<number, LocatedRow> {
  const located = new Map<number, LocatedRow>();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const scanned = emptyScannedRecord();
  let next = 0;
  let firstRow = 0;
  for (const range of ranges) {
    const rangeRows = range.pieces.reduce((sum, piece) => sum + piece.rows, 0);
    if (next < rows.length && rows[next]! < firstRow + rangeRows) {
      const { bytes, dataEnd, rawLength } = loadRange(fd, layout, range);
      const starts = range.pieces.flatMap((piece) => [...piece.starts]);
      let at = range.firstRecordAt;
      let line = range.firstLine;
      for (; next < rows.length && rows[next]! < firstRow + rangeRows; next++) {
        const start = starts[rows[next]! - firstRow]!;
        for (; at < start; at++) if (bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] !== 10)) line++;
        scanRecord(bytes, start, dataEnd, layout.delimiter.charCodeAt(0), true, scanned);
        const raw = decoder.decode(bytes.subarray(start, Math.min(scanned.textEnd, start + rawBytesKept)));
        located.set(rows[next]!, { line, fileOffset: range.fileOffset + rawLength(start), raw });
      }
    }
    firstRow += rangeRows;
  }
  return located;
}

function loadRange(fd: number, layout: FileLayout, { fileOffset, length, atEof }: ReadRange) {
  const bytes = new Uint8Array(length);
  readFully(fd, bytes, length, fileOffset);
  if (layout.encoding === 'utf-8') return { bytes, dataEnd: length, rawLength: (position: number) => position };
  return transcode(bytes, length, 2, length, atEof, layout.encoding, fileOffset);
}
