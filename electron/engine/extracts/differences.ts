import { type ExtractKind, extractKinds } from '#domain/canonical-fields.ts';
import type { Column, Table, TextColumn } from '#domain/columns.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { asText } from './merge-columns.ts';
import { openExtracts } from './open-extracts.ts';
import { bytesOfColumn, hashTexts, keyFields, keyIndex, rowKeys, sameBytes } from './row-keys.ts';

const examplesKept = 20;

/** How the rows of one kind in an extract differ from what the extracts before said, record by record. */
export interface KindDifference {
  kind: ExtractKind;
  previousRows: number;
  rows: number;
  new: number;
  changed: number;
  unchanged: number;
  /** Records of earlier extracts that this one does not hold. */
  gone: number;
  /** New rows of history or activity that say they happened before the previous cut-off, and records whose own times before it were changed. */
  backDated: number;
  changedFields: { field: string; count: number }[];
  /** Up to 20 ids of each group. */
  examples: { new: string[]; changed: string[]; gone: string[]; backDated: string[] };
}

const eventKinds: readonly ExtractKind[] = ['leadHistory', 'opportunityHistory', 'activities', 'campaignMembers'];
/** Times that change with every edit or lie ahead, and so tell nothing about the past. */
const movingTimes = new Set(['updatedAt', 'lastActivityAt']);

/** Compares an extract with the union of those as of the same moment or earlier that came before it, for each kind that both hold. */
export function differencesOf(workspace: Workspace, extractId: string): KindDifference[] {
  const extract = workspace.first(sql.selectFrom('extracts').select(['as_of_ms', 'sequence']).where('id', '=', extractId));
  if (!extract) return [];
  const before = workspace.all(
    sql
      .selectFrom('extracts')
      .select(['id', 'as_of_ms'])
      .where('sequence', '<', extract.sequence)
      .where('as_of_ms', '<=', extract.as_of_ms)
      .orderBy('as_of_ms', 'desc')
      .orderBy('sequence', 'desc'),
  );
  if (before.length === 0) return [];
  const now = openExtracts(workspace, [extractId]);
  const then = openExtracts(
    workspace,
    before.map(({ id }) => id),
  );
  return extractKinds.flatMap((kind) => {
    const table = now.table(kind);
    const previous = then.table(kind);
    return table && previous ? [compareTables(kind, previous, table, before[0]!.as_of_ms)] : [];
  });
}

/** @param previousCutOffMs up to when the earlier table knew. */
export function compareTables(kind: ExtractKind, previous: Table, table: Table, previousCutOffMs: number): KindDifference {
  const before = rowKeys(previous, keyFields(kind, previous));
  const now = rowKeys(table, keyFields(kind, table));
  const index = keyIndex(previous.rowCount);
  for (let row = 0; row < previous.rowCount; row++) index.add(before, row, row);
  const oldRow = new Int32Array(table.rowCount);
  const met = new Uint8Array(previous.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    const found = index.find(now, row);
    oldRow[row] = found;
    if (found !== -1) met[found] = 1;
  }
  const changed = new Uint8Array(table.rowCount);
  const backDated = new Uint8Array(table.rowCount);
  const changedFields: { field: string; count: number }[] = [];
  for (const field of table.columnNames) {
    const before = previous.column(field);
    const now = table.column(field);
    if (!before || !now || field === 'id') continue;
    const isPastTime = now.kind === 'time' && !movingTimes.has(field);
    let count = 0;
    const differs = comparison(before, now);
    for (let row = 0; row < table.rowCount; row++) {
      const old = oldRow[row]!;
      if (old === -1 || !differs(old, row)) continue;
      changed[row] = 1;
      count++;
      if (isPastTime && before.kind === 'time' && (now.values[row]! < previousCutOffMs || before.values[old]! < previousCutOffMs))
        backDated[row] = 1;
    }
    if (count > 0) changedFields.push({ field, count });
  }
  const at = table.column('at');
  if (eventKinds.includes(kind) && at?.kind === 'time')
    for (let row = 0; row < table.rowCount; row++) if (oldRow[row] === -1 && at.values[row]! < previousCutOffMs) backDated[row] = 1;
  const rowsWhere = (length: number, holds: (row: number) => boolean) => {
    let count = 0;
    const rows: number[] = [];
    for (let row = 0; row < length; row++)
      if (holds(row)) {
        count++;
        if (rows.length < examplesKept) rows.push(row);
      }
    return { count, rows };
  };
  const added = rowsWhere(table.rowCount, (row) => oldRow[row] === -1);
  const edited = rowsWhere(table.rowCount, (row) => changed[row] === 1);
  const gone = rowsWhere(previous.rowCount, (row) => met[row] === 0);
  const late = rowsWhere(table.rowCount, (row) => backDated[row] === 1);
  return {
    kind,
    previousRows: previous.rowCount,
    rows: table.rowCount,
    new: added.count,
    changed: edited.count,
    unchanged: table.rowCount - added.count - edited.count,
    gone: gone.count,
    backDated: late.count,
    changedFields: changedFields.sort((a, b) => b.count - a.count || (a.field < b.field ? -1 : 1)),
    examples: {
      new: idsOf(table, added.rows),
      changed: idsOf(table, edited.rows),
      gone: idsOf(previous, gone.rows),
      backDated: idsOf(table, late.rows),
    },
  };
}

function idsOf(table: Table, rows: readonly number[]): string[] {
  const id = table.column('id') ?? table.column('recordId');
  return id?.kind === 'text' ? rows.map((row) => id.dictionary.at(id.codes[row]!)) : [];
}

function comparison(before: Column, now: Column): (oldRow: number, row: number) => boolean {
  if (before.kind === 'text' && now.kind === 'text') return textComparison(before, now);
  if (before.kind !== now.kind) return textComparison(asText(before), asText(now));
  const old = (before as { values: Float64Array }).values;
  const values = (now as { values: Float64Array }).values;
  const factor = before.kind === 'money' && now.kind === 'money' ? 10 ** (now.scale - before.scale) : 1;
  return factor === 1
    ? (oldRow, row) => old[oldRow] !== values[row] && !(Number.isNaN(old[oldRow]) && Number.isNaN(values[row]))
    : (oldRow, row) => Math.abs(old[oldRow]! * factor - values[row]!) > 1e-9 * Math.abs(values[row]!);
}

/** Texts compare exactly; each distinct old text is looked up among the new ones once. */
function textComparison(before: TextColumn, now: TextColumn): (oldRow: number, row: number) => boolean {
  const old = bytesOfColumn(before);
  const fresh = bytesOfColumn(now);
  const { lows: oldHashes } = hashTexts(old, before.id);
  const { lows: hashes } = hashTexts(fresh, now.id);
  const slots = 1 << Math.max(4, Math.ceil(Math.log2(fresh.size * 1.6 + 1)));
  const codeAt = new Int32Array(slots).fill(-1);
  for (let code = 0; code < fresh.size; code++) {
    let slot = hashes[code]! & (slots - 1);
    while (codeAt[slot] !== -1) slot = (slot + 1) & (slots - 1);
    codeAt[slot] = code;
  }
  const translate = new Int32Array(old.size);
  for (let code = 0; code < old.size; code++) {
    let slot = oldHashes[code]! & (slots - 1);
    let found = -1;
    while ((found = codeAt[slot]!) !== -1) {
      if (hashes[found] === oldHashes[code] && sameText(old, code, fresh, found)) break;
      slot = (slot + 1) & (slots - 1);
    }
    translate[code] = found;
  }
  return (oldRow, row) => translate[before.codes[oldRow]!] !== now.codes[row];
}

function sameText(
  a: { bytes: Uint8Array; offsets: Uint32Array },
  aCode: number,
  b: { bytes: Uint8Array; offsets: Uint32Array },
  bCode: number,
): boolean {
  return sameBytes(a.bytes, a.offsets[aCode]!, a.offsets[aCode + 1]!, b.bytes, b.offsets[bCode]!, b.offsets[bCode + 1]!);
}
