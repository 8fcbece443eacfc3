import type { Column } from '#domain/columns.ts';

/**
 * A column read through rows: row i of the result is row `rows[i]` of the column; -1 gives an empty field.
 * @returns a column of the same kind that shares the dictionary.
 */
export function gatherColumn(column: Column, rows: Int32Array): Column {
  const count = rows.length;
  switch (column.kind) {
    case 'text': {
      const codes = new Uint32Array(count);
      for (let i = 0; i < count; i++) if (rows[i]! >= 0) codes[i] = column.codes[rows[i]!]!;
      return { ...column, codes };
    }
    case 'boolean': {
      const values = new Uint8Array(count);
      for (let i = 0; i < count; i++) values[i] = rows[i]! < 0 ? 2 : column.values[rows[i]!]!;
      return { ...column, values };
    }
    default: {
      const values = new Float64Array(count);
      for (let i = 0; i < count; i++) values[i] = rows[i]! < 0 ? Number.NaN : column.values[rows[i]!]!;
      return { ...column, values };
    }
  }
}

/** The rows of a column. */
export function columnLength(column: Column): number {
  return column.kind === 'text' ? column.codes.length : column.values.length;
}
