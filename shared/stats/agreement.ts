import { requireCount } from './input-error.ts';

/** How two rules judge the same records. */
export interface TwoByTwo {
  both: number;
  onlyFirst: number;
  onlySecond: number;
  neither: number;
}

/**
 * Cohen's kappa: agreement beyond what the two rules' own rates would give by chance.
 * @param table counts, whole numbers from 0.
 * @returns −1…1, 1 for full agreement; null without records and where chance alone agrees fully (both rules say the same of all).
 * @throws ParleyError E_STATISTIC for counts that are none.
 * @source Cohen, "A coefficient of agreement for nominal scales" (1960).
 */
export function cohenKappa(table: TwoByTwo): number | null {
  const n = totalOf(table);
  const first = table.both + table.onlyFirst;
  const second = table.both + table.onlySecond;
  const chanceTimesSquare = first * second + (n - first) * (n - second);
  if (n === 0 || chanceTimesSquare === n * n) return null;
  return ((table.both + table.neither) * n - chanceTimesSquare) / (n * n - chanceTimesSquare);
}

/**
 * The Jaccard overlap: records that both rules admit, of those that either admits.
 * @returns 0…1; null where neither rule admits any.
 * @throws ParleyError E_STATISTIC for counts that are none.
 * @source Jaccard (1901).
 */
export function jaccard(table: TwoByTwo): number | null {
  totalOf(table);
  const either = table.both + table.onlyFirst + table.onlySecond;
  return either === 0 ? null : table.both / either;
}

function totalOf({ both, onlyFirst, onlySecond, neither }: TwoByTwo): number {
  for (const count of [both, onlyFirst, onlySecond, neither]) requireCount(count, 'counts');
  return both + onlyFirst + onlySecond + neither;
}
