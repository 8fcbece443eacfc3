import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareCdf } from '#stats/chi-square.ts';
import { createRandom, randomFromState } from '#stats/random.ts';

const take = (count: number, next: () => number) => Array.from({ length: count }, next);

describe('createRandom', () => {
  it('is xoshiro128**: equals the reference program in C, compiled and run', () => {
    expect(take(10, randomFromState(1, 2, 3, 4).nextUint32)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
    expect(take(6, randomFromState(0xdeadbeef, 0x12345678, 0x9abcdef0, 0xffffffff).nextUint32)).toEqual([
      2576977301, 1162350735, 3801082360, 993495594, 3403947104, 1497296337,
    ]);
  });

  it('repeats a seed and tells seeds apart, also past 2^32', () => {
    const seeds = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
    const streams = seeds.map((seed) => take(4, createRandom(seed).nextUint32).join());
    expect(new Set(streams).size).toBe(seeds.length);
    expect(seeds.map((seed) => take(4, createRandom(seed).nextUint32).join())).toEqual(streams);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses the seed %d', (seed) => {
    expect(() => createRandom(seed)).toThrow(expect.objectContaining({ code: 'E_STATISTIC' }));
  });

  it('refuses bounds without numbers below them', () => {
    for (const bound of [0, -1, 1.5, 2 ** 32 + 1]) expect(() => createRandom(1).nextInt(bound)).toThrow(/bound/);
    expect(createRandom(1).nextInt(1)).toBe(0);
  });

  it('draws whole numbers evenly (chi-square at .001, fixed seed)', () => {
    const random = createRandom(11);
    const counts = new Float64Array(7);
    for (let i = 0; i < 70_000; i++) counts[random.nextInt(7)]!++;
    const statistic = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquareCdf(statistic, 6)).toBeLessThan(0.999);
  });

  it('draws normal numbers with the right mean, spread and tails', () => {
    const random = createRandom(5);
    const values = take(100_000, random.nextNormal);
    const mean = values.reduce((a, b) => a + b) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.012);
    expect(Math.abs(values.reduce((a, b) => a + b * b, 0) / values.length - 1)).toBeLessThan(0.02);
    expect(Math.abs(values.filter((v) => Math.abs(v) > 1.959963984540054).length / values.length - 0.05)).toBeLessThan(0.003);
  });

  it('keeps uniforms within [0, 1)', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        const random = createRandom(Math.abs(seed));
        for (const value of take(20, random.nextUniform)) expect(value >= 0 && value < 1).toBe(true);
      }),
    );
  });

  it('shuffles: keeps the items and reaches every order about equally often', () => {
    const random = createRandom(3);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const items = ['a', 'b', 'c', 'd'];
      random.shuffle(items);
      counts.set(items.join(''), (counts.get(items.join('')) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const statistic = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquareCdf(statistic, 23)).toBeLessThan(0.999);
    const column = Uint32Array.of(3, 1, 2);
    random.shuffle(column);
    expect([...column].sort()).toEqual([1, 2, 3]);
    random.shuffle([]);
  });
});
