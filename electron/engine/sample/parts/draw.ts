import type { Random } from '#stats/random.ts';

export function pick<T>(random: Random, values: readonly T[]): T {
  return values[random.nextInt(values.length)]!;
}

/** One of the keys of a table of weights, each as often as its weight says. */
export function pickWeighted<K extends string>(random: Random, weights: Readonly<Record<K, number>>): K {
  const keys = Object.keys(weights) as K[];
  let rest = random.nextUniform() * keys.reduce((sum, key) => sum + weights[key], 0);
  for (const key of keys) {
    rest -= weights[key];
    if (rest < 0) return key;
  }
  return keys[keys.length - 1]!;
}

export function chance(random: Random, probability: number): boolean {
  return random.nextUniform() < probability;
}

export function between(random: Random, low: number, high: number): number {
  return low + random.nextUniform() * (high - low);
}

/** A log-normal value around a median; `spread` is the standard deviation of its logarithm. */
export function around(random: Random, median: number, spread: number): number {
  return median * Math.exp(spread * random.nextNormal());
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
