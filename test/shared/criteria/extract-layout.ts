import { foldColumn, snakeCase, sqlColumn, sqlIdentifier } from '#criteria/compile/sql-names.ts';
import { foldText } from '#criteria/fold-text.ts';
import type { FieldType } from '#domain/canonical-fields.ts';
import { type Column, memoryTable, type Table, textColumn } from '#domain/columns.ts';
import { formatMinor } from '#domain/money-text.ts';

/** A value as an extract gives it: money in whole minor units (scale 2), times in ms, null an empty field. */
export type Cell = string | number | boolean | null;
export interface RowTable {
  name: string;
  fields: Record<string, FieldType>;
  rows: Record<string, Cell>[];
}

/** The rows as columns of the engine. */
export function asTable({ fields, rows }: RowTable): Table {
  const columns: Record<string, Column> = {};
  for (const [name, type] of Object.entries(fields))
    columns[name] = asColumn(
      type,
      rows.map((row) => row[name] ?? null),
    );
  return memoryTable(rows.length, columns);
}

function asColumn(type: FieldType, cells: Cell[]): Column {
  if (type === 'id' || type === 'text')
    return textColumn(
      cells.map((cell) => (cell === null ? '' : String(cell))),
      type === 'id',
    );
  if (type === 'boolean') return { kind: 'boolean', values: Uint8Array.from(cells, (cell) => (cell === null ? 2 : Number(cell))) };
  const values = Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell)));
  if (type === 'money') return { kind: 'money', scale: 2, values };
  return type === 'time' ? { kind: 'time', dateOnly: false, values } : { kind: 'number', values };
}

/** CREATE TABLE and the rows to insert, laid out as the room's README says. */
export function asSqlite({ name, fields, rows }: RowTable): { create: string; insert: string; rows: (string | number | null)[][] } {
  const columns = Object.entries(fields).flatMap(([field, type]) => {
    const column = columnOf(field);
    return type === 'text' ? [column, foldColumn(column)] : [column];
  });
  const names = columns.map(sqlIdentifier).join(', ');
  return {
    create: `create table ${snakeCase(name)} (${names})`,
    insert: `insert into ${snakeCase(name)} (${names}) values (${columns.map(() => '?').join(', ')})`,
    rows: rows.map((row) =>
      Object.entries(fields).flatMap(([field, type]) => {
        const cell = row[field] ?? null;
        if (type === 'text') return [cell as string | null, cell === null ? null : foldText(String(cell))];
        return [sqliteCell(type, cell)];
      }),
    ),
  };
}

export function columnOf(field: string): string {
  return field.startsWith('custom.') ? sqlColumn(field.slice('custom.'.length), true) : sqlColumn(field, false);
}

function sqliteCell(type: FieldType, cell: Cell): string | number | null {
  if (cell === null) return null;
  if (type === 'boolean') return Number(cell);
  if (type === 'time') return new Date(Number(cell)).toISOString();
  return type === 'money' ? formatMinor(Number(cell), 2) : (cell as string | number);
}
