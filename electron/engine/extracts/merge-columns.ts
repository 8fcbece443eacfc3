import type { Column, ColumnKind, TextColumn } from '#domain/columns.ts';
import { textColumn } from '#domain/columns.ts';
import { formatIsoUtcMs } from '#domain/iso-time.ts';
import { formatMinor } from '#domain/money-text.ts';
import { byteTextDictionary } from '../workspace/byte-text-dictionary.ts';
import { bytesOfColumn, hashTexts, sameBytes } from './row-keys.ts';

/** Rows of one source column and where they go: value `rows[i]` stands in row `outRows[i]` of the merged column. */
export interface ColumnPart {
  column: Column;
  rows: Uint32Array;
  outRows: Uint32Array;
}

/**
 * One column of `rowCount` rows from several sources; rows that no part fills are empty. Money takes the finest scale; a time column counts as
 * dates only where all its sources do; sources of different kinds become text.
 */
export function mergeColumns(rowCount: number, parts: readonly ColumnPart[]): Column {
  const kinds = new Set(parts.map((part) => part.column.kind));
  if (kinds.size > 1)
    return mergeColumns(
      rowCount,
      parts.map((part) => ({ ...part, column: asText(part.column) })),
    );
  const kind: ColumnKind = parts[0]!.column.kind;
  if (kind === 'text') return mergeTexts(rowCount, parts);
  if (kind === 'boolean') {
    const values = new Uint8Array(rowCount).fill(2);
    for (const { column, rows, outRows } of parts) {
      const source = (column as { values: Uint8Array }).values;
      for (let i = 0; i < rows.length; i++) values[outRows[i]!] = source[rows[i]!]!;
    }
    return { kind, values };
  }
  const scale = Math.max(...parts.map(({ column }) => (column.kind === 'money' ? column.scale : 0)));
  const values = new Float64Array(rowCount).fill(Number.NaN);
  for (const { column, rows, outRows } of parts) {
    const source = (column as { values: Float64Array }).values;
    const factor = column.kind === 'money' ? 10 ** (scale - column.scale) : 1;
    for (let i = 0; i < rows.length; i++) values[outRows[i]!] = source[rows[i]!]! * factor;
  }
  if (kind === 'money') return { kind, values, scale };
  if (kind === 'time') return { kind, values, dateOnly: parts.every(({ column }) => column.kind === 'time' && column.dateOnly) };
  return { kind, values };
}

/** Merges dictionaries by bytes: each distinct text that a used row has gets one code. */
function mergeTexts(rowCount: number, parts: readonly ColumnPart[]): TextColumn {
  const sources = parts.map(({ column }) => bytesOfColumn(column as TextColumn));
  const used = parts.map(({ column, rows }, index) => {
    const marks = new Uint8Array(sources[index]!.size);
    const { codes } = column as TextColumn;
    for (let i = 0; i < rows.length; i++) marks[codes[rows[i]!]!] = 1;
    return marks;
  });
  let texts = 1;
  let byteCount = 0;
  sources.forEach(({ size, offsets }, index) => {
    for (let code = 1; code < size; code++) {
      if (!used[index]![code]) continue;
      texts++;
      byteCount += offsets[code + 1]! - offsets[code]!;
    }
  });
  const bytes = new Uint8Array(byteCount);
  const offsets = new Uint32Array(texts + 1);
  const slots = 1 << Math.max(4, Math.ceil(Math.log2(texts * 1.6 + 1)));
  const codeAt = new Int32Array(slots).fill(-1);
  const hashes = new Uint32Array(texts);
  let size = 1;
  let end = 0;
  const codes = new Uint32Array(rowCount);
  parts.forEach(({ column, rows, outRows }, index) => {
    const source = sources[index]!;
    const marks = used[index]!;
    const { lows } = hashTexts(source, false);
    const translate = new Uint32Array(source.size);
    for (let code = 1; code < source.size; code++) {
      if (!marks[code]) continue;
      const from = source.offsets[code]!;
      const to = source.offsets[code + 1]!;
      if (from === to) continue;
      const hash = lows[code]!;
      let slot = hash & (slots - 1);
      let found = -1;
      while ((found = codeAt[slot]!) !== -1) {
        if (hashes[found] === hash && sameBytes(bytes, offsets[found]!, offsets[found + 1]!, source.bytes, from, to)) break;
        slot = (slot + 1) & (slots - 1);
      }
      if (found === -1) {
        found = size++;
        codeAt[slot] = found;
        hashes[found] = hash;
        bytes.set(source.bytes.subarray(from, to), end);
        end += to - from;
        offsets[found + 1] = end;
      }
      translate[code] = found;
    }
    const sourceCodes = (column as TextColumn).codes;
    for (let i = 0; i < rows.length; i++) codes[outRows[i]!] = translate[sourceCodes[rows[i]!]!]!;
  });
  const dictionary = byteTextDictionary(bytes.subarray(0, end), offsets.slice(0, size + 1));
  return { kind: 'text', id: parts.every(({ column }) => (column as TextColumn).id), codes, dictionary };
}

/** A column as texts, as a file would say them. */
export function asText(column: Column): TextColumn {
  if (column.kind === 'text') return column;
  const texts = Array.from({ length: column.values.length }, (_, row) => textOfCell(column, row));
  return textColumn(texts);
}

/** One cell as text: '' for an empty field, decimal money, ISO times, true and false. */
export function textOfCell(column: Column, row: number): string {
  if (column.kind === 'text') return column.dictionary.at(column.codes[row]!);
  const value = column.values[row]!;
  if (column.kind === 'boolean') return value === 2 ? '' : value === 1 ? 'true' : 'false';
  if (Number.isNaN(value)) return '';
  if (column.kind === 'money') return formatMinor(value, column.scale);
  return column.kind === 'time' ? formatIsoUtcMs(value) : String(value);
}
