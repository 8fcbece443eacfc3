import type { Column } from '#domain/columns.ts';
import { scaledBounds } from './decimal.ts';
import type { CriteriaClock } from './record-source.ts';
import type { CompareOperator, Literal } from './tree.ts';

/** Values from `low` to `high`, both included, in a column's own unit. Empty where low > high. */
export interface Interval {
  low: number;
  high: number;
}

/** A literal on a column's axis: the values that equal it. A day is a stretch of time; an amount between two minor units is nothing. */
export type Extent = Interval & { from: number; to: number };

/** The values that meet `operator` against a literal's extent; `!=` is the caller's to turn round. */
export function intervalOf(operator: Exclude<CompareOperator, '!='>, extent: Extent): Interval {
  switch (operator) {
    case '=':
      return { low: extent.low, high: extent.high };
    case '<':
      return { low: -Infinity, high: below(extent.from) };
    case '<=':
      return { low: -Infinity, high: extent.to };
    case '>':
      return { low: above(extent.to), high: Infinity };
    case '>=':
      return { low: extent.from, high: Infinity };
  }
}

/**
 * Where a literal stands among a column's values. `low`…`high` are the values equal to it; `from` is the least value that is >= it and
 * `to` the greatest that is <= it.
 */
export function extentOf(literal: Literal, column: Column, clock: CriteriaClock): Extent | undefined {
  if (literal.kind === 'number' && column.kind === 'number') return point(literal.value);
  if (literal.kind === 'number' && column.kind === 'money') {
    const { floor, ceil } = scaledBounds(literal.decimal, column.scale);
    return { low: Number(ceil), high: Number(floor), from: Number(ceil), to: Number(floor) };
  }
  if (literal.kind === 'time' && column.kind === 'time') return point(literal.ms);
  if (literal.kind === 'date' && column.kind === 'time') {
    const [startMs, nextStartMs] = clock.dayRangeMs(literal.year, literal.month, literal.day);
    return { low: startMs, high: below(nextStartMs), from: startMs, to: below(nextStartMs) };
  }
  return undefined;
}

/** The extent of a single value. */
export function point(value: number): Extent {
  return { low: value, high: value, from: value, to: value };
}

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

function above(value: number): number {
  if (!(value < Infinity)) return value;
  if (value === 0) return Number.MIN_VALUE;
  double[0] = value;
  bits[0]! += value > 0 ? 1n : -1n;
  return double[0]!;
}

function below(value: number): number {
  return -above(-value);
}
