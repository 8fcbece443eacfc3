import type { Column } from '#domain/columns.ts';
import type { Delimiter, Encoding } from '#domain/mapping.ts';

/** How dates of a column are read. `iso` covers yyyy-MM-dd and datetimes with T or blank, with zone, Z, +0000 or none. */
export type DateFormat = 'iso' | 'dayFirst' | 'monthFirst' | 'dayMonthName' | 'yearFirstSlash' | 'epochMs' | 'epochSeconds';

/** What one column of a file becomes. `name` is the canonical field or `custom.x`; several headers never share a name. */
export interface ColumnPlan {
  header: string;
  /** Position in the file, from 0. */
  index: number;
  name: string;
  type: 'id' | 'text' | 'number' | 'money' | 'time' | 'boolean' | 'skip';
  /** For time columns. */
  dateFormat?: DateFormat;
  /** IANA zone of values without a zone. Dates without a time are the start of the day in `dayZone`. */
  timeZone?: string;
  dayZone?: string;
  /** A column of nothing but zone-less midnights holds dates: each becomes the start of its day in `dayZone`. */
  midnightIsDate?: boolean;
  /** Decimal mark of number and money columns. */
  decimal?: '.' | ',';
  /** Lower-cased, trimmed spellings that mean "no value", beside blank. */
  missing?: string[];
  /** A value that does not fit the type: `reject` the row, or (custom fields) turn the whole column into text. */
  onMisfit: 'reject' | 'text';
}

export interface ParseRequest {
  path: string;
  encoding: Encoding;
  delimiter: Delimiter;
  /** Records before the first data row: `sep=` line and header. */
  columns: ColumnPlan[];
  headerCount: number;
  skipRecords: number;
  /** Name of the id column by which duplicates are found; undefined: no row is taken for a duplicate. */
  idColumn?: string;
  /** Worker threads to use; 0 reads on the calling thread, as small files always are. */
  workers: number;
  /** Bytes of the ranges that workers read, and of what they see beyond; the result does not depend on them. */
  chunkBytes?: number;
  lookaheadBytes?: number;
}

export interface RejectedRow {
  /** Physical line of the row's start, from 1; column from 1, 0 where the whole row is meant. */
  line: number;
  column: number;
  header: string;
  /** Code such as `raggedRow`, `badDate`, `badNumber`, `missingId`, `duplicateId`. */
  code: string;
  reason: string;
  raw: string;
}

export interface ParseProgress {
  bytesRead: number;
  bytesTotal: number;
  rows: number;
}

/** rowsRead = accepted + rejected.length + duplicates. Columns hold the accepted rows in file order. */
export interface ParsedFile {
  rowsRead: number;
  accepted: number;
  duplicates: number;
  rejected: RejectedRow[];
  columns: Map<string, Column>;
  /** Types as they came out: a custom column that did not fit is text now. */
  plan: ColumnPlan[];
  /** SHA-256 (hex) of the file's bytes. */
  sha256: string;
  bytes: number;
  /** Findings about the text itself, such as control characters or spreadsheet damage, with counts. */
  notes: { code: string; header: string; count: number; example: string }[];
}
