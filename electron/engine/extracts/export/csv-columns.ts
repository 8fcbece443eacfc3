import { civilFromDays } from '#domain/civil-date.ts';
import type { Column, Table } from '#domain/columns.ts';
import type { ZoneClock } from '#domain/time-zone.ts';
import { textOfCell } from '../merge-columns.ts';
import { guardCell } from './spreadsheet-guard.ts';

/** One column's cells as CSV text, quoted where needed. */
export type CellWriter = (row: number) => string;

export function cellWriter(column: Column, zone: ZoneClock): CellWriter {
  if (column.kind === 'text') {
    const { codes, dictionary } = column;
    const cache: string[] = [];
    const isSmall = dictionary.size <= 65_536;
    return (row) => {
      const code = codes[row]!;
      if (!isSmall) return quoteCell(guardCell(dictionary.at(code)));
      return (cache[code] ??= quoteCell(guardCell(dictionary.at(code))));
    };
  }
  if (column.kind === 'time' && column.dateOnly)
    return (row) => (Number.isNaN(column.values[row]) ? '' : dateText(zone.dayIndex(column.values[row]!)));
  return (row) => textOfCell(column, row);
}

export function quoteCell(text: string): string {
  return /[",;\t|\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function dateText(dayIndex: number): string {
  const { year, month, day } = civilFromDays(dayIndex);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The columns of a table in the order written, canonical names first as the file gave them. */
export function writersOf(table: Table, zone: ZoneClock): { name: string; cell: CellWriter }[] {
  return table.columnNames.flatMap((name) => {
    const column = table.column(name);
    return column ? [{ name, cell: cellWriter(column, zone) }] : [];
  });
}
