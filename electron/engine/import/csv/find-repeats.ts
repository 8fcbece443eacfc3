import type { Column, TextColumn } from '#domain/columns.ts';

/** A row whose id an earlier row has. */
export interface Repeat {
  row: number;
  firstRow: number;
  /** All mapped values are the same: a duplicate rather than a contradiction. */
  identical: boolean;
}

/** Rows that repeat the id of an earlier row, in file order. Blank ids repeat nothing. */
export function findRepeats(id: TextColumn, columns: Iterable<Column>): Repeat[] {
  const { codes, dictionary } = id;
  const firstRows = new Int32Array(dictionary.size).fill(-1);
  const repeats: Repeat[] = [];
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code === 0) continue;
    const firstRow = firstRows[code]!;
    if (firstRow < 0) firstRows[code] = row;
    else repeats.push({ row, firstRow, identical: true });
  }
  if (repeats.length === 0) return repeats;
  for (const column of columns) {
    const values = column.kind === 'text' ? column.codes : column.values;
    for (const repeat of repeats) {
      const a = values[repeat.row]!;
      const b = values[repeat.firstRow]!;
      if (a !== b && !(Number.isNaN(a) && Number.isNaN(b))) repeat.identical = false;
    }
  }
  return repeats;
}
