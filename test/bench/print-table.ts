/** Prints rows under a title, numbers to the right; a number of 1000 and more without decimals. */
export function printTable(title: string, headers: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const texts = rows.map((row) => row.map(cellText));
  const widths = headers.map((header, column) => Math.max(header.length, ...texts.map((row) => row[column]!.length)));
  const line = (cells: readonly string[], numbers: readonly boolean[]) =>
    cells.map((cell, column) => (numbers[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ');
  console.log(`\n${title}`);
  console.log(
    line(
      headers,
      headers.map((_, column) => typeof rows[0]?.[column] === 'number'),
    ),
  );
  rows.forEach((row, index) => {
    console.log(
      line(
        texts[index]!,
        row.map((cell) => typeof cell === 'number'),
      ),
    );
  });
}

function cellText(cell: string | number): string {
  if (typeof cell === 'string') return cell;
  if (!Number.isFinite(cell)) return '–';
  return Math.abs(cell) >= 1000 ? cell.toFixed(0) : Math.abs(cell) >= 10 ? cell.toFixed(1) : cell.toFixed(3);
}
