import type { ColumnPlan } from '../parsed-file.ts';
import { type ColumnSink, pieceRows } from './column-sink.ts';
import { misfit } from './misfit.ts';
import { missingTest } from './missing-test.ts';
import { missingValues } from './missing-values.ts';
import { timeReader } from './read-time.ts';
import { markMisfit } from './row-batch.ts';
import type { SlabStore } from './slab-store.ts';

export function timeSink(plan: ColumnPlan, store: SlabStore): ColumnSink {
  const makeReader = () => timeReader(plan.dateFormat ?? 'iso', plan.timeZone, plan.dayZone);
  const { read, spellings } = makeReader();
  const values = new Float64Array(pieceRows);
  const isMissing = missingTest(plan.missing);
  const missingTimes = missingValues(plan.missing, makeReader().read);
  return {
    put(batch, column, row) {
      const { bytes, bounds, count } = batch;
      let at = 2 * column * batch.capacity;
      for (let i = 0; i < count; i++, at += 2) {
        const start = bounds[at]!;
        const end = bounds[at + 1]!;
        let value = start === end ? Number.NaN : read(bytes, start, end);
        if (value === misfit) {
          value = Number.NaN;
          if (isMissing?.(bytes, start, end) !== true) markMisfit(batch, i, column, plan.onMisfit);
        } else if (missingTimes?.has(value)) {
          value = Number.NaN;
        }
        values[row + i] = value;
      }
    },
    move(from, to) {
      values[to] = values[from]!;
    },
    take(rows) {
      const piece = { kind: 'values' as const, values: store.keep(0, values.subarray(0, rows)), scale: 0, spellings: { ...spellings } };
      spellings.dates = spellings.midnights = spellings.times = 0;
      return piece;
    },
  };
}
