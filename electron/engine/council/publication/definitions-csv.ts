import { definitionColumns } from './definition-columns.ts';
import type { DefinitionTableRow } from './definition-table.ts';

/** The definition table as CSV (RFC 4180, UTF-8 with a byte-order mark); no cell runs as a formula in a spreadsheet. */
export function definitionsCsv(rows: readonly DefinitionTableRow[]): string {
  const lines = [
    definitionColumns.map(([header]) => header),
    ...rows.map((row) => definitionColumns.map(([, text]) => guarded(text(row)))),
  ];
  return '\uFEFF' + lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

/** An apostrophe before what a spreadsheet could run, at the start of any line of the cell. */
function guarded(text: string): string {
  return /(?:^|[\r\n])[\s\u00a0]*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text.replace(/\s*[\r\n]+\s*/g, ' ')}` : text;
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
