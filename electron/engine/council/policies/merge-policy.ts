import { ParleyError } from '#domain/errors.ts';
import type { Policy } from '#domain/policy.ts';

type Json = Record<string, unknown>;

/**
 * Lays what a policy file names over the policy before it. Stage and outcome tables are merged key by key; SLA rules and calendars are replaced
 * whole. `effectiveFrom` is never inherited: each version has its own, null where it names none.
 */
export function mergePolicy(before: Policy, change: unknown): unknown {
  if (!isObject(change)) throw notObject(change);
  const merged: Json = { ...before, effectiveFrom: null, ...change };
  for (const key of ['stalledHours', 'horizonDays'] as const) if (isObject(change[key])) merged[key] = { ...before[key], ...change[key] };
  if (isObject(change.withinDays)) merged.withinDays = { ...perStage(before.withinDays), ...change.withinDays };
  return merged;
}

function perStage(days: Policy['withinDays']): Json {
  return typeof days === 'number' ? { qualified: days, accepted: days, salesQualified: days, opportunity: days } : days;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notObject(value: unknown): ParleyError {
  const got = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  return new ParleyError('E_POLICY', `Policy: expected an object such as {"acceptanceWindowHours": 48}, got ${got}.`, { path: '' });
}
