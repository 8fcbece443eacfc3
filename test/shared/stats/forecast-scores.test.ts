import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brierScore } from '#stats/brier.ts';
import { corpDecomposition } from '#stats/corp.ts';
import { logLoss } from '#stats/log-loss.ts';
import { createRandom } from '#stats/random.ts';

const p = [0.1, 0.1, 0.2, 0.3, 0.3, 0.6, 0.6, 0.8];
const y = [0, 0, 0, 1, 0, 0, 1, 1];
const records = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom(0, 1)), { minLength: 1, maxLength: 40 });
const columns = (rows: readonly (readonly [number, number])[]) =>
  [rows.map(([score]) => score / 20), rows.map(([, outcome]) => outcome)] as const;

describe('corpDecomposition', () => {
  it('gives .15000 = .02500 − .10938 + .23438 (metrics "calibration")', () => {
    const corp = corpDecomposition(p, y)!;
    expect(corp.score).toBeCloseTo(0.15, 12);
    expect(corp.miscalibration).toBeCloseTo(0.025, 12);
    expect(corp.discrimination).toBeCloseTo(0.109375, 12);
    expect(corp.uncertainty).toBeCloseTo(0.234375, 12);
  });

  it('finds nothing to tell apart in one forecast, and nothing wrong in calibrated ones', () => {
    expect(corpDecomposition([0.5, 0.5], [0, 1])).toEqual({ score: 0.25, miscalibration: 0, discrimination: 0, uncertainty: 0.25 });
    expect(corpDecomposition([0, 1], [0, 1])).toEqual({ score: 0, miscalibration: 0, discrimination: 0.25, uncertainty: 0.25 });
    expect(corpDecomposition([0.2], [1])).toMatchObject({ discrimination: 0, uncertainty: 0 });
    expect(corpDecomposition([], [])).toBeNull();
  });

  it('adds up, has no negative part, and knows no order', () => {
    fc.assert(
      fc.property(records, fc.nat(), (rows, seed) => {
        const corp = corpDecomposition(...columns(rows))!;
        expect(corp.miscalibration - corp.discrimination + corp.uncertainty).toBeCloseTo(corp.score, 12);
        expect(Math.min(corp.miscalibration, corp.discrimination, corp.uncertainty)).toBeGreaterThanOrEqual(0);
        expect(corp.score).toBe(brierScore(...columns(rows)));
        const shuffled = [...rows];
        createRandom(seed).shuffle(shuffled);
        const again = corpDecomposition(...columns(shuffled))!;
        expect(again.miscalibration).toBeCloseTo(corp.miscalibration, 12);
      }),
    );
  });

  it('calls simulated honest forecasts nearly calibrated', () => {
    const random = createRandom(12);
    const honest = Float64Array.from({ length: 20_000 }, () => Math.round(random.nextUniform() * 10) / 10);
    const outcomes = Uint8Array.from(honest, (rate) => (random.nextUniform() < rate ? 1 : 0));
    expect(corpDecomposition(honest, outcomes)!.miscalibration).toBeLessThan(0.001);
    expect(
      corpDecomposition(
        honest.map((rate) => rate / 2),
        outcomes,
      )!.miscalibration,
    ).toBeGreaterThan(0.05);
  });
});

describe('brierScore and logLoss', () => {
  it('equal hand and mpmath figures', () => {
    expect(brierScore(p, y)).toBeCloseTo(0.15, 12);
    expect(brierScore([0.9, 0.2], [1, 0])).toBeCloseTo((0.01 + 0.04) / 2, 15);
    expect(logLoss(p, y)).toBeCloseTo(0.4555965297311108, 14);
    expect(logLoss([0.5], [1])).toBe(Math.LN2);
  });

  it('have no figure without records, nor for a certainty that was wrong', () => {
    expect(brierScore([], [])).toBeNull();
    expect(logLoss([], [])).toBeNull();
    expect(logLoss([0, 0.5], [1, 1])).toBeNull();
    expect(logLoss([1], [0])).toBeNull();
    expect(logLoss([1, 0], [1, 0])).toBe(0);
    expect(Object.is(logLoss([1], [1]), 0)).toBe(true);
  });

  it.each([brierScore, logLoss, corpDecomposition])('refuse what is no forecast: %o', (score) => {
    for (const [probabilities, outcomes] of [
      [[1.1], [1]],
      [[-0.1], [1]],
      [[Number.NaN], [1]],
      [[0.5], [2]],
      [[0.5], [1, 0]],
    ] as const)
      expect(() => score(probabilities, outcomes)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });
});
