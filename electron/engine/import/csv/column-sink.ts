import type { TextRun } from './find-repeated-texts.ts';
import type { TimeSpellings } from './read-time.ts';
import type { RowBatch } from './row-batch.ts';
import type { TextInterner } from './text-interner.ts';

/** Rows that one piece of a file holds at most. */
export const pieceRows = 32_768;

/** One column of a piece. */
export type ColumnPiece =
  | { kind: 'codes'; codes: Uint8Array | Uint16Array | Uint32Array }
  /** Of a nearly unique column: no codes, the texts themselves. */
  | ({ kind: 'plain' } & TextRun)
  | { kind: 'values'; values: Float64Array; scale: number; spellings?: TimeSpellings }
  | { kind: 'flags'; flags: Uint8Array };

/** Where one column's values go while a piece is read. */
export interface ColumnSink {
  /** Reads the batch's fields of column `column` into the rows from `row` on, marking those that do not fit. */
  put(batch: RowBatch, column: number, row: number): void;
  /** Moves row `from` to the earlier row `to`, when rows between them are rejected. Called in ascending order. */
  move(from: number, to: number): void;
  /** Takes the piece's rows out and makes room for the next piece. */
  take(rows: number): ColumnPiece;
  interner?: TextInterner;
}
