import { binomialPmf } from './binomial-pmf.ts';
import { inputError, requireCount, requireProbability } from './input-error.ts';

/**
 * The exact upper tail of a binomial count: P(X ≥ k).
 * @param k whole number; 0 or less gives 1, more than n gives 0.
 * @param n trials, whole number from 0.
 * @param p success probability, 0…1.
 * @returns a probability with a relative error about 1e-13, also deep in the tail and for n of a million.
 * @throws ParleyError E_STATISTIC outside those ranges.
 * @source Loader, "Fast and accurate computation of binomial probabilities" (2000), for the first term; the rest by their ratio.
 */
export function binomialTail(k: number, n: number, p: number): number {
  requireCount(n, 'trials');
  requireProbability(p, 'a probability');
  if (!Number.isSafeInteger(k)) throw inputError('a whole number of successes', String(k));
  if (k <= 0) return 1;
  if (k > n || p === 0) return 0;
  if (p === 1) return 1;
  return k > n * p ? sumUpwards(k, n, p) : Math.max(0, 1 - sumUpwards(n - k + 1, n, 1 - p));
}

/** P(X ≥ k) for k above the mean, where each term is smaller than the one before. */
function sumUpwards(k: number, n: number, p: number): number {
  const odds = p / (1 - p);
  let term = 1;
  let sum = 1;
  for (let i = k; i < n; i++) {
    term *= ((n - i) / (i + 1)) * odds;
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return Math.min(1, binomialPmf(k, n, p) * sum);
}
