import { isCivilDate } from '#domain/civil-date.ts';
import { ParleyError } from '#domain/errors.ts';
import { formatIsoUtc, parseIsoTime } from '#domain/iso-time.ts';
import type { Policy } from '#domain/policy.ts';
import { canonicalCriteria } from '../canonical-criteria.ts';
import { requireShape } from '../require-shape.ts';
import { checkCalendar } from './check-calendar.ts';
import { policyShape } from './policy-shape.ts';

/**
 * Checks a whole policy and gives it in the form that is stored: criteria in canonical text, `effectiveFrom` in UTC.
 * Throws E_POLICY naming the place by JSON pointer; unknown keys, values out of range and rules that can't be reached are refused.
 */
export function checkPolicy(value: unknown, timeZone: string): Policy {
  const policy = requireShape(policyShape, value, 'E_POLICY', 'Policy');
  if (policy.calendar !== null) checkCalendar(policy.calendar, '/calendar');
  if (policy.acceptanceCalendar !== null) checkCalendar(policy.acceptanceCalendar, '/acceptanceCalendar');
  const [month, day] = policy.fiscalYearStart.split('-').map(Number) as [number, number];
  if (!isCivilDate(2025, month, day)) throw refused('/fiscalYearStart', 'a day that every year has, like 01-01', policy.fiscalYearStart);
  return {
    ...policy,
    sla: policy.sla.map((rule, index) => ({ ...rule, when: canonicalWhen(rule.when, index, policy.sla.length) })),
    effectiveFrom: policy.effectiveFrom === null ? null : canonicalTime(policy.effectiveFrom, timeZone),
  };
}

function canonicalWhen(when: string, index: number, rules: number): string {
  const path = `/sla/${index}/when`;
  if (when.trim().toLowerCase() === 'default') {
    if (index < rules - 1) throw refused(path, '"default" on the last rule', 'it before others, which would never be tried');
    return 'default';
  }
  try {
    return canonicalCriteria(when);
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    throw new ParleyError('E_POLICY', `Policy at ${path}: ${error.message}`, { path, data: { ...error.data, cause: error.code } });
  }
}

function canonicalTime(text: string, timeZone: string): string {
  try {
    return formatIsoUtc(parseIsoTime(text, timeZone));
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    throw new ParleyError('E_POLICY', `Policy at /effectiveFrom: ${error.message}`, { path: '/effectiveFrom' });
  }
}

function refused(path: string, expected: string, got: string): ParleyError {
  return new ParleyError('E_POLICY', `Policy at ${path}: expected ${expected}, got ${got}.`, { path });
}
