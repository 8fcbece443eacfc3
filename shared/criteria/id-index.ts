import type { TextColumn } from '#domain/columns.ts';

/** Rows by the id in a column, ids matched as `sameId` does, an exact match before another. */
export interface IdIndex {
  /** The code in the indexed column of the id that a text names, -1 for none. */
  codeOf(id: string): number;
  /** Rows with a code are `rows[starts[code]]` … `rows[starts[code + 1] - 1]`, in order. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Indexes the ids of a column; empty ids name nothing. */
export function indexIds(column: TextColumn): IdIndex {
  const { codes, dictionary } = column;
  const starts = new Int32Array(dictionary.size + 1);
  for (let row = 0; row < codes.length; row++) starts[codes[row]! + 1]!++;
  for (let code = 0; code < dictionary.size; code++) starts[code + 1]! += starts[code]!;
  const next = starts.slice();
  const rows = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) rows[next[codes[row]!]!++] = row;
  const exact = new Map<string, number>();
  const short = new Map<string, number>();
  for (let code = 1; code < dictionary.size; code++) {
    if (starts[code] === starts[code + 1]) continue;
    const id = dictionary.at(code);
    if (id === '') continue;
    exact.set(id, code);
    if (id.length === 18) short.set(id.slice(0, 15), code);
  }
  const codeOf = (id: string): number => {
    const known = exact.get(id);
    if (known !== undefined) return known;
    if (id.length === 15) return short.get(id) ?? -1;
    return id.length === 18 ? (exact.get(id.slice(0, 15)) ?? -1) : -1;
  };
  return { codeOf, starts, rows };
}

/** For each row of a column of references, the first row of the index that it names, -1 for none. Each distinct id is looked up once. */
export function firstRows(references: TextColumn, index: IdIndex): Int32Array {
  const { codes, dictionary } = references;
  const unknown = -2;
  const rowOf = new Int32Array(dictionary.size).fill(unknown);
  const rows = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    let row = rowOf[codes[i]!]!;
    if (row === unknown) {
      const code = index.codeOf(dictionary.at(codes[i]!));
      row = rowOf[codes[i]!] = code < 0 ? -1 : index.rows[index.starts[code]!]!;
    }
    rows[i] = row;
  }
  return rows;
}
