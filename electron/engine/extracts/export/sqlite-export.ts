import Database from 'better-sqlite3';
import { foldColumn, snakeCase, sqlColumn } from '#criteria/compile/sql-names.ts';
import { foldText } from '#criteria/fold-text.ts';
import { canonicalFields, canonicalFieldType, type ExtractKind, type FieldType } from '#domain/canonical-fields.ts';
import type { Column, Table } from '#domain/columns.ts';
import { formatIsoUtcMs } from '#domain/iso-time.ts';
import { formatMinor } from '#domain/money-text.ts';

/** One SQL column and what stands in it, null for an empty field. */
interface SqlColumn {
  name: string;
  declared: 'TEXT' | 'INTEGER' | 'REAL';
  value(row: number): string | number | null;
}

export interface SqliteTarget {
  /** Adds a table; yields after every few thousand rows so that the caller can report and stop. */
  addTable(name: string, table: Table | undefined, kind: ExtractKind | undefined): Generator<number>;
  close(): void;
}

/** A new SQLite file with one plain table a kind, in the layout that compiled rules read. */
export function openSqliteTarget(path: string): SqliteTarget {
  const database = new Database(path);
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.pragma('page_size = 4096');
  return {
    *addTable(name, table, kind) {
      const columns = sqlColumns(table, kind);
      const list = columns.map((column) => `${quoteName(column.name)} ${column.declared}`).join(', ');
      database.exec(`CREATE TABLE ${quoteName(name)} (${list})`);
      if (!table || table.rowCount === 0) return;
      const insert = database.prepare(`INSERT INTO ${quoteName(name)} VALUES (${columns.map(() => '?').join(', ')})`);
      const step = 5_000;
      for (let start = 0; start < table.rowCount; start += step) {
        const end = Math.min(table.rowCount, start + step);
        database.exec('BEGIN');
        for (let row = start; row < end; row++) insert.run(columns.map((column) => column.value(row)));
        database.exec('COMMIT');
        yield end;
      }
    },
    close: () => database.close(),
  };
}

/** Every canonical field of the kind, held by the table or not, then the table's other columns. */
function sqlColumns(table: Table | undefined, kind: ExtractKind | undefined): SqlColumn[] {
  const canonical = kind ? Object.keys(canonicalFields[kind]) : [];
  const others = (table?.columnNames ?? []).filter((name) => !canonical.includes(name));
  const columns: SqlColumn[] = [];
  const taken = new Set<string>();
  const add = (column: SqlColumn) => {
    let { name } = column;
    for (let number = 2; taken.has(name); number++) name = `${column.name}_${number}`;
    taken.add(name);
    columns.push({ ...column, name });
  };
  for (const field of [...canonical, ...others]) {
    const column = table?.column(field);
    const isCustom = field.startsWith('custom.');
    const name = isCustom ? sqlColumn(field.slice('custom.'.length), true) : sqlColumn(field, false);
    for (const part of fieldColumns(name, column, (kind && canonicalFieldType(kind, field)) ?? typeOf(column))) add(part);
  }
  return columns;
}

function typeOf(column: Column | undefined): FieldType {
  return column === undefined ? 'text' : column.kind === 'text' && column.id ? 'id' : column.kind;
}

function fieldColumns(name: string, column: Column | undefined, type: FieldType): SqlColumn[] {
  const none = () => null;
  if (type === 'id' || type === 'text') {
    if (column?.kind !== 'text')
      return [
        { name, declared: 'TEXT', value: none },
        ...(type === 'text' ? [{ name: foldColumn(name), declared: 'TEXT' as const, value: none }] : []),
      ];
    const { codes, dictionary } = column;
    const plain: SqlColumn = { name, declared: 'TEXT', value: (row) => (codes[row] === 0 ? null : dictionary.at(codes[row]!)) };
    if (type === 'id') return [plain];
    const folds: (string | null)[] = [];
    const fold = (code: number) => foldText(dictionary.at(code)) || null;
    return [
      plain,
      {
        name: foldColumn(name),
        declared: 'TEXT',
        value: (row) => (dictionary.size > 65_536 ? fold(codes[row]!) : (folds[codes[row]!] ??= fold(codes[row]!))),
      },
    ];
  }
  if (type === 'money') {
    if (column?.kind !== 'money')
      return [
        { name, declared: 'TEXT', value: none },
        { name: `${name}_minor`, declared: 'INTEGER', value: none },
      ];
    const { values, scale } = column;
    return [
      { name, declared: 'TEXT', value: (row) => (Number.isNaN(values[row]) ? null : formatMinor(values[row]!, scale)) },
      { name: `${name}_minor`, declared: 'INTEGER', value: (row) => (Number.isNaN(values[row]) ? null : values[row]!) },
    ];
  }
  if (type === 'time') {
    const values = column?.kind === 'time' ? column.values : undefined;
    return [{ name, declared: 'TEXT', value: values ? (row) => (Number.isNaN(values[row]) ? null : formatIsoUtcMs(values[row]!)) : none }];
  }
  if (type === 'boolean') {
    const values = column?.kind === 'boolean' ? column.values : undefined;
    return [{ name, declared: 'INTEGER', value: values ? (row) => (values[row] === 2 ? null : values[row]!) : none }];
  }
  const values = column?.kind === 'number' ? column.values : undefined;
  return [{ name, declared: 'REAL', value: values ? (row) => (Number.isNaN(values[row]) ? null : values[row]!) : none }];
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The table name of a kind: `lead_history`. */
export function tableNameOf(kind: ExtractKind): string {
  return snakeCase(kind);
}
