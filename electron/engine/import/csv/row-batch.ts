/** Rows read on end before their fields are taken column by column. */
export const mostBatchRows = 1024;

/** Whole records of a range whose fields are found but not yet read. */
export interface RowBatch {
  bytes: Uint8Array;
  /** Over the same memory as `bytes`. */
  view: DataView;
  /** Most rows it holds; fewer for wide files. */
  capacity: number;
  count: number;
  /** Start and end of each field: column c, row r at 2 × (c × capacity + r). */
  bounds: Int32Array;
  /** By row: the record's start, and the line breaks before it. */
  starts: Uint32Array;
  lines: Int32Array;
  /** By row: the first column whose field does not fit its type, or -1. */
  faults: Int32Array;
  faulty: boolean;
  /** By column: 1 where a field did not fit and the column may become text. */
  misfits: Uint8Array;
}

const boundsAtOnce = 1 << 17;

export function createRowBatch(columns: number): RowBatch {
  const capacity = Math.max(16, Math.min(mostBatchRows, Math.floor(boundsAtOnce / columns)));
  return {
    bytes: new Uint8Array(0),
    view: new DataView(new ArrayBuffer(0)),
    capacity,
    count: 0,
    bounds: new Int32Array(2 * columns * capacity),
    starts: new Uint32Array(capacity),
    lines: new Int32Array(capacity),
    faults: new Int32Array(capacity).fill(-1),
    faulty: false,
    misfits: new Uint8Array(columns),
  };
}

/** Says that a row's field does not fit: the row is rejected, or the column becomes text. */
export function markMisfit(batch: RowBatch, row: number, column: number, onMisfit: 'reject' | 'text'): void {
  if (onMisfit === 'text') {
    batch.misfits[column] = 1;
    return;
  }
  const earlier = batch.faults[row]!;
  if (earlier < 0 || column < earlier) batch.faults[row] = column;
  batch.faulty = true;
}
