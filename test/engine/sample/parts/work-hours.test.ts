import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterWork, nextOpening, nextWeekdayAt } from '#engine/sample/parts/work-hours.ts';

const seconds = (text: string) => Date.parse(text) / 1000;
const text = (at: number) => new Date(at * 1000).toISOString();
const berlin = 'Europe/Berlin';

describe('working hours of the sample, Monday to Friday 8:30 to 17:45', () => {
  it('opens at once, later the same day, or on Monday', () => {
    expect(text(nextOpening(berlin, seconds('2026-01-14T10:00:00Z')))).toBe('2026-01-14T10:00:00.000Z');
    expect(text(nextOpening(berlin, seconds('2026-01-14T05:00:00Z')))).toBe('2026-01-14T07:30:00.000Z');
    expect(text(nextOpening(berlin, seconds('2026-01-14T17:00:00Z')))).toBe('2026-01-15T07:30:00.000Z');
    expect(text(nextOpening(berlin, seconds('2026-01-16T17:00:00Z')))).toBe('2026-01-19T07:30:00.000Z');
    expect(text(nextOpening(berlin, seconds('2026-01-18T12:00:00Z')))).toBe('2026-01-19T07:30:00.000Z');
  });

  it('counts only open hours: from Friday 17:00 two hours lead to Monday 9:45', () => {
    expect(text(afterWork(berlin, seconds('2026-01-16T16:00:00Z'), 2 * 3600))).toBe('2026-01-19T08:45:00.000Z');
    expect(text(afterWork('Asia/Singapore', seconds('2026-01-14T01:00:00Z'), 3600))).toBe('2026-01-14T02:00:00.000Z');
  });

  it('finds the queue day: Tuesday or Friday at ten', () => {
    expect(text(nextWeekdayAt(berlin, seconds('2026-01-14T10:00:00Z'), [1, 4], 10))).toBe('2026-01-16T09:00:00.000Z');
    expect(text(nextWeekdayAt(berlin, seconds('2026-01-16T09:00:00Z'), [1, 4], 10))).toBe('2026-01-20T09:00:00.000Z');
  });

  it('never goes back, and more work never ends earlier', () => {
    const instant = fc.integer({ min: seconds('2025-07-01T00:00:00Z'), max: seconds('2026-07-31T00:00:00Z') });
    fc.assert(
      fc.property(instant, fc.nat(400_000), fc.nat(400_000), (at, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const soon = afterWork('America/New_York', at, less);
        expect(soon).toBeGreaterThanOrEqual(at + less);
        expect(afterWork('America/New_York', at, more)).toBeGreaterThanOrEqual(soon);
      }),
    );
  });
});
