import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapInterval, bootstrapMean, bootstrapRatio } from '#stats/bootstrap.ts';
import { quantileSorted } from '#stats/quantile-sorted.ts';
import { createRandom } from '#stats/random.ts';

describe('bootstrapInterval', () => {
  it('repeats for a seed and differs for another', () => {
    const values = Array.from({ length: 50 }, (_, i) => i * i);
    const once = bootstrapMean(values, { seed: 1 });
    expect(bootstrapMean(values, { seed: 1 })).toEqual(once);
    expect(bootstrapMean(values, { seed: 2 })).not.toEqual(once);
    expect(once!.repetitions).toBe(1000);
  });

  it('is null without a sample, a point for one record or equal ones', () => {
    expect(bootstrapMean([], { seed: 1 })).toBeNull();
    expect(bootstrapMean([4], { seed: 1 })).toMatchObject({ low: 4, high: 4 });
    expect(bootstrapMean([4, 4, 4], { seed: 1 })).toMatchObject({ low: 4, high: 4 });
    expect(bootstrapMean([1, 2], { seed: 1, repetitions: 0 })).toBeNull();
  });

  it('counts undefined resamples and gives up where they are the most', () => {
    const half = bootstrapRatio([0, 1], [0, 1], { seed: 3 })!;
    expect(half.defined).toBeGreaterThan(700);
    expect(half.defined).toBeLessThan(800);
    expect([half.low, half.high]).toEqual([1, 1]);
    expect(bootstrapRatio([1, 1], [0, 0], { seed: 3 })).toBeNull();
    const rare = new Float64Array(10);
    expect(bootstrapInterval(10, (rows) => (rows.every((row) => row < 5) ? 1 : null), { seed: 3 })).toBeNull();
    expect(bootstrapRatio(rare, rare, { seed: 3 })).toBeNull();
  });

  it('refuses bad options', () => {
    expect(() => bootstrapMean([1], { seed: -1 })).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => bootstrapMean([1], { seed: 1, low: 0.9, high: 0.1 })).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => bootstrapRatio([1], [1, 2], { seed: 1 })).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('stays within the values and moves with them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 20 }), (values) => {
        const { low, high } = bootstrapMean(values, { seed: 5, repetitions: 60 })!;
        expect(low >= Math.min(...values) && high <= Math.max(...values) && low <= high).toBe(true);
        const shifted = bootstrapMean(
          values.map((v) => v + 7),
          { seed: 5, repetitions: 60 },
        )!;
        expect(shifted.low).toBeCloseTo(low + 7, 9);
      }),
    );
  });

  it('covers the true mean of skewed values in 90 to 97 % of simulated samples', () => {
    const random = createRandom(31);
    let covered = 0;
    for (let run = 0; run < 500; run++) {
      const values = Float64Array.from({ length: 60 }, () => -Math.log(1 - random.nextUniform()));
      const { low, high } = bootstrapMean(values, { seed: run, repetitions: 400 })!;
      if (low <= 1 && 1 <= high) covered++;
    }
    expect(covered / 500).toBeGreaterThan(0.9);
    expect(covered / 500).toBeLessThan(0.97);
  });
});

describe('quantileSorted', () => {
  it('interpolates as NumPy and R type 7 do', () => {
    expect([0, 0.25, 0.5, 0.9, 1].map((q) => quantileSorted([1, 2, 4, 8], q))).toEqual([1, 1.75, 3, 6.800000000000001, 8]);
    expect(quantileSorted([5], 0.3)).toBe(5);
    expect(quantileSorted([], 0.3)).toBeNull();
    expect(quantileSorted([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 0.75)).toBe(Number.POSITIVE_INFINITY);
    expect(() => quantileSorted([1], 2)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });
});
