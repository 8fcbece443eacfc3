import { canonicalFieldType, type ExtractKind, extractKinds } from '#domain/canonical-fields.ts';
import type { Column } from '#domain/columns.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { tablesAsOf } from './tables-as-of.ts';

const picklistUpTo = 50;

export interface DictionaryField {
  kind: ExtractKind;
  /** Canonical field or `custom.name`. */
  field: string;
  isCustom: boolean;
  /** Headers that the field had in the files, the newest first: labels or API names. */
  headers: string[];
  type: 'id' | 'text' | 'number' | 'money' | 'time' | 'boolean';
  /** Whether a time column holds dates alone. */
  dateOnly: boolean;
  rows: number;
  filled: number;
  /** filled / rows; null without rows. */
  fillRate: number | null;
  distinct: number;
  /** Values with counts, the most frequent first, where a text or boolean field has at most 50; else null. */
  picklist: { value: string; count: number }[] | null;
  /** Ids of the extracts that hold the field. */
  extracts: string[];
}

/** Columns of the file behind fields that shaping makes. */
const madeFrom: Readonly<Record<string, readonly string[]>> = {
  leadId: ['custom.whoId'],
  contactId: ['custom.whoId'],
  opportunityId: ['custom.whatId'],
  accountId: ['custom.whatId'],
  at: ['custom.completedAt', 'custom.activityAt', 'custom.activityDate', 'createdAt'],
  isCompleted: ['status'],
  isAutomated: ['custom.subtype', 'subject'],
  function: ['custom.department', 'role'],
  isClosed: ['stage'],
  isWon: ['stage'],
  isDeleted: ['masterRecordId'],
};

/** Every field that the extracts up to a moment hold, with how well it is filled. Rows marked deleted are left out of the counts. */
export function fieldDictionary(workspace: Workspace, asOfMs?: number): DictionaryField[] {
  const tables = tablesAsOf(workspace, asOfMs);
  const used = [...new Set(tables.extracts.map(({ id }) => id))];
  const columns = workspace.all(
    sql
      .selectFrom('extract_columns')
      .innerJoin('extract_files', (join) =>
        join
          .onRef('extract_files.extract_id', '=', 'extract_columns.extract_id')
          .onRef('extract_files.ordinal', '=', 'extract_columns.file_ordinal'),
      )
      .where('extract_columns.extract_id', 'in', used)
      .select(['extract_columns.extract_id', 'extract_columns.header', 'extract_columns.field', 'extract_files.kind']),
  );
  const fields: DictionaryField[] = [];
  for (const kind of extractKinds) {
    const table = tables.table(kind);
    if (!table) continue;
    const deleted = table.column('isDeleted');
    const left = deleted?.kind === 'boolean' ? deleted.values : undefined;
    for (const field of table.columnNames) {
      const column = table.column(field);
      if (!column) continue;
      const own = columns.filter((row) => row.kind === kind && row.field === field);
      const sources = own.length > 0 ? own : columns.filter((row) => row.kind === kind && madeFrom[field]?.includes(row.field));
      const named = sources.sort((a, b) => used.indexOf(b.extract_id) - used.indexOf(a.extract_id));
      const counted = countColumn(column, left);
      fields.push({
        kind,
        field,
        isCustom: canonicalFieldType(kind, field) === undefined,
        headers: [...new Set(named.map(({ header }) => header))],
        type: column.kind === 'text' && column.id ? 'id' : column.kind,
        dateOnly: column.kind === 'time' && column.dateOnly,
        ...counted,
        fillRate: counted.rows === 0 ? null : counted.filled / counted.rows,
        extracts: [...new Set(named.map(({ extract_id }) => extract_id))],
      });
    }
  }
  return fields;
}

function countColumn(column: Column, left: Uint8Array | undefined): Pick<DictionaryField, 'rows' | 'filled' | 'distinct' | 'picklist'> {
  const length = column.kind === 'text' ? column.codes.length : column.values.length;
  const counts = (row: number) => left?.[row] !== 1;
  let rows = 0;
  let filled = 0;
  if (column.kind === 'text') {
    const byCode = new Uint32Array(column.dictionary.size);
    for (let row = 0; row < length; row++) {
      if (!counts(row)) continue;
      rows++;
      byCode[column.codes[row]!]!++;
    }
    filled = rows - byCode[0]!;
    let distinct = 0;
    for (let code = 1; code < byCode.length; code++) if (byCode[code]! > 0) distinct++;
    const picklist = distinct <= picklistUpTo && !column.id ? listValues(byCode, (code) => column.dictionary.at(code)) : null;
    return { rows, filled, distinct, picklist };
  }
  if (column.kind === 'boolean') {
    const byValue = new Uint32Array(3);
    for (let row = 0; row < length; row++) if (counts(row)) byValue[column.values[row]!]!++;
    rows = byValue[0]! + byValue[1]! + byValue[2]!;
    const picklist = (['false', 'true'] as const).map((value, code) => ({ value, count: byValue[code]! })).filter(({ count }) => count > 0);
    return { rows, filled: byValue[0]! + byValue[1]!, distinct: picklist.length, picklist };
  }
  const filledValues = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    if (!counts(row)) continue;
    rows++;
    const value = column.values[row]!;
    if (!Number.isNaN(value)) filledValues[filled++] = value;
  }
  const sorted = filledValues.subarray(0, filled).sort();
  let distinct = 0;
  for (let place = 0; place < filled; place++) if (place === 0 || sorted[place] !== sorted[place - 1]) distinct++;
  return { rows, filled, distinct, picklist: null };
}

function listValues(byCode: Uint32Array, text: (code: number) => string): { value: string; count: number }[] {
  const values: { value: string; count: number }[] = [];
  for (let code = 1; code < byCode.length; code++) if (byCode[code]! > 0) values.push({ value: text(code), count: byCode[code]! });
  return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
