import type { Column } from '#domain/columns.ts';
import { encodeNumbers } from './encode-numbers.ts';
import { encodeText } from './encode-text.ts';
import type { EncodedColumn } from './encoded-column.ts';

/** Packs a column; `decodeColumn` gives back the same values, codes and texts. */
export function encodeColumn(column: Column): EncodedColumn {
  if (column.kind === 'text') return { kind: 'text', ...encodeText(column) };
  if (column.kind === 'boolean')
    return { kind: 'boolean', encoding: 'byte', meta: { sections: [column.values.byteLength] }, sections: [column.values] };
  const { encoding, meta, sections } = encodeNumbers(column.values, column.kind);
  if (column.kind === 'money') return { kind: 'money', encoding, meta: { ...meta, scale: column.scale }, sections };
  if (column.kind === 'time') return { kind: 'time', encoding, meta: { ...meta, dateOnly: column.dateOnly }, sections };
  return { kind: 'number', encoding, meta, sections };
}

export function rowCountOf(column: Column): number {
  return column.kind === 'text' ? column.codes.length : column.values.length;
}
