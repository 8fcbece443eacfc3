import type { TimeSpellings } from './read-time.ts';
import type { RowBatch } from './row-batch.ts';
import type { Kept } from './slab-store.ts';
import type { TextInterner } from './text-interner.ts';

/** Rows that one piece of a file holds at most. */
export const pieceRows = 32_768;

/** One column of a piece; its arrays stand in the slabs of the column. */
export type ColumnPiece =
  | { kind: 'codes'; codes: Kept; width: 1 | 2 | 4 }
  /** Of a nearly unique column: no codes, the texts themselves, one after the other, with a hash each. */
  | { kind: 'plain'; bytes: Kept; offsets: Kept; hashes: Kept }
  | { kind: 'values'; values: Kept; scale: number; spellings?: TimeSpellings }
  | { kind: 'flags'; flags: Kept };

/** Where one column's values go while a piece is read. */
export interface ColumnSink {
  /** Reads the batch's fields of column `column` into the rows from `row` on, marking those that do not fit. */
  put(batch: RowBatch, column: number, row: number): void;
  /** Moves row `from` to the earlier row `to`, when rows between them are rejected. Called in ascending order. */
  move(from: number, to: number): void;
  /** Puts the piece's rows into the column's slabs and makes room for the next piece. */
  take(rows: number): ColumnPiece;
  interner?: TextInterner;
}
