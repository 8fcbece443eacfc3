import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier, kaplanMeierSorted } from '#stats/kaplan-meier.ts';
import { createRandom } from '#stats/random.ts';

const curve = (times: number[], event: number[]) => kaplanMeier(Float64Array.from(times), Uint8Array.from(event));
const spells = fc.array(fc.tuple(fc.nat(12), fc.constantFrom(0, 1)), { maxLength: 40 });

/** The product formula straight from the paper, one factor a time. */
function survivalByDefinition(pairs: readonly (readonly [number, number])[], t: number): number {
  let survival = 1;
  for (const time of [...new Set(pairs.filter(([at, event]) => event === 1 && at <= t).map(([at]) => at))].sort((a, b) => a - b)) {
    const atRisk = pairs.filter(([at]) => at >= time).length;
    survival *= 1 - pairs.filter(([at, event]) => at === time && event === 1).length / atRisk;
  }
  return survival;
}

describe('kaplanMeier', () => {
  it('gives the median 10 where leavers alone would say 5 (metrics "leakage")', () => {
    const km = curve([2, 3, 10, 4, 12], [1, 1, 1, 0, 0]);
    expect(km.quantile(0.5)).toBe(10);
    expect([km.n, km.events, km.censored]).toEqual([5, 3, 2]);
    expect([...km.atRisk]).toEqual([5, 4, 2]);
    expect(km.quantile(0.9)).toBeNull();
  });

  it('gives the published estimates of the maintained leukaemia patients (Miller 1981; data set aml of the R package survival)', () => {
    const km = curve([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]);
    expect([...km.times]).toEqual([9, 13, 18, 23, 31, 34, 48]);
    expect([...km.survival].map((s) => s.toFixed(3))).toEqual(['0.909', '0.818', '0.716', '0.614', '0.491', '0.368', '0.184']);
    expect(km.quantile(0.5)).toBe(31);
  });

  it('takes events before censorings at equal times', () => {
    expect(curve([5, 5], [1, 0]).survivalAt(5)).toBe(0.5);
    expect(curve([5, 5, 6], [0, 1, 1]).survivalAt(5)).toBeCloseTo(2 / 3, 15);
  });

  it('is the plain share without censoring, and its quantiles meet round levels in spite of rounding', () => {
    const km = curve([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], Array(10).fill(1));
    expect([0.1, 0.25, 0.3, 0.5, 0.7, 0.9, 1].map(km.quantile)).toEqual([1, 3, 3, 5, 7, 9, 10]);
    expect(km.quantile(0)).toBe(1);
  });

  it('has no steps without spells, without events, and one with one event', () => {
    for (const km of [curve([], []), curve([3, 4], [0, 0])]) {
      expect(km.times).toHaveLength(0);
      expect(km.survivalAt(99)).toBe(1);
      expect(km.quantile(0.5)).toBeNull();
    }
    expect(curve([3], [1]).quantile(0.5)).toBe(3);
    expect(curve([3], [1]).survivalAt(2.999)).toBe(1);
    expect(curve([7, 7, 7], [1, 1, 1]).survivalAt(7)).toBe(0);
    expect(curve([0, -0], [1, 1]).times).toHaveLength(1);
  });

  it('refuses what it cannot read', () => {
    expect(() => curve([1, Number.NaN], [1, 0])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => curve([1], [1, 0])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => curve([1], [2])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => curve([1], [1]).quantile(1.1)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('equals the definition, falls only, and does not depend on the order of spells', () => {
    fc.assert(
      fc.property(spells, fc.nat(), (pairs, seed) => {
        const km = curve(
          pairs.map(([t]) => t),
          pairs.map(([, e]) => e),
        );
        for (let t = -1; t <= 13; t++) expect(km.survivalAt(t)).toBeCloseTo(survivalByDefinition(pairs, t), 12);
        const shuffled = [...pairs];
        createRandom(seed).shuffle(shuffled);
        const again = curve(
          shuffled.map(([t]) => t),
          shuffled.map(([, e]) => e),
        );
        expect([again.times, again.survival, again.atRisk]).toEqual([km.times, km.survival, km.atRisk]);
        const sorted = [...pairs].sort((a, b) => a[0] - b[0]);
        const quick = kaplanMeierSorted(
          Float64Array.from(sorted, ([t]) => t),
          Uint8Array.from(sorted, ([, e]) => e),
        );
        expect(quick.survival).toEqual(km.survival);
      }),
    );
  });

  it('finds the smallest time at which the curve is down', () => {
    fc.assert(
      fc.property(spells, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (pairs, q) => {
        const km = curve(
          pairs.map(([t]) => t),
          pairs.map(([, e]) => e),
        );
        const at = [...km.times].find((t) => survivalByDefinition(pairs, t) <= 1 - q + 1e-9) ?? null;
        expect(km.quantile(q)).toBe(at);
      }),
    );
  });

  it('finds the true median of a million exponential spells, a third of them censored', () => {
    const random = createRandom(4);
    const times = new Float64Array(1_000_000);
    const event = new Uint8Array(times.length);
    for (let i = 0; i < times.length; i++) {
      const end = -Math.log(1 - random.nextUniform());
      const seen = -2 * Math.log(1 - random.nextUniform());
      times[i] = Math.min(end, seen);
      event[i] = end <= seen ? 1 : 0;
    }
    expect(Math.abs(kaplanMeier(times, event).quantile(0.5)! - Math.LN2)).toBeLessThan(0.005);
  });
});
