import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationLine } from '#stats/calibration-line.ts';
import { createRandom } from '#stats/random.ts';

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const logit = (p: number) => Math.log(p / (1 - p));

describe('calibrationLine', () => {
  it('equals the root of the score equations in 30 digits (mpmath 1.3)', () => {
    const { line } = calibrationLine([0.1, 0.1, 0.2, 0.3, 0.3, 0.6, 0.6, 0.8], [0, 0, 0, 1, 0, 0, 1, 1]);
    expect(line!.intercept).toBeCloseTo(0.1571998866708673, 11);
    expect(line!.slope).toBeCloseTo(1.427838293549183, 11);
    expect(line!.interceptAtSlopeOne).toBeCloseTo(0, 12);
  });

  it.each([
    ['noRecords', [], []],
    ['oneOutcome', [0.1, 0.6], [1, 1]],
    ['oneOutcome', [0.1, 0.6], [0, 0]],
    ['oneForecast', [0.4, 0.4], [0, 1]],
    ['certainForecast', [0, 0.5, 0.4], [0, 0, 1]],
    ['certainForecast', [1, 0.5, 0.4], [1, 0, 1]],
    ['separated', [0.1, 0.2, 0.6, 0.7], [0, 0, 1, 1]],
    ['separated', [0.1, 0.2, 0.6, 0.7], [1, 1, 0, 0]],
    ['separated', [0.1, 0.5, 0.5, 0.7], [0, 0, 1, 1]],
    ['separated', [0.1, 0.9], [0, 1]],
  ])('says %s instead of a line', (reason, probabilities, outcomes) => {
    expect(calibrationLine(probabilities, outcomes)).toEqual({ line: null, reason });
  });

  it('refuses what is no forecast', () => {
    expect(() => calibrationLine([1.2], [1])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('fits records that nearly part', () => {
    const probabilities = [0.01, 0.02, 0.03, 0.5, 0.51, 0.97, 0.98, 0.99];
    const { line } = calibrationLine(probabilities, [0, 0, 0, 1, 0, 1, 1, 1]);
    const residual = probabilities.map((q, i) => [0, 0, 0, 1, 0, 1, 1, 1][i]! - logistic(line!.intercept + line!.slope * logit(q)));
    expect(residual.reduce((a, b) => a + b)).toBeCloseTo(0, 8);
    expect(residual.reduce((sum, r, i) => sum + r * logit(probabilities[i]!), 0)).toBeCloseTo(0, 8);
  });

  it('always solves the score equations, and turns over with the outcomes', () => {
    const record = fc.tuple(fc.integer({ min: 1, max: 39 }), fc.constantFrom(0, 1));
    fc.assert(
      fc.property(fc.array(record, { minLength: 2, maxLength: 60 }), (rows) => {
        const probabilities = rows.map(([p]) => p / 40);
        const outcomes = rows.map(([, o]) => o);
        const { line, reason } = calibrationLine(probabilities, outcomes);
        const turned = calibrationLine(
          probabilities.map((p) => 1 - p),
          outcomes.map((o) => 1 - o),
        );
        if (line === null) {
          expect(turned.reason).toBe(reason);
          return;
        }
        const residual = probabilities.map((p, i) => outcomes[i]! - logistic(line.intercept + line.slope * logit(p)));
        expect(residual.reduce((a, b) => a + b)).toBeCloseTo(0, 7);
        expect(residual.reduce((sum, r, i) => sum + r * logit(probabilities[i]!), 0)).toBeCloseTo(0, 7);
        const atOne = probabilities.reduce((sum, p, i) => sum + outcomes[i]! - logistic(line.interceptAtSlopeOne + logit(p)), 0);
        expect(atOne).toBeCloseTo(0, 7);
        expect(turned.line!.slope).toBeCloseTo(line.slope, 6);
        expect(turned.line!.intercept).toBeCloseTo(-line.intercept, 6);
      }),
    );
  });

  it('goes on where the likelihood is flat to its last digit', () => {
    const rows = [
      [36, 1],
      [7, 1],
      [38, 0],
      [6, 0],
      [5, 1],
      [18, 0],
      [20, 1],
      [30, 0],
      [32, 0],
      [13, 0],
      [13, 1],
      [21, 0],
      [11, 1],
    ];
    const { line } = calibrationLine(
      rows.map(([p]) => p! / 40),
      rows.map(([, o]) => o!),
    );
    const residual = rows.map(([p, o]) => o! - logistic(line!.intercept + line!.slope * logit(p! / 40)));
    expect(residual.reduce((a, b) => a + b)).toBeCloseTo(0, 12);
  });

  it('finds the slope that made the data', () => {
    const random = createRandom(6);
    const probabilities = Float64Array.from({ length: 50_000 }, () => 0.05 + 0.9 * random.nextUniform());
    const outcomes = Uint8Array.from(probabilities, (p) => (random.nextUniform() < logistic(-0.5 + 0.6 * logit(p)) ? 1 : 0));
    const { line } = calibrationLine(probabilities, outcomes);
    expect(Math.abs(line!.slope - 0.6)).toBeLessThan(0.04);
    expect(Math.abs(line!.intercept + 0.5)).toBeLessThan(0.04);
  });
});
