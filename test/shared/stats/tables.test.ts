import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohenKappa, jaccard } from '#stats/agreement.ts';
import { pChartLimits } from '#stats/p-chart.ts';
import { createRandom } from '#stats/random.ts';
import { reliableMean, reliableSum } from '#stats/reliable-sum.ts';
import { weightOfEvidence } from '#stats/weight-of-evidence.ts';

describe('cohenKappa and jaccard', () => {
  it('give the textbook table 20, 5, 10, 15: kappa .4, overlap 20/35', () => {
    const table = { both: 20, onlyFirst: 5, onlySecond: 10, neither: 15 };
    expect(cohenKappa(table)).toBeCloseTo(0.4, 12);
    expect(jaccard(table)).toBe(20 / 35);
  });

  it('know full agreement and full disagreement, and say null where nothing can be said', () => {
    expect(cohenKappa({ both: 5, onlyFirst: 0, onlySecond: 0, neither: 5 })).toBe(1);
    expect(cohenKappa({ both: 0, onlyFirst: 5, onlySecond: 5, neither: 0 })).toBe(-1);
    expect(cohenKappa({ both: 5, onlyFirst: 0, onlySecond: 0, neither: 0 })).toBeNull();
    expect(cohenKappa({ both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 })).toBeNull();
    expect(jaccard({ both: 0, onlyFirst: 0, onlySecond: 0, neither: 9 })).toBeNull();
    expect(jaccard({ both: 0, onlyFirst: 1, onlySecond: 0, neither: 9 })).toBe(0);
  });

  it('refuse what is no count', () => {
    for (const both of [-1, 0.5, Number.NaN]) {
      const table = { both, onlyFirst: 1, onlySecond: 1, neither: 1 };
      expect(() => cohenKappa(table)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
      expect(() => jaccard(table)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    }
  });

  it('do not care which rule comes first, and kappa not which answer is yes', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(500), fc.nat(500), (both, onlyFirst, onlySecond, neither) => {
        const kappa = cohenKappa({ both, onlyFirst, onlySecond, neither });
        expect(cohenKappa({ both, onlyFirst: onlySecond, onlySecond: onlyFirst, neither })).toBe(kappa);
        expect(cohenKappa({ both: neither, onlyFirst, onlySecond, neither: both })).toBe(kappa);
        expect(jaccard({ both, onlyFirst: onlySecond, onlySecond: onlyFirst, neither })).toBe(
          jaccard({ both, onlyFirst, onlySecond, neither }),
        );
        if (kappa !== null) expect(kappa >= -1 && kappa <= 1).toBe(true);
      }),
    );
  });
});

describe('pChartLimits', () => {
  it('are .146–.454 for p̄ .30, n 80 (metrics "rejections")', () => {
    const limits = pChartLimits(0.3, 80)!;
    expect(limits.low).toBeCloseTo(0.146, 3);
    expect(limits.high).toBeCloseTo(0.454, 3);
  });

  it('stay within 0 to 1 and need records', () => {
    expect(pChartLimits(0.02, 10)!.low).toBe(0);
    expect(pChartLimits(0.98, 10)!.high).toBe(1);
    expect(pChartLimits(0.3, 0)).toBeNull();
    expect(pChartLimits(0, 5)).toEqual({ low: 0, high: 0 });
    for (const [rate, n] of [
      [1.2, 5],
      [Number.NaN, 5],
      [0.3, -1],
    ] as const)
      expect(() => pChartLimits(rate, n)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('are left by stable processes in well under 1 % of simulated months', () => {
    const random = createRandom(21);
    let outside = 0;
    for (let month = 0; month < 10_000; month++) {
      let rejected = 0;
      for (let i = 0; i < 80; i++) if (random.nextUniform() < 0.3) rejected++;
      const { low, high } = pChartLimits(0.3, 80)!;
      if (rejected / 80 < low || rejected / 80 > high) outside++;
    }
    expect(outside / 10_000).toBeLessThan(0.006);
    expect(outside).toBeGreaterThan(0);
  });
});

describe('weightOfEvidence', () => {
  it('is ln of the shares by hand, half a record added everywhere', () => {
    const { weights, contributions, informationValue } = weightOfEvidence([30, 10], [10, 30])!;
    expect(weights[0]).toBeCloseTo(Math.log(30.5 / 10.5), 12);
    expect(weights[1]).toBeCloseTo(-Math.log(30.5 / 10.5), 12);
    expect(informationValue).toBeCloseTo(2 * (20 / 41) * Math.log(30.5 / 10.5), 12);
    expect(contributions[0]! + contributions[1]!).toBeCloseTo(informationValue, 12);
  });

  it('is 0 for bins that tell nothing, finite for empty cells, null without goods or bads', () => {
    expect(weightOfEvidence([4, 4], [4, 4])).toEqual({ weights: [0, 0], contributions: [0, 0], informationValue: 0 });
    expect(weightOfEvidence([5, 0], [0, 5])!.weights.every(Number.isFinite)).toBe(true);
    expect(weightOfEvidence([0, 0], [1, 2])).toBeNull();
    expect(weightOfEvidence([1, 2], [0, 0])).toBeNull();
    expect(weightOfEvidence([], [])).toBeNull();
    expect(() => weightOfEvidence([1], [1, 2])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => weightOfEvidence([-1, 3], [1, 2])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('is never negative in sum, and turns over with the classes', () => {
    const bins = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(bins, (rows) => {
        const [goods, bads] = [rows.map(([g]) => g), rows.map(([, b]) => b)];
        const evidence = weightOfEvidence(goods, bads);
        const turned = weightOfEvidence(bads, goods);
        expect(evidence === null).toBe(turned === null);
        if (evidence === null || turned === null) return;
        expect(evidence.informationValue).toBeGreaterThanOrEqual(0);
        expect(turned.informationValue).toBeCloseTo(evidence.informationValue, 10);
        evidence.weights.forEach((weight, bin) => {
          expect(turned.weights[bin]).toBeCloseTo(-weight, 10);
        });
      }),
    );
  });
});

describe('reliableSum', () => {
  it('keeps small terms beside large ones', () => {
    expect(reliableSum([1, 1e100, 1, -1e100])).toBe(2);
    expect(reliableSum(Array(10).fill(0.1))).toBe(1);
    expect(reliableSum([])).toBe(0);
    expect(reliableSum([1, Number.NaN])).toBeNaN();
    expect(reliableSum([1, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
    expect(reliableMean([])).toBeNull();
    expect(reliableMean([1, 2, 6])).toBe(3);
  });

  it('sums a million tenths where a plain loop drifts', () => {
    const tenths = new Float64Array(1_000_000).fill(0.1);
    expect(reliableSum(tenths)).toBe(100_000);
    expect(tenths.reduce((a, b) => a + b)).not.toBe(100_000);
  });

  it('equals the exact sum of whole numbers in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 40), max: 2 ** 40 })), fc.nat(), (values, seed) => {
        const exact = Number(values.reduce((sum, v) => sum + BigInt(v), 0n));
        expect(reliableSum(values) + 0).toBe(exact);
        createRandom(seed).shuffle(values);
        expect(reliableSum(values) + 0).toBe(exact);
      }),
    );
  });
});
