import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#stats/random.ts';
import { wilsonInterval } from '#stats/wilson.ts';

describe('wilsonInterval', () => {
  it.each([
    [3, 20, 0.052, 0.36],
    [0, 12, 0, 0.242],
    [30, 200, 0.107, 0.206],
  ])('of %d in %d is %d–%d (three digits, metrics "calibration")', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n)!;
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  });

  it('solves |p − rate| = z·√(p(1 − p)/n), the equation it is made from', () => {
    const { low, high } = wilsonInterval(7, 31)!;
    for (const bound of [low, high])
      expect(Math.abs(bound - 7 / 31)).toBeCloseTo(1.959963984540054 * Math.sqrt((bound * (1 - bound)) / 31), 12);
  });

  it('is null without trials and exact at the ends', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(wilsonInterval(0, 1)!.low).toBe(0);
    expect(wilsonInterval(1, 1)!.high).toBe(1);
    expect(wilsonInterval(5, 5, 0)).toEqual({ low: 1, high: 1 });
  });

  it.each([
    [3, 2],
    [-1, 2],
    [1.5, 2],
    [1, Number.NaN],
  ])('refuses %d in %d', (successes, n) => {
    expect(() => wilsonInterval(successes, n)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('holds the rate, stays within 0 to 1, mirrors failures, narrows with n', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (a, b) => {
        const [successes, n] = [Math.min(a, b), Math.max(a, b, 1)];
        const { low, high } = wilsonInterval(successes, n)!;
        expect(low >= 0 && low <= successes / n && successes / n <= high && high <= 1).toBe(true);
        const mirrored = wilsonInterval(n - successes, n)!;
        expect(1 - mirrored.high).toBeCloseTo(low, 12);
        const larger = wilsonInterval(successes * 4, n * 4)!;
        expect(larger.high - larger.low).toBeLessThan(high - low);
      }),
    );
  });

  it('covers the true rate in 93 to 97 % of simulated samples', () => {
    const random = createRandom(20_260_926);
    for (const [rate, n] of [
      [0.15, 80],
      [0.5, 40],
      [0.03, 400],
    ] as const) {
      let covered = 0;
      for (let run = 0; run < 4000; run++) {
        let successes = 0;
        for (let i = 0; i < n; i++) if (random.nextUniform() < rate) successes++;
        const { low, high } = wilsonInterval(successes, n)!;
        if (low <= rate && rate <= high) covered++;
      }
      expect(covered / 4000).toBeGreaterThan(0.93);
      expect(covered / 4000).toBeLessThan(0.97);
    }
  });
});
