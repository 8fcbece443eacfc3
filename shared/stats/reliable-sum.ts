/**
 * The sum of numbers with a running correction, so that small terms beside large ones are not lost.
 * @param values any numbers; none give 0, a NaN or infinity among them gives NaN or an infinity.
 * @source Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen" (1974).
 */
export function reliableSum(values: ArrayLike<number>): number {
  let sum = 0;
  let correction = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    correction += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return Number.isFinite(sum) ? sum + correction : sum;
}

/** The mean by `reliableSum`; null without values. */
export function reliableMean(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : reliableSum(values) / values.length;
}
