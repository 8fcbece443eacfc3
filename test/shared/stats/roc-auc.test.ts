import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#stats/random.ts';
import { rocAuc } from '#stats/roc-auc.ts';

const records = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.constantFrom(0, 1)), { minLength: 1, maxLength: 40 });

/** DeLong from its definition over all pairs. */
function byAllPairs(scores: readonly number[], outcomes: readonly number[]) {
  const of = (outcome: number) => scores.filter((_, i) => outcomes[i] === outcome);
  const [failures, successes] = [of(0), of(1)];
  const win = (success: number, failure: number) => (success > failure ? 1 : success === failure ? 0.5 : 0);
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const variance = (values: number[]) => values.reduce((a, b) => a + (b - mean(values)) ** 2, 0) / (values.length - 1);
  const perSuccess = successes.map((s) => mean(failures.map((f) => win(s, f))));
  const perFailure = failures.map((f) => mean(successes.map((s) => win(s, f))));
  const spread = 1.959963984540054 * Math.sqrt(variance(perSuccess) / successes.length + variance(perFailure) / failures.length);
  return { value: mean(perSuccess), spread, counts: [failures.length, successes.length] };
}

describe('rocAuc', () => {
  it('equals DeLong worked out over all pairs in NumPy (.76, .4428–1.0772 before the cut at 1)', () => {
    const auc = rocAuc([0.1, 0.4, 0.35, 0.8, 0.4, 0.7, 0.2, 0.4, 0.9, 0.5], [0, 0, 1, 1, 1, 0, 0, 0, 1, 1])!;
    expect(auc.value).toBeCloseTo(0.76, 14);
    expect(auc.low).toBeCloseTo(0.4427521141091937, 12);
    expect(auc.high).toBe(1);
  });

  it('counts ties half', () => {
    expect(rocAuc([1, 1, 1, 1], [0, 1, 0, 1])).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
    expect(rocAuc([0, -0], [0, 1])!.value).toBe(0.5);
  });

  it('is null with one class, and has no interval with one record in a class', () => {
    expect(rocAuc([], [])).toBeNull();
    expect(rocAuc([1, 2], [1, 1])).toBeNull();
    expect(rocAuc([1, 2], [0, 0])).toBeNull();
    expect(rocAuc([1, 2, 3], [0, 1, 0])).toEqual({ value: 0.5, low: null, high: null });
  });

  it('gives the single point 1 at perfect separation', () => {
    expect(rocAuc([1, 2, 3, 4], [0, 0, 1, 1])).toEqual({ value: 1, low: 1, high: 1 });
  });

  it('refuses scores and outcomes that are none', () => {
    expect(() => rocAuc([Number.NaN], [1])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => rocAuc([1], [2])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => rocAuc([1, 2], [1])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('equals the definition, mirrors, and knows only the order of scores', () => {
    fc.assert(
      fc.property(records, (rows) => {
        const scores = rows.map(([s]) => s);
        const outcomes = rows.map(([, o]) => o);
        const auc = rocAuc(scores, outcomes);
        const truth = byAllPairs(scores, outcomes);
        expect(auc === null).toBe(truth.counts.includes(0));
        if (auc === null) return;
        expect(auc.value).toBeCloseTo(truth.value, 12);
        if (!truth.counts.includes(1)) {
          expect(auc.low).toBeCloseTo(Math.max(0, truth.value - truth.spread), 10);
          expect(auc.high).toBeCloseTo(Math.min(1, truth.value + truth.spread), 10);
        }
        expect(rocAuc(scores.map(Math.exp), outcomes)).toEqual(auc);
        expect(rocAuc([...scores].reverse(), [...outcomes].reverse())).toEqual(auc);
        expect(
          rocAuc(
            scores,
            outcomes.map((o) => 1 - o),
          )!.value,
        ).toBeCloseTo(1 - auc.value, 12);
      }),
    );
  });

  it('covers the true area in 93 to 97 % of simulated samples', () => {
    const random = createRandom(77);
    const truth = 0.7602499389065233; // Φ(1/√2): two normals one standard deviation apart
    let covered = 0;
    for (let run = 0; run < 1500; run++) {
      const outcomes = Uint8Array.from({ length: 200 }, (_, i) => (i < 60 ? 1 : 0));
      const scores = Float64Array.from(outcomes, (outcome) => random.nextNormal() + outcome);
      const { low, high } = rocAuc(scores, outcomes)!;
      if (low! <= truth && truth <= high!) covered++;
    }
    expect(covered / 1500).toBeGreaterThan(0.93);
    expect(covered / 1500).toBeLessThan(0.97);
  });
});
