import type { CompareOperator, Predicate } from './tree.ts';

const opposites: Record<CompareOperator, CompareOperator> = { '=': '!=', '!=': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };

/** The comparison that holds for the filled values where this one does not. */
export function oppositeOf(operator: CompareOperator): CompareOperator {
  return opposites[operator];
}

/** Whether a predicate, as written, is the `not` of a plain one: `!=`, `not in`, `is empty` … */
export function isTurned(predicate: Predicate): boolean {
  if (predicate.kind === 'compare' || predicate.kind === 'duration' || predicate.kind === 'count') return predicate.operator === '!=';
  if (predicate.kind === 'is') return (predicate.state === 'empty') !== predicate.negated;
  return 'negated' in predicate && predicate.negated;
}

/** `count … >= 1` and its like say no more than `exists`: whether so, else undefined. */
export function countAsExists(operator: CompareOperator, decimal: string): boolean | undefined {
  const said = `${operator}${decimal}`;
  if (said === '>=1' || said === '>0' || said === '!=0') return true;
  return said === '=0' || said === '<1' || said === '<=0' ? false : undefined;
}
