import { inputError, requireSameLength } from './input-error.ts';

/** A step of a rising fit: from `score` on, the expected outcome is `rate`, until the next step's score. */
export interface IsotonicPoint {
  score: number;
  rate: number;
}

/**
 * The rising curve nearest to the outcomes in weighted squares (pool adjacent violators).
 * @param scores one number a record, any order; records of equal score are pooled first.
 * @param outcomes one number a record, 0/1 or a rate.
 * @param weights positive numbers; default 1 each.
 * @returns one point per distinct score, ascending in score, never falling in rate; empty without records.
 * @throws ParleyError E_STATISTIC for different lengths, NaN values and weights that are not positive.
 * @remarks A point is given for every distinct score, also where neighbours were pooled to one rate.
 * @source Ayer, Brunk, Ewing, Reid & Silverman (1955); Barlow, Bartholomew, Bremner & Brunk (1972).
 */
export function isotonicRegression(scores: ArrayLike<number>, outcomes: ArrayLike<number>, weights?: ArrayLike<number>): IsotonicPoint[] {
  const groups = poolEqualScores(scores, outcomes, weights);
  const blockWeight: number[] = [];
  const blockSum: number[] = [];
  const blockEnd: number[] = [];
  for (let i = 0; i < groups.scores.length; i++) {
    let weight = groups.weights[i]!;
    let sum = groups.sums[i]!;
    while (blockWeight.length > 0 && blockSum.at(-1)! * weight >= sum * blockWeight.at(-1)!) {
      weight += blockWeight.pop()!;
      sum += blockSum.pop()!;
      blockEnd.pop();
    }
    blockWeight.push(weight);
    blockSum.push(sum);
    blockEnd.push(i + 1);
  }
  const points: IsotonicPoint[] = [];
  for (let block = 0; block < blockEnd.length; block++) {
    const rate = blockSum[block]! / blockWeight[block]!;
    while (points.length < blockEnd[block]!) points.push({ score: groups.scores[points.length]!, rate });
  }
  return points;
}

/** The fitted rate at a score: that of the last point at or below it, the first point's below all; null for an empty fit. */
export function isotonicRateAt(points: readonly IsotonicPoint[], score: number): number | null {
  if (points.length === 0) return null;
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (points[middle]!.score <= score) low = middle + 1;
    else high = middle;
  }
  return points[Math.max(0, low - 1)]!.rate;
}

function poolEqualScores(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): { scores: Float64Array; sums: Float64Array; weights: Float64Array } {
  requireSameLength(scores, outcomes, 'scores and outcomes');
  if (weights !== undefined) requireSameLength(scores, weights, 'scores and weights');
  const groupOf = new Map<number, number>();
  const group = new Uint32Array(scores.length);
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    if (Number.isNaN(score) || Number.isNaN(outcomes[i]!)) throw inputError('a score and an outcome in every row', `none in row ${i}`);
    let index = groupOf.get(score);
    if (index === undefined) {
      index = groupOf.size;
      groupOf.set(score, index);
    }
    group[i] = index;
  }
  const distinct = Float64Array.from(groupOf.keys()).sort();
  const rank = new Uint32Array(distinct.length);
  distinct.forEach((score, place) => {
    rank[groupOf.get(score)!] = place;
  });
  const sums = new Float64Array(distinct.length);
  const groupWeights = new Float64Array(distinct.length);
  for (let i = 0; i < scores.length; i++) {
    const weight = weights === undefined ? 1 : weights[i]!;
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) throw inputError('positive weights', `${weight} in row ${i}`);
    sums[rank[group[i]!]!]! += weight * outcomes[i]!;
    groupWeights[rank[group[i]!]!]! += weight;
  }
  return { scores: distinct, sums, weights: groupWeights };
}
