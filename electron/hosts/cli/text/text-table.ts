/** A column of a table on the terminal. */
export interface TextColumnSpec {
  title: string;
  align?: 'left' | 'right';
}

/** Rows aligned under their titles, two blanks apart; titles underlined by a rule of dashes. */
export function textTable(columns: readonly TextColumnSpec[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) => Math.max(width(title), ...rows.map((row) => width(row[index] ?? ''))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => {
        const blanks = ' '.repeat(Math.max(0, widths[index]! - width(cell)));
        return columns[index]!.align === 'right' ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => title)), widths.map((size) => '-'.repeat(size)).join('  '), ...rows.map(line)].join('\n');
}

function width(text: string): number {
  return [...text].length;
}
