import type { Delimiter } from '#domain/mapping.ts';
import { emptyScannedRecord, scanRecord } from './scan-record.ts';

export interface DelimiterCandidate {
  delimiter: Delimiter;
  /** Fields of the first record. */
  columns: number;
  /** Share of the records looked at that have as many fields. */
  share: number;
}

export interface SniffedDelimiter {
  value: Delimiter;
  /** False where no delimiter, or more than one, splits the records evenly. */
  certain: boolean;
  candidates: DelimiterCandidate[];
}

const delimiters: Delimiter[] = [',', ';', '\t', '|'];
const recordsJudged = 100;

/** The delimiter that splits the first records evenly, by the strict grammar. */
export function sniffDelimiter(bytes: Uint8Array, from: number, dataEnd: number, atEof: boolean): SniffedDelimiter {
  const candidates = delimiters
    .map((delimiter) => judge(bytes, from, dataEnd, atEof, delimiter))
    .filter(({ columns, share }) => columns > 1 && share >= 0.5)
    .sort((a, b) => Number(b.share >= 0.98) - Number(a.share >= 0.98) || b.columns - a.columns || b.share - a.share);
  const best = candidates[0];
  if (best === undefined) return { value: ',', certain: false, candidates: [] };
  const rival = candidates[1];
  return { value: best.delimiter, certain: rival === undefined || rival.share < 0.98 || rival.columns * 3 <= best.columns, candidates };
}

function judge(bytes: Uint8Array, from: number, dataEnd: number, atEof: boolean, delimiter: Delimiter): DelimiterCandidate {
  const scanned = emptyScannedRecord();
  let at = from;
  let columns = 0;
  let records = 0;
  let even = 0;
  while (at < dataEnd && records < recordsJudged) {
    scanRecord(bytes, at, dataEnd, delimiter.charCodeAt(0), atEof, scanned);
    if (scanned.status === 'incomplete' || scanned.status === 'unterminated') break;
    at = scanned.end;
    if (scanned.status === 'blank') continue;
    if (records++ === 0) columns = scanned.fields;
    if (scanned.status === 'ok' && scanned.fields === columns) even++;
  }
  return { delimiter, columns, share: records === 0 ? 0 : even / records };
}
