import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inForceFromMs, versionInForceAt } from '#domain/definition-in-force.ts';
import { defaultPolicy, type Policy } from '#domain/policy.ts';
import { policyAt, policyLineOf, policyStepAt, type SetPolicy } from '#domain/policy-in-force.ts';

describe('versionInForceAt', () => {
  const versions = [
    { version: 1, fromMs: -Infinity, toMs: 100 },
    { version: 2, fromMs: 100, toMs: 200 },
    { version: 3, fromMs: 300, toMs: Infinity },
  ];
  test.each([
    [-Infinity, 1],
    [99, 1],
    [100, 2],
    [199, 2],
    [200, undefined],
    [299, undefined],
    [300, 3],
    [Infinity, 3],
  ])('at %d is %s', (atMs, version) => {
    expect(versionInForceAt(versions, atMs)?.version).toBe(version);
  });

  test('is nothing of no versions, and nothing of one that ended where it began', () => {
    expect(versionInForceAt([], 0)).toBeUndefined();
    expect(versionInForceAt([{ fromMs: 5, toMs: 5 }], 5)).toBeUndefined();
  });
});

test('a version begins at its date, else a first one from the beginning and a later one at its activation', () => {
  expect(inForceFromMs(null, 50, true)).toBe(-Infinity);
  expect(inForceFromMs(null, 50, false)).toBe(50);
  expect(inForceFromMs(10, 50, true)).toBe(10);
  expect(inForceFromMs(90, 50, false)).toBe(90);
});

const sameValue = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);
const set = (version: number, change: Partial<Policy>, setAtMs: number, effectiveFromMs: number | null = null): SetPolicy => ({
  version,
  policy: { ...defaultPolicy, ...change },
  setAtMs,
  effectiveFromMs,
});

describe('policyLineOf', () => {
  test('without versions is the defaults from the beginning, as version 0', () => {
    const line = policyLineOf([], defaultPolicy, sameValue);
    expect(line.version).toBe(0);
    expect(policyAt(line, -Infinity)).toEqual({ policy: defaultPolicy, versions: { sla: 0, acceptance: 0, limits: 0 } });
  });

  test('a change and its reversal are two steps', () => {
    const versions = [
      set(1, { acceptanceWindowHours: 48 }, 0),
      set(2, { acceptanceWindowHours: 24 }, 10),
      set(3, { acceptanceWindowHours: 48 }, 20),
    ];
    const { acceptance, sla } = policyLineOf(versions, defaultPolicy, sameValue);
    expect([5, 10, 19, 20].map((atMs) => policyStepAt(acceptance, atMs).part.acceptanceWindowHours)).toEqual([48, 24, 24, 48]);
    expect(sla).toHaveLength(1);
  });

  test('limits with a date hold from it, without one for all time', () => {
    const dated = policyLineOf([set(1, {}, 0), set(2, { maturityDays: 30 }, 10, 100)], defaultPolicy, sameValue);
    expect([99, 100].map((atMs) => policyAt(dated, atMs).policy.maturityDays)).toEqual([90, 30]);
    const undated = policyLineOf([set(1, {}, 0), set(2, { maturityDays: 30 }, 10)], defaultPolicy, sameValue);
    expect(policyAt(undated, -Infinity).policy.maturityDays).toBe(30);
  });

  test('an undated version never changes what was promised before it was set', () => {
    const version = fc.record({ hours: fc.integer({ min: 1, max: 4 }), target: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(fc.array(version, { minLength: 1, maxLength: 6 }), fc.integer({ min: -20, max: 80 }), (history, atMs) => {
        const versions = history.map(({ hours, target }, index) =>
          set(index + 1, { acceptanceWindowHours: hours, sla: [{ when: 'default', targetMinutes: target }] }, index * 10),
        );
        const shorter = versions.filter(({ setAtMs }) => setAtMs <= Math.max(atMs, 0));
        const [whole, then] = [versions, shorter].map((some) => policyAt(policyLineOf(some, defaultPolicy, sameValue), atMs).policy);
        expect(whole).toEqual(then);
        expect(whole!.acceptanceWindowHours).toBe(shorter.at(-1)!.policy.acceptanceWindowHours);
      }),
    );
  });
});
