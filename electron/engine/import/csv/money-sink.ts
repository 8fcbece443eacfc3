import type { ColumnPlan } from '../parsed-file.ts';
import { type ColumnSink, pieceRows } from './column-sink.ts';
import { misfit } from './misfit.ts';
import { missingTest } from './missing-test.ts';
import { missingValues } from './missing-values.ts';
import { moneyReader } from './read-money.ts';
import { markMisfit } from './row-batch.ts';
import type { SlabStore } from './slab-store.ts';

/** Amounts as whole units of the piece's scale, which grows with the decimals met. */
export function moneySink(plan: ColumnPlan, store: SlabStore): ColumnSink {
  const reader = moneyReader(plan.decimal ?? '.');
  const values = new Float64Array(pieceRows);
  const isMissing = missingTest(plan.missing);
  const amountOf = (units: number) => units / 10 ** reader.decimals;
  const missingAmounts = missingValues(plan.missing, (bytes, start, end) => {
    const units = reader.read(bytes, start, end);
    return units === misfit ? misfit : amountOf(units);
  });
  let scale = 2;

  /** The amount read last in units of the piece's scale. */
  const scaled = (units: number, row: number): number => {
    if (reader.decimals > scale) {
      const factor = 10 ** (reader.decimals - scale);
      for (let earlier = 0; earlier < row; earlier++) values[earlier] = values[earlier]! * factor;
      scale = reader.decimals;
    }
    return units * 10 ** (scale - reader.decimals);
  };

  return {
    put(batch, column, row) {
      const { bytes, bounds, count } = batch;
      let at = 2 * column * batch.capacity;
      for (let i = 0; i < count; i++, at += 2) {
        const start = bounds[at]!;
        const end = bounds[at + 1]!;
        let value = Number.NaN;
        if (start !== end) {
          const units = reader.read(bytes, start, end);
          if (units === misfit) {
            if (isMissing?.(bytes, start, end) !== true) markMisfit(batch, i, column, plan.onMisfit);
          } else if (!Number.isNaN(units) && missingAmounts?.has(amountOf(units)) !== true) {
            value = scaled(units, row + i);
          }
        }
        values[row + i] = value;
      }
    },
    move(from, to) {
      values[to] = values[from]!;
    },
    take(rows) {
      const piece = { kind: 'values' as const, values: store.keep(0, values.subarray(0, rows)), scale };
      scale = 2;
      return piece;
    },
  };
}
