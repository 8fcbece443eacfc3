/** One setting; `sha256` is taken over key and value, so that a changed cell is found. */
export interface SettingsTable {
  key: string;
  value: string;
  sha256: string;
}

/** A batch of columns that share their rows; `sha256` is taken over the digests of its columns. */
export interface BatchesTable {
  id: string;
  row_count: number;
  sha256: string;
}

/** The head of one stored column; `sha256` is taken over this head and the digests of its parts. */
export interface SegmentsTable {
  batch_id: string;
  ordinal: number;
  name: string;
  kind: string;
  encoding: string;
  meta: string;
  sha256: string;
}

/** The bytes of a column, one row a part: codes, lengths, texts or values, in pieces where they are long. */
export interface SegmentPartsTable {
  batch_id: string;
  ordinal: number;
  part: number;
  bytes: Uint8Array;
}

export interface WorkspaceTables {
  settings: SettingsTable;
  batches: BatchesTable;
  segments: SegmentsTable;
  segment_parts: SegmentPartsTable;
}

export const workspaceTables: string[] = [
  `CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE batches (
  id TEXT NOT NULL PRIMARY KEY,
  row_count INTEGER NOT NULL CHECK (row_count >= 0),
  sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE segments (
  batch_id TEXT NOT NULL REFERENCES batches (id),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  encoding TEXT NOT NULL,
  meta TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (batch_id, ordinal),
  UNIQUE (batch_id, name)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE segment_parts (
  batch_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  part INTEGER NOT NULL CHECK (part >= 0),
  bytes BLOB NOT NULL,
  UNIQUE (batch_id, ordinal, part),
  FOREIGN KEY (batch_id, ordinal) REFERENCES segments (batch_id, ordinal)
) STRICT`,
];
