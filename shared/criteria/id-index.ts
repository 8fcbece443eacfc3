import type { TextColumn } from '#domain/columns.ts';

/** Rows by the id in a column, ids matched as `sameId` does. */
export interface IdIndex {
  /** Codes in the indexed column of the ids that name the same record as a text; an exact match comes first. */
  codesOf(id: string): readonly number[];
  /** Rows with a code are `rows[starts[code]]` … `rows[starts[code + 1] - 1]`, in order. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

const none: readonly number[] = [];

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
  for (let code = 1; code < dictionary.size; code++) {
    const id = starts[code] === starts[code + 1] ? '' : dictionary.at(code);
    if (id !== '') exact.set(id, code);
  }
  let long: Map<string, number[]> | undefined;
  const codesOf = (id: string): readonly number[] => {
    const known = exact.get(id);
    const one = known === undefined ? none : [known];
    if (id.length !== 15 && id.length !== 18) return one;
    if (id.length === 15) {
      long ??= longForms(exact);
      return [...one, ...(long.get(id) ?? none)];
    }
    const short = exact.get(id.slice(0, 15));
    return short === undefined ? one : [...one, short];
  };
  return { codesOf, starts, rows };
}

/** Codes of 18-character ids by their first 15. */
function longForms(exact: ReadonlyMap<string, number>): Map<string, number[]> {
  const long = new Map<string, number[]>();
  for (const [id, code] of exact) {
    if (id.length !== 18) continue;
    const short = id.slice(0, 15);
    const known = long.get(short);
    if (known) known.push(code);
    else long.set(short, [code]);
  }
  return long;
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
      const [code] = index.codesOf(dictionary.at(codes[i]!));
      row = rowOf[codes[i]!] = code === undefined ? -1 : index.rows[index.starts[code]!]!;
    }
    rows[i] = row;
  }
  return rows;
}
