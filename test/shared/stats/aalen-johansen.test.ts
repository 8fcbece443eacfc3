import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aalenJohansen, aalenJohansenSorted } from '#stats/aalen-johansen.ts';
import { kaplanMeier } from '#stats/kaplan-meier.ts';
import { createRandom } from '#stats/random.ts';

const curves = (times: number[], cause: number[], causes = 2) => aalenJohansen(Float64Array.from(times), Uint8Array.from(cause), causes);
const spells = fc.array(fc.tuple(fc.nat(12), fc.constantFrom(0, 1, 2, 3)), { maxLength: 40 });

/** Σ S(t−)·d/r straight from the definition. */
function incidenceByDefinition(pairs: readonly (readonly [number, number])[], cause: number, t: number): number {
  let survival = 1;
  let incidence = 0;
  for (const time of [...new Set(pairs.filter(([at, c]) => c > 0 && at <= t).map(([at]) => at))].sort((a, b) => a - b)) {
    const atRisk = pairs.filter(([at]) => at >= time).length;
    const ended = (of: (c: number) => boolean) => pairs.filter(([at, c]) => at === time && of(c)).length;
    incidence += (survival * ended((c) => c === cause)) / atRisk;
    survival *= 1 - ended((c) => c > 0) / atRisk;
  }
  return incidence;
}

describe('aalenJohansen', () => {
  it('gives .25, .25, .50 for advanced@1, lost@2, advanced@3, open@4 (metrics "leakage")', () => {
    const aj = curves([1, 2, 3, 4], [1, 2, 1, 0]);
    expect([1, 2, 3].map((t) => aj.incidenceAt(1, t))).toEqual([0.25, 0.25, 0.5]);
    expect(aj.incidenceAt(2, 2)).toBe(0.25);
    expect([aj.n, aj.events, aj.censored]).toEqual([4, [2, 1], 1]);
    expect(aj.incidenceAt(1, 0.999)).toBe(0);
    expect(aj.incidenceAt(1, 1e9)).toBe(0.5);
  });

  it('stays below 1 − Kaplan–Meier, which treats losses as censored', () => {
    const naive = kaplanMeier(Float64Array.of(1, 2, 3, 4), Uint8Array.of(1, 0, 1, 0));
    expect(1 - naive.survivalAt(3)).toBe(0.625);
    expect(curves([1, 2, 3, 4], [1, 2, 1, 0]).incidenceAt(1, 3)).toBe(0.5);
  });

  it('reaches levels at the smallest time, by the rule of velocity', () => {
    const aj = curves([1, 2, 3, 4, 5, 6], [1, 1, 1, 2, 0, 0]);
    const within = aj.incidenceAt(1, 90);
    expect(within).toBe(0.5);
    expect(aj.timeToReach(1, within / 2)).toBe(2);
    expect(aj.timeToReach(1, within * 0.9)).toBe(3);
    expect(aj.timeToReach(1, within)).toBe(3);
    expect(aj.timeToReach(1, 0.51)).toBeNull();
    expect(aj.timeToReach(1, 0)).toBeNull();
    expect(aj.timeToReach(2, Number.NaN)).toBeNull();
  });

  it('is the plain share without censoring, to the last bit', () => {
    const aj = curves([1, 2, 3, 4, 5, 6, 7], [1, 2, 1, 2, 1, 1, 2]);
    expect([1, 3, 5, 6].map((t) => aj.incidenceAt(1, t))).toEqual([1 / 7, (1 / 7) * 2, (1 / 7) * 3, (1 / 7) * 4]);
  });

  it('has no steps without spells or events', () => {
    for (const aj of [curves([], []), curves([1, 2], [0, 0])]) {
      expect(aj.times).toHaveLength(0);
      expect(aj.incidenceAt(1, 5)).toBe(0);
      expect(aj.timeToReach(1, 0.1)).toBeNull();
    }
    expect(curves([4], [2]).incidenceAt(2, 4)).toBe(1);
  });

  it('refuses causes that are not there, NaN times and unequal columns', () => {
    expect(() => curves([1], [3])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => curves([1], [1]).incidenceAt(3, 1)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => curves([Number.NaN], [1])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
    expect(() => curves([1, 2], [1])).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('equals the definition for every cause, adds up to 1 with survival, whatever the order or the labels', () => {
    fc.assert(
      fc.property(spells, fc.nat(), (pairs, seed) => {
        const of = (list: readonly (readonly [number, number])[]) =>
          curves(
            list.map(([t]) => t),
            list.map(([, c]) => c),
            3,
          );
        const aj = of(pairs);
        for (let t = 0; t <= 12; t += 3)
          for (const cause of [1, 2, 3]) expect(aj.incidenceAt(cause, t)).toBeCloseTo(incidenceByDefinition(pairs, cause, t), 12);
        aj.times.forEach((_, i) => {
          expect(aj.incidence.reduce((sum, values) => sum + values[i]!, aj.survival[i]!)).toBeCloseTo(1, 12);
        });
        const shuffled = [...pairs];
        createRandom(seed).shuffle(shuffled);
        expect(of(shuffled).incidence).toEqual(aj.incidence);
        const relabelled = of(pairs.map(([t, c]) => [t, [0, 3, 1, 2][c]!] as const));
        expect(relabelled.incidence[2]).toEqual(aj.incidence[0]);
        const sorted = [...pairs].sort((a, b) => a[0] - b[0]);
        const quick = aalenJohansenSorted(
          Float64Array.from(sorted, ([t]) => t),
          Uint8Array.from(sorted, ([, c]) => c),
          3,
        );
        expect(quick.incidence).toEqual(aj.incidence);
      }),
    );
  });

  it('with one cause is one minus Kaplan–Meier', () => {
    fc.assert(
      fc.property(spells, (pairs) => {
        const times = Float64Array.from(pairs, ([t]) => t);
        const event = Uint8Array.from(pairs, ([, c]) => (c > 0 ? 1 : 0));
        const km = kaplanMeier(times, event);
        const aj = aalenJohansen(times, event, 1);
        for (let t = 0; t <= 12; t++) expect(aj.incidenceAt(1, t)).toBeCloseTo(1 - km.survivalAt(t), 12);
      }),
    );
  });

  it('finds the true incidences of a million spells with rates 1 and 2 and random censoring', () => {
    const random = createRandom(9);
    const times = new Float64Array(1_000_000);
    const cause = new Uint8Array(times.length);
    for (let i = 0; i < times.length; i++) {
      const end = -Math.log(1 - random.nextUniform()) / 3;
      const seen = -Math.log(1 - random.nextUniform());
      times[i] = Math.min(end, seen);
      cause[i] = end > seen ? 0 : random.nextUniform() < 1 / 3 ? 1 : 2;
    }
    const aj = aalenJohansen(times, cause);
    expect(aj.incidenceAt(1, 0.5)).toBeCloseTo((1 - Math.exp(-1.5)) / 3, 2);
    expect(aj.incidenceAt(2, 0.5)).toBeCloseTo(((1 - Math.exp(-1.5)) * 2) / 3, 2);
  });
});
