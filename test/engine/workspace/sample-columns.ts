import { textColumn } from '#domain/columns.ts';
import type { StoredColumn } from '#engine/workspace/segment-store.ts';

/** A small batch of every kind of column. */
export function sampleColumns(rowCount: number, seed = 0): StoredColumn[] {
  const rows = Array.from({ length: rowCount }, (_, row) => row);
  return [
    {
      name: 'id',
      column: textColumn(
        rows.map((row) => `00Q${seed}00000000${String(row).padStart(6, '0')}`),
        true,
      ),
    },
    { name: 'company', column: textColumn(rows.map((row) => (row % 7 === 0 ? '' : `Firma Ä${(row * 31 + seed) % 50}`))) },
    { name: 'score', column: { kind: 'number', values: Float64Array.from(rows, (row) => (row % 5 === 0 ? Number.NaN : row / 10)) } },
    { name: 'amount', column: { kind: 'money', scale: 2, values: Float64Array.from(rows, (row) => row * 12_345) } },
    { name: 'createdAt', column: { kind: 'time', dateOnly: false, values: Float64Array.from(rows, (row) => 1.7e12 + row * 61_000) } },
    { name: 'isWon', column: { kind: 'boolean', values: Uint8Array.from(rows, (row) => row % 3) } },
  ];
}
