import type { Column, TextColumn } from '#domain/columns.ts';
import { mergeColumns } from '../extracts/merge-columns.ts';
import { bytesOfColumn, keyIndex, rowKeys } from '../extracts/row-keys.ts';
import type { ParsedFile } from './parsed-file.ts';

/**
 * Finds records that one file names by the 15- and by the 18-character form of the same Salesforce id: the later row is a duplicate where all else is
 * equal, and rejected otherwise. Changes the parsed file in place.
 */
export function joinIdForms(parsed: ParsedFile): void {
  const ids = parsed.columns.get('id');
  if (ids?.kind !== 'text' || !hasBothForms(ids)) return;
  const keys = rowKeys({ rowCount: parsed.accepted, columnNames: ['id'], column: () => ids }, ['id']);
  const index = keyIndex(parsed.accepted);
  const kept: number[] = [];
  for (let row = 0; row < parsed.accepted; row++) {
    const first = index.add(keys, row, row);
    if (first === -1) kept.push(row);
    else if (sameRow(parsed.columns, first, row)) parsed.duplicates++;
    else
      parsed.rejected.push({
        line: 0,
        column: 0,
        header: parsed.plan.find((column) => column.name === 'id')?.header ?? '',
        code: 'duplicateId',
        reason: `Another row of this file (accepted row ${first + 1}) is the same record: its id is the other form, of 15 or 18 characters, of this one.`,
        raw: ids.dictionary.at(ids.codes[row]!),
      });
  }
  if (kept.length === parsed.accepted) return;
  const rows = Uint32Array.from(kept);
  const outRows = Uint32Array.from(rows.keys());
  for (const [name, column] of parsed.columns) parsed.columns.set(name, mergeColumns(rows.length, [{ column, rows, outRows }]));
  parsed.accepted = rows.length;
}

function hasBothForms(ids: TextColumn): boolean {
  const { offsets, size } = bytesOfColumn(ids);
  let short = false;
  let long = false;
  for (let code = 1; code < size; code++) {
    const length = offsets[code + 1]! - offsets[code]!;
    if (length === 15) short = true;
    else if (length === 18) long = true;
    if (short && long) return true;
  }
  return false;
}

function sameRow(columns: ReadonlyMap<string, Column>, a: number, b: number): boolean {
  for (const [name, column] of columns) {
    if (name === 'id') continue;
    if (column.kind === 'text' ? column.codes[a] !== column.codes[b] : !Object.is(column.values[a], column.values[b])) return false;
  }
  return true;
}
