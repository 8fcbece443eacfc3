import type { Column } from '#domain/columns.ts';

/** A column as it stands in the file: its bytes, their SHA-256 (hex) and what is needed to read them. */
export interface StoredColumn {
  name: string;
  column: Column;
}

/** Immutable typed columns in the workspace file, one BLOB a column and batch. A batch holds rows of one kind from one extract, or derived columns. */
export interface SegmentStore {
  /** Stores the columns of a new batch inside the caller's open transaction. All columns have `rowCount` rows. */
  write(batchId: string, rowCount: number, columns: Iterable<StoredColumn>): void;
  /** Loads one column; undefined where the batch has none of that name. Throws E_DAMAGED naming batch and column where the digest does not match. */
  read(batchId: string, name: string): Column | undefined;
  /** Names of a batch's columns in the order written. */
  names(batchId: string): string[];
  /** Removes a batch's columns (derived columns only; extracts never change). */
  drop(batchId: string): void;
}
