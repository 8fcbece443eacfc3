/**
 * The changes of a history by record and category, by time, then by file order. Those of record r and category c (from 0) stand at
 * start[r × categories + c] … start[r × categories + c + 1] − 1.
 */
export interface OrderedEvents {
  start: Int32Array;
  /** ms UTC. */
  at: Float64Array;
  /** Dictionary codes of the old and the new value. */
  from: Uint32Array;
  to: Uint32Array;
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
  fromCodes: Uint32Array | undefined;
  toCodes: Uint32Array;
  /** 1 for rows to leave out. */
  excluded?: Uint8Array;
}

/**
 * Groups history rows by record and category and orders each group by time: rows are read in file order and put where they belong at once, so that memory is
 * read along and only written across. Rows of an unknown record, without a time, or in no category are left out.
 */
export function orderEvents(recordCount: number, categories: number, rows: EventRows): OrderedEvents {
  const { recordCodes, recordOfCode, at: times, fieldCodes, categoryOfCode, fromCodes, toCodes, excluded } = rows;
  const count = recordCodes.length;
  const groups = new Int32Array(count);
  const start = new Int32Array(recordCount * categories + 1);
  let kept = 0;
  for (let row = 0; row < count; row++) {
    const category = categoryOfCode[fieldCodes[row]!]!;
    const record = category < 0 ? -1 : recordOfCode[recordCodes[row]!]!;
    const isKept = record >= 0 && !Number.isNaN(times[row]!) && !(excluded !== undefined && excluded[row] === 1);
    const group = isKept ? record * categories + category : -1;
    groups[row] = group;
    if (!isKept) continue;
    start[group + 1]!++;
    kept++;
  }
  for (let group = 0; group < recordCount * categories; group++) start[group + 1]! += start[group]!;
  const next = start.slice(0, recordCount * categories);
  const at = new Float64Array(kept);
  const from = new Uint32Array(fromCodes ? kept : 0);
  const to = new Uint32Array(kept);
  for (let row = 0; row < count; row++) {
    const group = groups[row]!;
    if (group < 0) continue;
    const time = times[row]!;
    const begin = start[group]!;
    let place = next[group]!++;
    while (place > begin && at[place - 1]! > time) {
      at[place] = at[place - 1]!;
      to[place] = to[place - 1]!;
      if (fromCodes) from[place] = from[place - 1]!;
      place--;
    }
    at[place] = time;
    to[place] = toCodes[row]!;
    if (fromCodes) from[place] = fromCodes[row]!;
  }
  return { start, at, from, to };
}
