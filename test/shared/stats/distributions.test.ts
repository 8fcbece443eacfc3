import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareCdf, chiSquareQuantile } from '#stats/chi-square.ts';
import { normalQuantile } from '#stats/normal-quantile.ts';

const relative = (value: number, truth: number) => Math.abs(value / truth - 1);

describe('normalQuantile', () => {
  it.each([
    [1e-10, -6.361340902404057],
    [0.001, -3.0902323061678136],
    [0.025, -1.9599639845400543],
    [0.3, -0.5244005127080408],
    [0.8, 0.8416212335729142],
    [0.975, 1.9599639845400543],
    [0.999999, 4.753424308817088],
  ])('at %d equals √2·erfinv(2p − 1) in 30 digits (mpmath 1.3)', (p, z) => {
    expect(relative(normalQuantile(p), z)).toBeLessThan(1e-13);
  });

  it('is 0 in the middle, infinite at the ends, and refuses the rest', () => {
    expect([normalQuantile(0.5), normalQuantile(0), normalQuantile(1)]).toEqual([0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('rises and mirrors', () => {
    const probability = fc.double({ min: 1e-12, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(probability, probability, (a, b) => {
        expect(normalQuantile(1 - a)).toBeCloseTo(-normalQuantile(1 - (1 - a)), 9);
        if (b - a > 1e-9) expect(normalQuantile(b)).toBeGreaterThan(normalQuantile(a));
      }),
    );
  });
});

describe('chi-square', () => {
  it.each([
    [0.95, 9, 16.91897760462045],
    [0.95, 1, 3.841458820694126],
    [0.99, 4, 13.27670413598762],
    [0.5, 2, 1.386294361119891],
    [0.01, 30, 14.95345652845544],
    [0.95, 0.5, 2.420232274889525],
    [0.999, 100, 149.4492527790387],
  ])('quantile %d with %d degrees equals the root of the gamma function in 30 digits (mpmath 1.3)', (p, degrees, x) => {
    expect(relative(chiSquareQuantile(p, degrees), x)).toBeLessThan(1e-12);
  });

  it.each([
    [3.84, 1, 0.9499564787512949],
    [0.5, 7, 0.0005535186095750345],
    [60, 30, 0.9990793176038514],
    [0.00001, 2, 4.999987500020833e-6],
  ])('P(X ≤ %d) with %d degrees equals mpmath', (x, degrees, p) => {
    expect(relative(chiSquareCdf(x, degrees), p)).toBeLessThan(1e-12);
  });

  it('has its ends, and refuses the rest', () => {
    expect([chiSquareCdf(0, 3), chiSquareCdf(Number.POSITIVE_INFINITY, 3), chiSquareQuantile(0, 3)]).toEqual([0, 1, 0]);
    expect(chiSquareQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY);
    expect(chiSquareCdf(1e4, 3)).toBe(1);
    for (const call of [
      () => chiSquareCdf(-1, 3),
      () => chiSquareCdf(1, 0),
      () => chiSquareQuantile(2, 3),
      () => chiSquareQuantile(0.5, Number.NaN),
    ])
      expect(call).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('inverts itself', () => {
    const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
    fc.assert(
      fc.property(probability, fc.integer({ min: 1, max: 400 }), (p, degrees) => {
        expect(chiSquareCdf(chiSquareQuantile(p, degrees), degrees)).toBeCloseTo(p, 11);
      }),
    );
  });
});
