/** One import of CRM files as of one moment. Its row is written last: what no extract row names is staging. */
export interface ExtractsTable {
  id: string;
  /** 1 for the first extract of the workspace, 2 for the second, … */
  sequence: number;
  as_of_ms: number;
  /** `asked` by the user, or `newestEvent` in the files. */
  as_of_origin: string;
  time_zone: string;
  currency: string;
  imported_at_ms: number;
  source_note: string;
  engine_version: string;
  /** SHA-256 (hex) over the files' hashes, kinds and mappings: the same import again has the same one. */
  content_sha256: string;
  /** JSON: warnings, and what was skipped and why. */
  findings: string;
  /** SHA-256 (hex) over this row and all rows of the other tables that belong to it, so that a changed cell is found. */
  sha256: string;
}

/** One file of an extract and what became of its rows: rows_read = accepted + rejected + duplicates. */
export interface ExtractFilesTable {
  extract_id: string;
  ordinal: number;
  kind: string;
  /** Name only, without folders. */
  file_name: string;
  byte_count: number;
  file_sha256: string;
  encoding: string;
  delimiter: string;
  preset: string;
  mapping_id: string;
  rows_read: number;
  accepted: number;
  rejected: number;
  duplicates: number;
  /** Accepted rows that the CRM marks deleted or merged: kept, and left out of counts. */
  deleted: number;
}

/** Which batches hold the rows of a file; a wide file gives a second one with the history unpivoted from it. */
export interface ExtractBatchesTable {
  batch_id: string;
  extract_id: string;
  file_ordinal: number;
  kind: string;
  row_count: number;
}

/** A column of a file: its header and the field it became. */
export interface ExtractColumnsTable {
  extract_id: string;
  file_ordinal: number;
  position: number;
  header: string;
  field: string;
  type: string;
  date_format: string;
}

export interface RejectsTable {
  extract_id: string;
  file_ordinal: number;
  ordinal: number;
  line: number;
  column: number;
  header: string;
  code: string;
  reason: string;
  raw: string;
}

/** Findings about a file, such as control characters or spreadsheet damage. */
export interface ExtractNotesTable {
  extract_id: string;
  file_ordinal: number;
  ordinal: number;
  code: string;
  header: string;
  count: number;
  example: string;
}

/** A status or lifecycle value of a file, how often it stands there, and the stage it means ('' where no mapping knows it). */
export interface ExtractStageValuesTable {
  extract_id: string;
  file_ordinal: number;
  value: string;
  count: number;
  stage: string;
}

/** Mappings as they were applied; a changed one is a new version. */
export interface MappingsTable {
  id: string;
  name: string;
  version: number;
  kind: string;
  /** SHA-256 (hex) of the canonical JSON. */
  hash: string;
  json: string;
  created_at_ms: number;
}

export interface ExtractTables {
  extracts: ExtractsTable;
  extract_files: ExtractFilesTable;
  extract_batches: ExtractBatchesTable;
  extract_columns: ExtractColumnsTable;
  rejects: RejectsTable;
  extract_notes: ExtractNotesTable;
  extract_stage_values: ExtractStageValuesTable;
  mappings: MappingsTable;
}

export const extractTables: string[] = [
  `CREATE TABLE mappings (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  kind TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  UNIQUE (name, version)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE extracts (
  id TEXT NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL UNIQUE CHECK (sequence >= 1),
  as_of_ms INTEGER NOT NULL,
  as_of_origin TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  currency TEXT NOT NULL,
  imported_at_ms INTEGER NOT NULL,
  source_note TEXT NOT NULL,
  engine_version TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  findings TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  UNIQUE (content_sha256, as_of_ms)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE extract_files (
  extract_id TEXT NOT NULL REFERENCES extracts (id),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
  file_sha256 TEXT NOT NULL,
  encoding TEXT NOT NULL,
  delimiter TEXT NOT NULL,
  preset TEXT NOT NULL,
  mapping_id TEXT NOT NULL REFERENCES mappings (id),
  rows_read INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  PRIMARY KEY (extract_id, ordinal),
  CHECK (rows_read = accepted + rejected + duplicates AND deleted <= accepted)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE extract_batches (
  batch_id TEXT NOT NULL PRIMARY KEY REFERENCES batches (id),
  extract_id TEXT NOT NULL,
  file_ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  row_count INTEGER NOT NULL CHECK (row_count >= 0),
  FOREIGN KEY (extract_id, file_ordinal) REFERENCES extract_files (extract_id, ordinal)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE extract_columns (
  extract_id TEXT NOT NULL,
  file_ordinal INTEGER NOT NULL,
  position INTEGER NOT NULL CHECK (position >= 0),
  header TEXT NOT NULL,
  field TEXT NOT NULL,
  type TEXT NOT NULL,
  date_format TEXT NOT NULL,
  PRIMARY KEY (extract_id, file_ordinal, position),
  FOREIGN KEY (extract_id, file_ordinal) REFERENCES extract_files (extract_id, ordinal)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE rejects (
  extract_id TEXT NOT NULL,
  file_ordinal INTEGER NOT NULL,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  line INTEGER NOT NULL,
  "column" INTEGER NOT NULL,
  header TEXT NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (extract_id, file_ordinal, ordinal),
  FOREIGN KEY (extract_id, file_ordinal) REFERENCES extract_files (extract_id, ordinal)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE extract_notes (
  extract_id TEXT NOT NULL,
  file_ordinal INTEGER NOT NULL,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  code TEXT NOT NULL,
  header TEXT NOT NULL,
  count INTEGER NOT NULL,
  example TEXT NOT NULL,
  PRIMARY KEY (extract_id, file_ordinal, ordinal),
  FOREIGN KEY (extract_id, file_ordinal) REFERENCES extract_files (extract_id, ordinal)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE extract_stage_values (
  extract_id TEXT NOT NULL,
  file_ordinal INTEGER NOT NULL,
  value TEXT NOT NULL,
  count INTEGER NOT NULL,
  stage TEXT NOT NULL,
  PRIMARY KEY (extract_id, file_ordinal, value),
  FOREIGN KEY (extract_id, file_ordinal) REFERENCES extract_files (extract_id, ordinal)
) STRICT, WITHOUT ROWID`,
];
