import type { BusinessCalendar } from './policy.ts';

/** The acceptance window in force from a moment on. */
export interface AcceptanceRule {
  /** Applies to handoffs that qualified at or after this; ms UTC, -Infinity from the beginning. */
  fromMs: number;
  windowHours: number;
  clock: 'assigned' | 'qualified';
  /** null: elapsed time. */
  calendar: BusinessCalendar | null;
}

/** The rule in force at a time: the last one that starts at or before it; rules are ordered by start. */
export function ruleInForce<Rule extends { fromMs: number }>(rules: readonly Rule[], timeMs: number): Rule {
  let index = rules.length - 1;
  while (index > 0 && rules[index]!.fromMs > timeMs) index--;
  return rules[index]!;
}
