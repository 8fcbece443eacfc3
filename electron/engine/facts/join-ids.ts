import type { TextColumn } from '#domain/columns.ts';

const salesforceLong = /^[A-Za-z0-9]{18}$/;

/** The part of an id that identifies: the first 15 characters of an 18-character Salesforce id, else the id as exported. */
export function idKey(id: string): string {
  return salesforceLong.test(id) ? id.slice(0, 15) : id;
}

/** Rows by id. When an id stands in several rows the first one counts. */
export interface IdIndex {
  rowOf(id: string): number;
  /** The row for each dictionary code of another column; -1 where the id is empty or unknown. */
  rowsOfCodes(column: TextColumn): Int32Array;
}

export function indexIds(ids: TextColumn | undefined): IdIndex {
  const rows = new Map<string, number>();
  if (ids) {
    const { codes, dictionary } = ids;
    for (let row = codes.length - 1; row >= 0; row--) {
      const code = codes[row]!;
      if (code !== 0) rows.set(idKey(dictionary.at(code)), row);
    }
  }
  const rowOf = (id: string): number => rows.get(idKey(id)) ?? -1;
  return {
    rowOf,
    rowsOfCodes: (column) => {
      const { dictionary } = column;
      const result = new Int32Array(dictionary.size).fill(-1);
      for (let code = 1; code < dictionary.size; code++) result[code] = rowOf(dictionary.at(code));
      return result;
    },
  };
}

/** The joined row of every row of a column, -1 where there is none. */
export function joinRows(column: TextColumn, rowOfCode: Int32Array): Int32Array {
  const { codes } = column;
  const rows = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) rows[row] = rowOfCode[codes[row]!]!;
  return rows;
}
