import type { ColumnPlan } from '../parsed-file.ts';
import { type ColumnSink, pieceRows } from './column-sink.ts';
import { missingTest } from './missing-test.ts';
import { missingValues } from './missing-values.ts';
import { readBoolean } from './read-boolean.ts';
import { markMisfit } from './row-batch.ts';
import type { SlabStore } from './slab-store.ts';

const empty = 2;
const notBoolean = 3;

export function booleanSink(plan: ColumnPlan, store: SlabStore): ColumnSink {
  const flags = new Uint8Array(pieceRows);
  const isMissing = missingTest(plan.missing);
  const missingFlags = missingValues(plan.missing, (bytes, start, end) => {
    const flag = readBoolean(bytes, start, end);
    return flag === notBoolean ? Number.NaN : flag;
  });
  return {
    put(batch, column, row) {
      const { bytes, bounds, count } = batch;
      let at = 2 * column * batch.capacity;
      for (let i = 0; i < count; i++, at += 2) {
        const start = bounds[at]!;
        const end = bounds[at + 1]!;
        let flag = readBoolean(bytes, start, end);
        if (flag === notBoolean) {
          flag = empty;
          if (isMissing?.(bytes, start, end) !== true) markMisfit(batch, i, column, plan.onMisfit);
        } else if (missingFlags?.has(flag)) {
          flag = empty;
        }
        flags[row + i] = flag;
      }
    },
    move(from, to) {
      flags[to] = flags[from]!;
    },
    take: (rows) => ({ kind: 'flags', flags: store.keep(0, flags.subarray(0, rows)) }),
  };
}
