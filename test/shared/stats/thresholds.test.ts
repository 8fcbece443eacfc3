import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#stats/random.ts';
import { thresholdCounts } from '#stats/threshold-counts.ts';
import { youdenThreshold } from '#stats/youden.ts';

const records = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 1)), { maxLength: 40 });

describe('thresholdCounts', () => {
  it('counts by hand', () => {
    expect(thresholdCounts([40, 60, 60, 80], [0, 0, 1, 1])).toEqual([
      { score: 40, volume: 4, successes: 2 },
      { score: 60, volume: 3, successes: 2 },
      { score: 80, volume: 1, successes: 1 },
    ]);
    expect(thresholdCounts([], [])).toEqual([]);
    expect(thresholdCounts([5, 5], [0, 0])).toEqual([{ score: 5, volume: 2, successes: 0 }]);
  });

  it('counts the records at or above every distinct score', () => {
    fc.assert(
      fc.property(records, (rows) => {
        const counts = thresholdCounts(
          rows.map(([s]) => s),
          rows.map(([, o]) => o),
        );
        const distinct = [...new Set(rows.map(([s]) => s))].sort((a, b) => a - b);
        const above = (score: number) => rows.filter(([s]) => s >= score);
        expect(counts).toEqual(
          distinct.map((score) => ({ score, volume: above(score).length, successes: above(score).filter(([, o]) => o === 1).length })),
        );
      }),
    );
  });
});

describe('youdenThreshold', () => {
  it('finds the best threshold by hand, the lowest of equal ones', () => {
    expect(youdenThreshold([10, 20, 30, 40], [0, 0, 1, 1])).toEqual({ score: 30, index: 1, sensitivity: 1, specificity: 1 });
    expect(youdenThreshold([10, 20, 30, 40], [0, 1, 0, 1])).toEqual({ score: 20, index: 0.5, sensitivity: 1, specificity: 0.5 });
    expect(youdenThreshold([5, 5], [0, 1])).toEqual({ score: 5, index: 0, sensitivity: 1, specificity: 0 });
    expect(youdenThreshold([1, 2], [1, 0])).toMatchObject({ score: 1, index: 0 });
  });

  it('is null with one class', () => {
    expect(youdenThreshold([], [])).toBeNull();
    expect(youdenThreshold([1, 2], [1, 1])).toBeNull();
    expect(youdenThreshold([1, 2], [0, 0])).toBeNull();
  });

  it('is not beaten by any other threshold, whatever the order', () => {
    fc.assert(
      fc.property(records, fc.nat(), (rows, seed) => {
        const of = (list: readonly (readonly [number, number])[]) =>
          youdenThreshold(
            list.map(([s]) => s),
            list.map(([, o]) => o),
          );
        const best = of(rows);
        const shuffled = [...rows];
        createRandom(seed).shuffle(shuffled);
        expect(of(shuffled)).toEqual(best);
        const rate = (outcome: number, score: number) => {
          const those = rows.filter(([, o]) => o === outcome);
          return those.filter(([s]) => s >= score).length / those.length;
        };
        for (const [score] of rows) if (best !== null) expect(rate(1, score) - rate(0, score)).toBeLessThanOrEqual(best.index + 1e-12);
      }),
    );
  });
});
