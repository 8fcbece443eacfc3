import { inputError, requireSameLength } from './input-error.ts';

export interface WeightOfEvidence {
  /** ln of the share of goods over the share of bads, per bin: above 0 the bin holds more than its share of goods. */
  weights: number[];
  /** What each bin adds to the information value. */
  contributions: number[];
  /** Σ (share of goods − share of bads) · weight; 0 tells nothing. */
  informationValue: number;
}

/**
 * Weight of evidence and information value of a signal's bins.
 * @param goods successes per bin.
 * @param bads failures per bin, bins in the same order.
 * @returns null where there are no goods or no bads at all.
 * @throws ParleyError E_STATISTIC for different lengths and counts below 0.
 * @remarks Half a record is added to both counts of every bin, always, so that empty cells stay finite and equal bins weigh 0;
 *   information values of many sparse bins are biased upwards all the same.
 * @source Siddiqi, "Credit Risk Scorecards" (2006); Haldane (1956) and Anscombe (1956) for the half.
 */
export function weightOfEvidence(goods: ArrayLike<number>, bads: ArrayLike<number>): WeightOfEvidence | null {
  requireSameLength(goods, bads, 'goods and bads');
  let goodTotal = 0;
  let badTotal = 0;
  for (let bin = 0; bin < goods.length; bin++) {
    if (!(goods[bin]! >= 0 && bads[bin]! >= 0)) throw inputError('counts from 0', `${goods[bin]} and ${bads[bin]} in bin ${bin}`);
    goodTotal += goods[bin]!;
    badTotal += bads[bin]!;
  }
  if (goodTotal === 0 || badTotal === 0) return null;
  const weights: number[] = [];
  const contributions: number[] = [];
  let informationValue = 0;
  for (let bin = 0; bin < goods.length; bin++) {
    const goodShare = (goods[bin]! + 0.5) / (goodTotal + goods.length / 2);
    const badShare = (bads[bin]! + 0.5) / (badTotal + goods.length / 2);
    const weight = Math.log(goodShare / badShare);
    weights.push(weight);
    contributions.push((goodShare - badShare) * weight);
    informationValue += (goodShare - badShare) * weight;
  }
  return { weights, contributions, informationValue };
}
