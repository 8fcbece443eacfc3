import type { Facts } from '../facts/facts.ts';
import { dimensionOf } from './dimensions.ts';
import type { Selection } from './selection.ts';

/** The handoffs of one value of one dimension; a null value is "none", never dropped. */
export interface Group {
  by: string;
  value: string | null;
  selection: Selection;
}

/** Splits a selection by each dimension in turn; values in order of their text, none first. */
export function groupSelection(facts: Facts, selection: Selection, by: readonly string[]): Group[] {
  return by.flatMap((dimension) => groupBy(facts, selection, dimension));
}

function groupBy(facts: Facts, selection: Selection, by: string): Group[] {
  const { codes, values } = dimensionOf(facts, by);
  const counts = new Int32Array(values.length);
  for (let k = 0; k < selection.length; k++) counts[codes[selection[k]!]!]!++;
  const selections = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(values.length);
  for (let k = 0; k < selection.length; k++) {
    const code = codes[selection[k]!]!;
    selections[code]![filled[code]!++] = selection[k]!;
  }
  return values.flatMap((value, code) =>
    counts[code] === 0 ? [] : [{ by, value: value === '' ? null : value, selection: selections[code]! }],
  );
}
