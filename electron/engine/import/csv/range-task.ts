import type { Delimiter, Encoding } from '#domain/mapping.ts';
import type { ColumnPlan } from '../parsed-file.ts';
import type { ColumnPiece } from './column-sink.ts';

/** What every range of a file has in common. */
export interface FileLayout {
  encoding: Encoding;
  delimiter: Delimiter;
  headerCount: number;
  fileBytes: number;
  /** By position in the file; undefined where the column is left out. */
  columns: (ColumnPlan | undefined)[];
  /** Position of the id column, -1 where there is none. */
  idIndex: number;
}

/** A stretch of the file for one worker. Positions are in `buffer`, which starts at `fileOffset`. */
export interface RangeTask {
  buffer: ArrayBuffer;
  fileOffset: number;
  /** Bytes of the file in the buffer; behind them is at least as much room. */
  length: number;
  /** Records that start from here … */
  from: number;
  /** … up to here are the range's. */
  rangeEnd: number;
  /** Whether a record is known to start at `from`. */
  certain: boolean;
  /** Whether the buffer holds the file's end. */
  atEof: boolean;
}

export interface RangeReject {
  /** Line breaks between the range's first record and this one. */
  lines: number;
  fileOffset: number;
  /** Position of its start in the range's (UTF-8) buffer. */
  at: number;
  /** Column from 1, 0 for the whole row. */
  column: number;
  code: string;
  /** How many fields the row has. */
  fields: number;
  raw: string;
}

export interface RangeFatal {
  code: string;
  message: string;
  /** Line breaks between the range's first record and the place. */
  lines: number;
  byteOffset: number;
}

/** Up to `pieceRows` accepted rows of a range. */
export interface Piece {
  rows: number;
  /** By position in the file. */
  columns: (ColumnPiece | undefined)[];
}

export interface RangeResult {
  /** The task's buffer, given back. */
  buffer: ArrayBuffer;
  /** File offset of the first record that starts in the range, -1 where none does. */
  start: number;
  /** Position of that record in the range's (UTF-8) buffer. */
  startAt: number;
  /** File offset of the first record after the range's. */
  end: number;
  /** Whether the record at `end` starts in the range but goes on past the buffer. */
  incomplete: boolean;
  pieces: Piece[];
  rejects: RangeReject[];
  lines: number;
  blanks: number;
  misfits: Uint8Array;
  /** What refuses the whole file whether or not the range's start was guessed right. */
  invalid?: RangeFatal;
  /** What refuses the whole file if the range's start is right. */
  fatal?: RangeFatal;
}
