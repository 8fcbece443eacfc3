import type { Column, TextColumn } from '#domain/columns.ts';
import { salesforceIdLength } from '#domain/salesforce-id.ts';
import { type ByteTextDictionary, isByteTextDictionary } from '#engine/workspace/byte-text-dictionary.ts';

/** A row whose id an earlier row has. */
export interface Repeat {
  row: number;
  firstRow: number;
  /** All mapped values but the id's spelling are the same: a duplicate rather than a contradiction. */
  identical: boolean;
}

/**
 * Rows that repeat the id of an earlier row, in file order. Blank ids repeat nothing; the forms of 15 and 18 characters of a Salesforce id
 * are the same id.
 * @param drop rows to pass over, where not 0.
 */
export function findRepeats(id: TextColumn, columns: Iterable<Column>, drop: Uint8Array | undefined): Repeat[] {
  const { codes, dictionary } = id;
  const records = isByteTextDictionary(dictionary) ? recordCodes(dictionary) : undefined;
  if (records === undefined && dictionary.size - 1 === codes.length) return [];
  const firstRows = new Int32Array(dictionary.size).fill(-1);
  const repeats: Repeat[] = [];
  for (let row = 0; row < codes.length; row++) {
    const code = records === undefined ? codes[row]! : records[codes[row]!]!;
    if (code === 0 || (drop !== undefined && drop[row] !== 0)) continue;
    const firstRow = firstRows[code]!;
    if (firstRow < 0) firstRows[code] = row;
    else repeats.push({ row, firstRow, identical: true });
  }
  if (repeats.length === 0) return repeats;
  for (const column of columns) {
    if (column === id) continue;
    const values = column.kind === 'text' ? column.codes : column.values;
    for (const repeat of repeats) {
      const a = values[repeat.row]!;
      const b = values[repeat.firstRow]!;
      if (a !== b && !(Number.isNaN(a) && Number.isNaN(b))) repeat.identical = false;
    }
  }
  return repeats;
}

/** Code by code the one that stands for the same record: the short form's where a long form has one. Undefined where there is but one form. */
function recordCodes(dictionary: ByteTextDictionary): Uint32Array | undefined {
  const { bytes, offsets, size } = dictionary;
  const short = new Map<string, number>();
  let long = 0;
  for (let code = 1; code < size; code++) {
    const length = offsets[code + 1]! - offsets[code]!;
    if (length === 18) long++;
    else if (length === 15) short.set(dictionary.at(code), code);
  }
  if (long === 0 || short.size === 0) return undefined;
  const records = Uint32Array.from({ length: size }, (_, code) => code);
  for (let code = 1; code < size; code++) {
    const start = offsets[code]!;
    if (offsets[code + 1]! - start !== 18 || salesforceIdLength((place) => bytes[start + place]!, 18) !== 15) continue;
    records[code] = short.get(dictionary.at(code).slice(0, 15)) ?? code;
  }
  return records;
}
