import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialPmf } from '#stats/binomial-pmf.ts';
import { binomialTail } from '#stats/binomial-tail.ts';
import { createRandom } from '#stats/random.ts';

const relative = (value: number, truth: number) => Math.abs(value / truth - 1);

describe('binomialTail', () => {
  it.each([
    [60, 100, 0.5, 0.028443966820490395],
    [3, 5, 0.3, 0.16308],
    [20, 80, 0.3, 0.8647766941096576],
    [1, 10, 0.000001, 9.99995500012e-6],
    [150, 1000, 0.02, 7.546348653323552e-81],
    [40, 200, 0.1, 1.7007333197272116e-5],
    [999, 1000, 0.9, 1.9595578810979505e-44],
  ])('P(X ≥ %d), n %d, p %d equals the sum in 30 digits (mpmath 1.3)', (k, n, p, truth) => {
    expect(relative(binomialTail(k, n, p), truth)).toBeLessThan(1e-12);
  });

  it.each([
    [501_000, 1_000_000, 0.5, 0.0228041499326948],
    [301_500, 1_000_000, 0.3, 0.0005362764552305603],
    [1100, 1_000_000, 0.001, 0.0009574669700285317],
  ])('P(X ≥ %d), n %d, p %d equals SciPy 1.17 binom.sf', (k, n, p, truth) => {
    expect(relative(binomialTail(k, n, p), truth)).toBeLessThan(1e-9);
  });

  it('is exact at the ends', () => {
    expect([binomialTail(0, 0, 0.5), binomialTail(-3, 5, 0.5), binomialTail(1, 0, 0.5), binomialTail(6, 5, 0.5)]).toEqual([1, 1, 0, 0]);
    expect([binomialTail(1, 5, 0), binomialTail(0, 5, 0), binomialTail(5, 5, 1)]).toEqual([0, 1, 1]);
    expect(relative(binomialTail(5, 5, 0.25), 0.25 ** 5)).toBeLessThan(1e-14);
    expect(relative(binomialTail(1, 1, 0.25), 0.25)).toBeLessThan(1e-14);
  });

  it.each([
    [1, -1, 0.5],
    [1, 1.5, 0.5],
    [0.5, 2, 0.5],
    [1, 2, -0.1],
    [1, 2, 1.1],
    [1, 2, Number.NaN],
  ])('refuses k %d, n %d, p %d', (k, n, p) => {
    expect(() => binomialTail(k, n, p)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('falls with k, and both tails add up to 1', () => {
    const p = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), p, fc.double({ min: 0, max: 1, noNaN: true }), (n, rate, share) => {
        const k = 1 + Math.floor(share * (n - 1));
        const tail = binomialTail(k, n, rate);
        expect(tail >= 0 && tail <= 1).toBe(true);
        expect(binomialTail(k + 1, n, rate)).toBeLessThanOrEqual(tail * (1 + 1e-12));
        expect(tail - binomialTail(k + 1, n, rate)).toBeCloseTo(binomialPmf(k, n, rate), 11);
        expect(binomialTail(n - k + 1, n, 1 - rate)).toBeCloseTo(1 - tail, 11);
      }),
    );
  });

  it('raises a false alarm at .00135 no oftener than that (simulated months)', () => {
    const random = createRandom(8);
    let alarms = 0;
    const months = 20_000;
    for (let month = 0; month < months; month++) {
      let rejected = 0;
      for (let i = 0; i < 80; i++) if (random.nextUniform() < 0.3) rejected++;
      if (binomialTail(rejected, 80, 0.3) < 0.00135) alarms++;
    }
    expect(alarms / months).toBeLessThan(0.00135 + 3 * Math.sqrt(0.00135 / months));
    expect(binomialTail(40, 80, 0.3)).toBeLessThan(0.00135);
  });
});

describe('binomialPmf', () => {
  it('adds up to 1 and equals the definition for small n', () => {
    for (const [n, p] of [
      [12, 0.3],
      [40, 0.02],
      [300, 0.77],
    ] as const) {
      let sum = 0;
      for (let k = 0; k <= n; k++) sum += binomialPmf(k, n, p);
      expect(sum).toBeCloseTo(1, 12);
    }
    expect(relative(binomialPmf(4, 12, 0.3), 495 * 0.3 ** 4 * 0.7 ** 8)).toBeLessThan(1e-14);
    expect([binomialPmf(0, 3, 0), binomialPmf(1, 3, 0), binomialPmf(3, 3, 1), binomialPmf(2, 3, 1)]).toEqual([1, 0, 1, 0]);
  });
});
