import type { Table } from '#domain/columns.ts';
import { formatIsoUtc } from '#domain/iso-time.ts';
import { formatMinor } from '#domain/money-text.ts';

/** A record's value as the extract has it, for people; an empty text for an empty field. */
export function clauseValue(table: Table, field: string, row: number): string {
  const column = table.column(field) ?? table.column(`custom.${field}`);
  if (!column) return '';
  if (column.kind === 'text') return column.dictionary.at(column.codes[row]!);
  const value = column.values[row]!;
  if (column.kind === 'boolean') return value === 2 ? '' : String(value === 1);
  if (Number.isNaN(value)) return '';
  if (column.kind === 'money') return formatMinor(value, column.scale);
  return column.kind === 'time' ? formatIsoUtc(value) : String(value);
}
