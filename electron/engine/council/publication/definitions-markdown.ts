import { definitionColumns } from './definition-columns.ts';
import type { DefinitionTableRow } from './definition-table.ts';

/** The definition table as a Markdown table. */
export function definitionsMarkdown(rows: readonly DefinitionTableRow[]): string {
  const lines = [
    definitionColumns.map(([header]) => header),
    definitionColumns.map(() => '---'),
    ...rows.map((row) => definitionColumns.map(([, text]) => escapeCell(text(row)))),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Keeps a cell within its cell, and its text text: no markup, links or HTML come of it. */
function escapeCell(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~&]/g, (sign) => `&#${sign.codePointAt(0)};`).replace(/\s*[\r\n]+\s*/g, ' ');
}
