import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Column, Table, TextColumn } from '#domain/columns.ts';
import { type IdIndex, indexIds } from './id-index.ts';
import type { Link } from './reach.ts';
import type { FieldRef } from './tree.ts';

/** Related rows by record: those of record i are `rows[starts[i]]` … `rows[starts[i + 1] - 1]`, ascending, each once. */
export interface LinkedRows {
  starts: Int32Array;
  rows: Int32Array;
}

/**
 * Joins the rows of a related table to records by one or more links.
 * @param rowCount number of records.
 * @param related the related table.
 * @param tableOf tables that a link goes through.
 * @param field id columns aligned with the records.
 */
export function linkRecords(
  links: readonly Link[],
  rowCount: number,
  related: Table,
  tableOf: (kind: ExtractKind) => Table | undefined,
  field: (ref: FieldRef) => Column | undefined,
): LinkedRows {
  const pairs = links.flatMap((link) => {
    const from = field({ object: link.object, name: link.from, custom: false });
    const keys = related.column(link.key);
    if (from?.kind !== 'text' || keys?.kind !== 'text') return [];
    return link.through ? throughPairs(link.through, from, keys, tableOf) : [directPairs(indexIds(from), keys)];
  });
  return groupPairs(pairs, rowCount);
}

/** Pairs of a record and a related row, as two arrays of one length. */
interface Pairs {
  records: Int32Array;
  rows: Int32Array;
}

/** Each distinct reference is looked up once; hardly any names more than one id of the index. */
function directPairs(records: IdIndex, keys: TextColumn): Pairs {
  const { codes, dictionary } = keys;
  const unknown = -2;
  const firstCode = new Int32Array(dictionary.size).fill(unknown);
  const further = new Map<number, readonly number[]>();
  const lookUp = (key: number): number => {
    const found = records.codesOf(dictionary.at(key));
    if (found.length > 1) further.set(key, found.slice(1));
    return (firstCode[key] = found[0] ?? -1);
  };
  const countOf = (code: number) => records.starts[code + 1]! - records.starts[code]!;
  let length = 0;
  for (let row = 0; row < codes.length; row++) {
    const key = codes[row]!;
    const code = firstCode[key] === unknown ? lookUp(key) : firstCode[key]!;
    if (code >= 0) length += countOf(code);
    if (further.size > 0) for (const other of further.get(key) ?? []) length += countOf(other);
  }
  const pairs = { records: new Int32Array(length), rows: new Int32Array(length) };
  let at = 0;
  const add = (code: number, row: number): void => {
    for (let k = records.starts[code]!; k < records.starts[code + 1]!; k++, at++) {
      pairs.records[at] = records.rows[k]!;
      pairs.rows[at] = row;
    }
  };
  for (let row = 0; row < codes.length; row++) {
    const code = firstCode[codes[row]!]!;
    if (code >= 0) add(code, row);
    if (further.size > 0) for (const other of further.get(codes[row]!) ?? []) add(other, row);
  }
  return pairs;
}

function throughPairs(
  through: NonNullable<Link['through']>,
  from: TextColumn,
  keys: TextColumn,
  tableOf: (kind: ExtractKind) => Table | undefined,
): Pairs[] {
  const table = tableOf(through.kind);
  const match = table?.column(through.match);
  const give = table?.column(through.give);
  if (match?.kind !== 'text' || give?.kind !== 'text') return [];
  const deleted = table?.column('isDeleted');
  const isGone = (row: number) => deleted?.kind === 'boolean' && deleted.values[row] === 1;
  const toTable = directPairs(indexIds(from), match);
  const related = indexIds(keys);
  const records: number[] = [];
  const rows: number[] = [];
  for (let i = 0; i < toTable.rows.length; i++) {
    const row = toTable.rows[i]!;
    if (isGone(row)) continue;
    for (const code of related.codesOf(give.dictionary.at(give.codes[row]!))) {
      for (let k = related.starts[code]!; k < related.starts[code + 1]!; k++) {
        records.push(toTable.records[i]!);
        rows.push(related.rows[k]!);
      }
    }
  }
  return [{ records: Int32Array.from(records), rows: Int32Array.from(rows) }];
}

function groupPairs(pairs: readonly Pairs[], rowCount: number): LinkedRows {
  const starts = new Int32Array(rowCount + 1);
  for (const { records } of pairs) for (let i = 0; i < records.length; i++) starts[records[i]! + 1]!++;
  for (let i = 0; i < rowCount; i++) starts[i + 1]! += starts[i]!;
  const rows = new Int32Array(starts[rowCount]!);
  const next = starts.slice(0, rowCount);
  for (const pair of pairs) for (let i = 0; i < pair.records.length; i++) rows[next[pair.records[i]!]!++] = pair.rows[i]!;
  return pairs.length > 1 ? withoutRepeats(starts, rows) : { starts, rows };
}

function withoutRepeats(starts: Int32Array, rows: Int32Array): LinkedRows {
  let at = 0;
  let from = 0;
  for (let i = 0; i < starts.length - 1; i++) {
    const own = rows.subarray(from, starts[i + 1]!).sort();
    from = starts[i + 1]!;
    const first = at;
    for (const row of own) if (at === first || rows[at - 1] !== row) rows[at++] = row;
    starts[i + 1] = at;
  }
  return { starts, rows: rows.slice(0, at) };
}
