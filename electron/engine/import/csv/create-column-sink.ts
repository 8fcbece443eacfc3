import type { ColumnPlan } from '../parsed-file.ts';
import { booleanSink } from './boolean-sink.ts';
import type { ColumnSink } from './column-sink.ts';
import { moneySink } from './money-sink.ts';
import { numberSink } from './number-sink.ts';
import type { SlabStore } from './slab-store.ts';
import { textSink } from './text-sink.ts';
import { timeSink } from './time-sink.ts';

/** @param required whether a blank field is a misfit, as it is for the id of a row. */
export function createColumnSink(plan: ColumnPlan, store: SlabStore, required: boolean): ColumnSink | undefined {
  switch (plan.type) {
    case 'skip':
      return undefined;
    case 'id':
    case 'text':
      return textSink(plan, store, required);
    case 'money':
      return moneySink(plan, store);
    case 'boolean':
      return booleanSink(plan, store);
    case 'number':
      return numberSink(plan, store);
    case 'time':
      return timeSink(plan, store);
  }
}
