import { emptyScannedRecord, scanRecord } from './scan-record.ts';

const candidates = 16;
const scanned = emptyScannedRecord();

/**
 * Guesses the first record that starts in a range of a file whose quote state there is unknown: the first line that reads as a whole
 * row. The caller proves the guess by the end of the records before it.
 * @param from first byte of the range; the byte before it must be in the buffer.
 * @returns -1 where no line starts in the range.
 */
export function findRecordStart(
  bytes: Uint8Array,
  from: number,
  rangeEnd: number,
  dataEnd: number,
  delimiter: number,
  width: number,
  atEof: boolean,
): number {
  let first = -1;
  let tried = 0;
  for (let p = from - 1; p < rangeEnd && tried < candidates; p++) {
    const c = bytes[p];
    if (c !== 10 && c !== 13) continue;
    if (c === 13 && p + 1 < dataEnd && bytes[p + 1] === 10) p++;
    const candidate = p + 1;
    if (candidate >= rangeEnd) break;
    if (candidate < from) continue;
    if (first < 0) first = candidate;
    tried++;
    scanRecord(bytes, candidate, dataEnd, delimiter, atEof, scanned);
    if (scanned.status === 'ok' && scanned.fields === width) return candidate;
  }
  return first;
}
