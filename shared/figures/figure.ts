export interface TableViewColumn {
  label: string;
  align: 'left' | 'right';
}

/** The figure as a table, all cells formatted: what a screen reader, a spreadsheet or a doubter wants. */
export interface TableView {
  columns: TableViewColumn[];
  rows: string[][];
}

/** What every figure says in words beside its marks. */
export interface FigureText {
  title: string;
  /** One to three sentences that state what the picture shows: its alternative text. */
  summary: string;
  /** Sample size in words: `n = 1,204 handoffs`. */
  n: string;
  notes: string[];
  table: TableView;
}

export const left = (label: string): TableViewColumn => ({ label, align: 'left' });
export const right = (label: string): TableViewColumn => ({ label, align: 'right' });

/** A dot with its interval. `low` and `high` null: no interval. */
export interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
  valueText: string;
  intervalText: string;
  tooFew: boolean;
}
