/** Rows of a history grouped by record: the rows of record r are order[start[r]] … order[start[r + 1] - 1], by time, then by file order. */
export interface OrderedEvents {
  start: Int32Array;
  order: Int32Array;
}

/**
 * Groups history rows by record and orders each group by time: a counting sort, then an insertion sort within each small group.
 * Rows of an unknown record (-1), without a time, or not in the wanted category are left out.
 */
export function orderEvents(
  recordCount: number,
  recordRow: Int32Array,
  at: Float64Array,
  category: Uint8Array | undefined,
  wanted: number,
): OrderedEvents {
  const rows = recordRow.length;
  const start = new Int32Array(recordCount + 1);
  let kept = 0;
  for (let row = 0; row < rows; row++) {
    const record = recordRow[row]!;
    const time = at[row]!;
    if (record >= 0 && !Number.isNaN(time) && (category === undefined || category[row] === wanted)) {
      start[record + 1]!++;
      kept++;
    }
  }
  for (let record = 0; record < recordCount; record++) start[record + 1]! += start[record]!;
  const next = start.slice(0, recordCount);
  const order = new Int32Array(kept);
  for (let row = 0; row < rows; row++) {
    const record = recordRow[row]!;
    const time = at[row]!;
    if (record < 0 || Number.isNaN(time) || (category !== undefined && category[row] !== wanted)) continue;
    const begin = start[record]!;
    let place = next[record]!++;
    while (place > begin && at[order[place - 1]!]! > time) {
      order[place] = order[place - 1]!;
      place--;
    }
    order[place] = row;
  }
  return { start, order };
}
