import { describe, expect, it } from 'vitest';
import { drawBinomial } from '#stats/binomial-draw.ts';
import { binomialPmf } from '#stats/binomial-pmf.ts';
import { chiSquareCdf } from '#stats/chi-square.ts';
import { createRandom } from '#stats/random.ts';

describe('drawBinomial', () => {
  it.each([
    [1, 0.3],
    [12, 0.05],
    [40, 0.24],
    [40, 0.26],
    [50, 0.5],
    [200, 0.93],
    [100_000, 0.00002],
    [100_000, 0.002],
  ])('has the binomial distribution for n %d, p %d (chi-square at .999, fixed seed)', (n, p) => {
    const random = createRandom(41);
    const draws = 40_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const k = drawBinomial(random, n, p);
      counts.set(k, (counts.get(k) ?? 0) + 1);
    }
    let statistic = 0;
    let cells = 0;
    let restExpected = draws;
    let restSeen = draws;
    for (let k = 0; k <= n; k++) {
      const expected = draws * binomialPmf(k, n, p);
      if (expected < 8) continue;
      statistic += ((counts.get(k) ?? 0) - expected) ** 2 / expected;
      restExpected -= expected;
      restSeen -= counts.get(k) ?? 0;
      cells++;
    }
    statistic += (restSeen - restExpected) ** 2 / Math.max(1, restExpected);
    expect(chiSquareCdf(statistic, cells)).toBeLessThan(0.999);
  });

  it('knows the certain cases and repeats a seed', () => {
    const random = createRandom(2);
    expect([drawBinomial(random, 0, 0.4), drawBinomial(random, 9, 0), drawBinomial(random, 9, 1)]).toEqual([0, 0, 9]);
    expect(drawBinomial(createRandom(3), 1e9, 0.4)).toBe(drawBinomial(createRandom(3), 1e9, 0.4));
    expect(Math.abs(drawBinomial(createRandom(3), 1e9, 0.4) - 4e8)).toBeLessThan(1e5);
  });

  it('refuses what is no count or probability', () => {
    for (const [n, p] of [
      [-1, 0.5],
      [1.5, 0.5],
      [3, 1.1],
      [3, Number.NaN],
    ] as const)
      expect(() => drawBinomial(createRandom(1), n, p)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });
});
