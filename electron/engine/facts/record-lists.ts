/** Items by record: record r has items[start[r]] … items[start[r + 1] - 1]. */
export interface RecordLists<Items> {
  start: Int32Array;
  items: Items;
}

/** Groups pairs (record, value) by record, each group ascending by value; pairs of record -1 are left out. */
export function groupAscending(recordCount: number, records: Int32Array, values: Float64Array): RecordLists<Float64Array> {
  const start = new Int32Array(recordCount + 1);
  for (let i = 0; i < records.length; i++) if (records[i]! >= 0) start[records[i]! + 1]!++;
  for (let record = 0; record < recordCount; record++) start[record + 1]! += start[record]!;
  const items = new Float64Array(start[recordCount]!);
  const next = start.slice(0, recordCount);
  for (let i = 0; i < records.length; i++) {
    const record = records[i]!;
    if (record < 0) continue;
    const value = values[i]!;
    let place = next[record]!++;
    const begin = start[record]!;
    while (place > begin && items[place - 1]! > value) {
      items[place] = items[place - 1]!;
      place--;
    }
    items[place] = value;
  }
  return { start, items };
}

/** Growing list of pairs, for joins whose size is not known before. */
export function pairList(): { push(record: number, value: number): void; records(): Int32Array; values(): Float64Array } {
  let records = new Int32Array(1024);
  let values = new Float64Array(1024);
  let length = 0;
  return {
    push: (record, value) => {
      if (length === records.length) {
        const moreRecords = new Int32Array(length * 2);
        const moreValues = new Float64Array(length * 2);
        moreRecords.set(records);
        moreValues.set(values);
        records = moreRecords;
        values = moreValues;
      }
      records[length] = record;
      values[length++] = value;
    },
    records: () => records.subarray(0, length),
    values: () => values.subarray(0, length),
  };
}
