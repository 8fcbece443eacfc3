import { inputError, requireProbability } from './input-error.ts';
import { normalQuantile } from './normal-quantile.ts';

/**
 * The chi-square distribution function: P(X ≤ x).
 * @param x 0 or more.
 * @param degrees degrees of freedom, above 0.
 * @returns a probability with an absolute error below 1e-13.
 * @throws ParleyError E_STATISTIC outside those ranges.
 * @source Abramowitz & Stegun (1964), 6.5.29 (series) and 6.5.31 (continued fraction by Lentz).
 */
export function chiSquareCdf(x: number, degrees: number): number {
  requireDegrees(degrees);
  if (!(x >= 0)) throw inputError('a chi-square value from 0', String(x));
  if (x === 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return lowerGamma(degrees / 2, x / 2);
}

/**
 * The chi-square quantile: the x with P(X ≤ x) = p.
 * @param p 0…1.
 * @param degrees degrees of freedom, above 0.
 * @returns x with a relative error about 1e-12; 0 at 0, Infinity at 1.
 * @throws ParleyError E_STATISTIC outside those ranges.
 * @source Wilson & Hilferty (1931) for the first guess, then bisection within a bracket.
 */
export function chiSquareQuantile(p: number, degrees: number): number {
  requireProbability(p, 'a probability');
  requireDegrees(degrees);
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const ninth = 2 / (9 * degrees);
  const guess = Math.max(1e-3, degrees * (1 - ninth + normalQuantile(p) * Math.sqrt(ninth)) ** 3);
  let low = guess / 2;
  let high = guess * 2;
  while (chiSquareCdf(low, degrees) > p) low /= 2;
  while (chiSquareCdf(high, degrees) < p) high *= 2;
  for (let round = 0; round < 200 && high - low > 1e-14 * high; round++) {
    const middle = (low + high) / 2;
    if (chiSquareCdf(middle, degrees) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function requireDegrees(degrees: number): void {
  if (!(degrees > 0 && degrees < Number.POSITIVE_INFINITY)) throw inputError('degrees of freedom above 0', String(degrees));
}

/** The regularised lower incomplete gamma function P(a, x). */
function lowerGamma(a: number, x: number): number {
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return Math.min(1, scale * sum);
  }
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 10_000; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return 1 - scale * fraction;
}

/** ln Γ(x) for x > 0, relative error about 1e-15. Lanczos (1964), g = 7 with nine coefficients. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  let sum = lanczos[0]!;
  for (let i = 1; i < lanczos.length; i++) sum += lanczos[i]! / (shifted + i);
  const base = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

const lanczos = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];
