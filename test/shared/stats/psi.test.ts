import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { psi, psiCritical } from '#stats/psi.ts';
import { createRandom } from '#stats/random.ts';

describe('psi', () => {
  it('is (a − r)·ln(a/r) by hand: .2, .8 against .5, .5', () => {
    expect(psi([50, 50], [20, 80])).toBeCloseTo(-0.3 * Math.log(0.4) + 0.3 * Math.log(1.6), 12);
    expect(psi([5, 3, 2], [500, 300, 200])).toBe(0);
  });

  it('counts a bin that is empty on one side as half a record', () => {
    expect(psi([50, 50, 0], [25, 25, 50])).toBeCloseTo(psi([50, 50, 0.5], [25, 25, 50])!, 12);
    expect(psi([50, 0, 50], [20, 0, 80])).toBe(psi([50, 50], [20, 80]));
    expect(psi([10, 0], [0, 10])).toBeGreaterThan(1);
  });

  it('has no value without records on a side', () => {
    expect(psi([0, 0], [1, 2])).toBeNull();
    expect(psi([1, 2], [0, 0])).toBeNull();
    expect(psi([], [])).toBeNull();
  });

  it('refuses counts that are none', () => {
    expect(() => psi([1], [1, 2])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => psi([1, -1], [1, 2])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => psi([1, Number.NaN], [1, 2])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('is not negative, the same both ways, and knows no order of bins', () => {
    const counts = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(counts, (bins) => {
        const [reference, actual] = [bins.map(([r]) => r), bins.map(([, a]) => a)];
        const value = psi(reference, actual);
        const back = psi(actual, reference);
        expect(value === null).toBe(back === null);
        if (value === null) return;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(back).toBeCloseTo(value, 10);
        expect(psi([...reference].reverse(), [...actual].reverse())).toBeCloseTo(value, 10);
      }),
    );
  });
});

describe('psiCritical', () => {
  it('is .169 for ten bins and twice 200 records (metrics "calibration")', () => {
    expect(psiCritical(10, 200, 200)).toBeCloseTo(0.169, 3);
  });

  it('refuses one bin and empty sides', () => {
    expect(() => psiCritical(1, 200, 200)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => psiCritical(10, 0, 200)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('is exceeded by unchanged populations in about 5 % of simulated comparisons, where .10 would be in far more', () => {
    const random = createRandom(15);
    const critical = psiCritical(10, 200, 200);
    const draw = () => {
      const counts = new Float64Array(10);
      for (let i = 0; i < 200; i++) counts[random.nextInt(10)]!++;
      return counts;
    };
    let exceeded = 0;
    let customary = 0;
    for (let run = 0; run < 4000; run++) {
      const value = psi(draw(), draw())!;
      if (value > critical) exceeded++;
      if (value > 0.1) customary++;
    }
    expect(exceeded / 4000).toBeGreaterThan(0.035);
    expect(exceeded / 4000).toBeLessThan(0.07);
    expect(customary / 4000).toBeGreaterThan(0.3);
  });
});
