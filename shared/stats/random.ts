import { inputError } from './input-error.ts';
import { normalQuantile } from './normal-quantile.ts';

/** A stream of pseudo-random numbers; the same seed gives the same stream on every machine. Not for secrets. */
export interface Random {
  /** A whole number from 0 to 2^32 − 1. */
  nextUint32(): number;
  /** A number in [0, 1) with 53 random bits. */
  nextUniform(): number;
  /** A whole number from 0 to `bound` − 1, all equally likely; bound from 1 to 2^32. */
  nextInt(bound: number): number;
  /** A standard normal number, by inversion: one uniform each. */
  nextNormal(): number;
  /** Puts the items into a random order, in place, all orders equally likely. */
  shuffle<T>(items: { length: number; [index: number]: T }): void;
}

/**
 * A generator of the xoshiro128** family, its state filled from the seed by splitmix32.
 * @param seed a whole number from 0 to 2^53 − 1.
 * @throws ParleyError E_STATISTIC for another seed.
 * @source Blackman & Vigna, "Scrambled linear pseudorandom number generators" (2021); Steele, Lea & Flood (2014) for splitmix;
 *   Lemire, "Fast random integer generation in an interval" (2019); Fisher & Yates shuffle by Durstenfeld (1964).
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) throw inputError('a seed as a whole number from 0 to 2^53 − 1', String(seed));
  const mixLow = splitmix32(seed >>> 0);
  const mixHigh = splitmix32(Math.floor(seed / 4_294_967_296));
  const words = [mixLow(), mixLow(), mixLow(), mixLow()];
  if (seed > 0xffff_ffff) for (let i = 0; i < 4; i++) words[i] = (words[i]! ^ mixHigh()) >>> 0;
  return randomFromState(words[0]!, words[1]!, words[2]!, words[3]!);
}

/** The generator from its four 32-bit words of state, not all zero; for comparison with the reference implementation. */
export function randomFromState(word0: number, word1: number, word2: number, word3: number): Random {
  let s0 = word0 | 0;
  let s1 = word1 | 0;
  let s2 = word2 | 0;
  let s3 = word3 | 0;
  if ((s0 | s1 | s2 | s3) === 0) s0 = 1;

  const nextUint32 = (): number => {
    const scrambled = Math.imul(s1, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  };
  const nextUniform = (): number => {
    const high = nextUint32() >>> 5;
    const low = nextUint32() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  };
  const nextInt = (bound: number): number => {
    if (!Number.isInteger(bound) || bound < 1 || bound > 4_294_967_296) throw inputError('a bound from 1 to 2^32', String(bound));
    const whole = 4_294_967_296 - (4_294_967_296 % bound);
    for (;;) {
      const drawn = nextUint32();
      if (drawn < whole) return drawn % bound;
    }
  };
  const nextNormal = (): number => {
    for (;;) {
      const uniform = nextUniform();
      if (uniform > 0) return normalQuantile(uniform);
    }
  };
  const shuffle = <T>(items: { length: number; [index: number]: T }): void => {
    for (let last = items.length - 1; last > 0; last--) {
      const other = nextInt(last + 1);
      const held = items[last]!;
      items[last] = items[other]!;
      items[other] = held;
    }
  };
  return { nextUint32, nextUniform, nextInt, nextNormal, shuffle };
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e37_79b9) | 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
}
