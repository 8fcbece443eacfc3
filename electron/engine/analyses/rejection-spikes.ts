import type { RejectionsBody } from '#contract/analyses/rejections.ts';
import { monthKeyOf } from '#domain/time-zone.ts';
import { binomialTail } from '#stats/binomial-tail.ts';
import type { Facts } from '../facts/facts.ts';
import type { Selection } from './selection.ts';

const hourMs = 3_600_000;
const familyLevel = 0.00135;
const referenceMonths = 6;
const smallestExpected = 5;

interface Cell {
  month: number;
  reason: string;
  source: string | null;
  count: number;
  decided: number;
  mean: number;
}

/**
 * Reasons that rose beyond chance in a finished month, over all sources and per source: exact binomial tail against the previous six months, at
 * .00135 divided by the number of cells looked at. A cell is looked at where six months stand before it and n·p̄ ≥ 5.
 */
export function rejectionSpikes({ handoffs, zone, asOfMs, policy }: Facts, selection: Selection): RejectionsBody['spikes'] {
  const longestWindowMs = Math.max(...policy.acceptance.map(({ part }) => part.acceptanceWindowHours)) * hourMs;
  const decided = new Map<string, number>();
  const rejected = new Map<string, number>();
  const months = new Set<number>();
  const sources = new Set<string>();
  const reasons = new Set<string>();
  const bump = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let k = 0; k < selection.length; k++) {
    const i = selection[k]!;
    if (handoffs.windowEndsAt[i]! > asOfMs) continue;
    const month = zone.monthIndex(handoffs.qualifiedAt[i]!);
    if (zone.monthStartMs(month + 1) + longestWindowMs > asOfMs) continue;
    const source = handoffs.source.dictionary.at(handoffs.source.codes[i]!);
    months.add(month);
    sources.add(source);
    bump(decided, `${month}`);
    bump(decided, `${month}\u0000${source}`);
    if (handoffs.disposition[i] !== 3 && handoffs.lateRejection[i] !== 1) continue;
    const reason = handoffs.rejectionReason.dictionary.at(handoffs.rejectionReason.codes[i]!);
    reasons.add(reason);
    bump(rejected, `${month}\u0001${reason}`);
    bump(rejected, `${month}\u0000${source}\u0001${reason}`);
  }
  const first = Math.min(...months);
  const cells: Cell[] = [];
  for (const month of months) {
    if (month - first < referenceMonths) continue;
    for (const source of [null, ...sources]) {
      const place = (at: number) => (source === null ? `${at}` : `${at}\u0000${source}`);
      const n = decided.get(place(month)) ?? 0;
      let before = 0;
      for (let at = month - referenceMonths; at < month; at++) before += decided.get(place(at)) ?? 0;
      if (n === 0 || before === 0) continue;
      for (const reason of reasons) {
        let earlier = 0;
        for (let at = month - referenceMonths; at < month; at++) earlier += rejected.get(`${place(at)}\u0001${reason}`) ?? 0;
        const mean = earlier / before;
        if (n * mean >= smallestExpected)
          cells.push({ month, reason, source, count: rejected.get(`${place(month)}\u0001${reason}`) ?? 0, decided: n, mean });
      }
    }
  }
  return cells
    .map((cell) => ({ cell, probability: binomialTail(cell.count, cell.decided, cell.mean) }))
    .filter(({ probability }) => probability < familyLevel / cells.length)
    .sort((a, b) => a.cell.month - b.cell.month || a.probability - b.probability)
    .map(({ cell, probability }) => ({
      month: monthKeyOf(cell.month),
      reason: cell.reason,
      source: cell.source,
      count: cell.count,
      expected: cell.decided * cell.mean,
      probability,
    }));
}
