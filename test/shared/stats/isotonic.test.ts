import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isotonicRateAt, isotonicRegression } from '#stats/isotonic.ts';
import { createRandom } from '#stats/random.ts';

const records = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom(0, 1), fc.integer({ min: 1, max: 4 })), {
  minLength: 1,
  maxLength: 30,
});

/** The min-max formula: the largest lower mean over the smallest upper mean, from Barlow et al. (1972). */
function byMinMax(scores: readonly number[], outcomes: readonly number[], weights: readonly number[]) {
  const distinct = [...new Set(scores)].sort((a, b) => a - b);
  const mean = (from: number, to: number) => {
    const inside = scores.map((s, i) => (s >= from && s <= to ? i : -1)).filter((i) => i >= 0);
    return inside.reduce((sum, i) => sum + weights[i]! * outcomes[i]!, 0) / inside.reduce((sum, i) => sum + weights[i]!, 0);
  };
  return distinct.map((score) => ({
    score,
    rate: Math.max(
      ...distinct.filter((l) => l <= score).map((low) => Math.min(...distinct.filter((h) => h >= score).map((high) => mean(low, high)))),
    ),
  }));
}

describe('isotonicRegression', () => {
  it('pools by hand: 1, 0 | 1 | 0, 1, 1', () => {
    expect(isotonicRegression([10, 20, 30, 40, 50, 60], [1, 0, 1, 0, 1, 1])).toEqual([
      { score: 10, rate: 0.5 },
      { score: 20, rate: 0.5 },
      { score: 30, rate: 0.5 },
      { score: 40, rate: 0.5 },
      { score: 50, rate: 1 },
      { score: 60, rate: 1 },
    ]);
  });

  it('pools equal scores first and takes weights', () => {
    expect(isotonicRegression([2, 1, 2, 1], [1, 0, 0, 1])).toEqual([
      { score: 1, rate: 0.5 },
      { score: 2, rate: 0.5 },
    ]);
    expect(isotonicRegression([1, 2], [1, 0], [3, 1])).toEqual([
      { score: 1, rate: 0.75 },
      { score: 2, rate: 0.75 },
    ]);
  });

  it('handles none, one and equal records', () => {
    expect(isotonicRegression([], [])).toEqual([]);
    expect(isotonicRegression([7], [1])).toEqual([{ score: 7, rate: 1 }]);
    expect(isotonicRegression([7, 7, 7], [1, 0, 0])).toEqual([{ score: 7, rate: 1 / 3 }]);
    expect(isotonicRegression([0, -0], [1, 0])).toEqual([{ score: 0, rate: 0.5 }]);
  });

  it('refuses what it cannot fit', () => {
    expect(() => isotonicRegression([1], [1, 0])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => isotonicRegression([Number.NaN], [1])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => isotonicRegression([1], [1], [0])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('equals the min-max formula, keeps the mean, never falls, whatever the order', () => {
    fc.assert(
      fc.property(records, fc.nat(), (rows, seed) => {
        const fitOf = (list: typeof rows) =>
          isotonicRegression(
            list.map(([s]) => s),
            list.map(([, o]) => o),
            list.map(([, , w]) => w),
          );
        const points = fitOf(rows);
        const truth = byMinMax(
          rows.map(([s]) => s),
          rows.map(([, o]) => o),
          rows.map(([, , w]) => w),
        );
        expect(points.map((p) => p.score)).toEqual(truth.map((p) => p.score));
        points.forEach((point, i) => {
          expect(point.rate).toBeCloseTo(truth[i]!.rate, 12);
          if (i > 0) expect(point.rate).toBeGreaterThanOrEqual(points[i - 1]!.rate);
        });
        const total = rows.reduce((sum, [s, , w]) => sum + w * isotonicRateAt(points, s)!, 0);
        expect(total).toBeCloseTo(
          rows.reduce((sum, [, o, w]) => sum + w * o, 0),
          9,
        );
        const shuffled = [...rows];
        createRandom(seed).shuffle(shuffled);
        expect(fitOf(shuffled)).toEqual(points);
      }),
    );
  });
});

describe('isotonicRateAt', () => {
  it('holds a rate until the next score', () => {
    const points = [
      { score: 10, rate: 0.1 },
      { score: 20, rate: 0.4 },
    ];
    expect([5, 10, 19.9, 20, 99].map((score) => isotonicRateAt(points, score))).toEqual([0.1, 0.1, 0.1, 0.4, 0.4]);
    expect(isotonicRateAt([], 5)).toBeNull();
  });
});
