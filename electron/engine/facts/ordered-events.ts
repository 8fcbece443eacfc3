/**
 * Rows of a history grouped by record and category: those of record r and category c (from 0) are
 * order[start[r × categories + c]] … order[start[r × categories + c + 1] − 1], by time, then by file order.
 */
export interface OrderedEvents {
  start: Int32Array;
  order: Int32Array;
}

/** A history's rows as orderEvents wants them. */
export interface EventRows {
  /** Dictionary code of the record's id, and the record's row for each code, -1 unknown. */
  recordCodes: Uint32Array;
  recordOfCode: Int32Array;
  /** ms, NaN unknown. */
  at: Float64Array;
  /** Dictionary code of the row's field, and the category for each code, -1 for a field that nobody asks for. */
  fieldCodes: Uint32Array;
  categoryOfCode: Int8Array;
  /** 1 for rows to leave out. */
  excluded?: Uint8Array;
}

/**
 * Groups history rows by record and category and orders each group by time: one counting sort for all categories, then an insertion sort within each
 * small group. Rows of an unknown record, without a time, or in no category are left out.
 */
export function orderEvents(recordCount: number, categories: number, rows: EventRows): OrderedEvents {
  const { recordCodes, recordOfCode, at, fieldCodes, categoryOfCode, excluded } = rows;
  const count = recordCodes.length;
  const groupOf = (row: number): number => {
    const category = categoryOfCode[fieldCodes[row]!]!;
    const record = recordOfCode[recordCodes[row]!]!;
    return category < 0 || record < 0 || Number.isNaN(at[row]!) || (excluded !== undefined && excluded[row] === 1)
      ? -1
      : record * categories + category;
  };
  const start = new Int32Array(recordCount * categories + 1);
  let kept = 0;
  for (let row = 0; row < count; row++) {
    const group = groupOf(row);
    if (group < 0) continue;
    start[group + 1]!++;
    kept++;
  }
  for (let group = 0; group < recordCount * categories; group++) start[group + 1]! += start[group]!;
  const next = start.slice(0, recordCount * categories);
  const order = new Int32Array(kept);
  for (let row = 0; row < count; row++) {
    const group = groupOf(row);
    if (group < 0) continue;
    const time = at[row]!;
    const begin = start[group]!;
    let place = next[group]!++;
    while (place > begin && at[order[place - 1]!]! > time) {
      order[place] = order[place - 1]!;
      place--;
    }
    order[place] = row;
  }
  return { start, order };
}
