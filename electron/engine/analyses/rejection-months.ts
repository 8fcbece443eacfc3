import type { RejectionMonth, RejectionsBody } from '#contract/analyses/rejections.ts';
import { monthKeyOf } from '#domain/time-zone.ts';
import { pChartLimits } from '#stats/p-chart.ts';
import { wilsonInterval } from '#stats/wilson.ts';
import type { Facts } from '../facts/facts.ts';
import { limitsOf } from '../facts/limits-of.ts';
import { rejectionSpikes } from './rejection-spikes.ts';
import type { Selection } from './selection.ts';
import { isTooFew } from './too-few.ts';

const hourMs = 3_600_000;

/** Rejections by month of qualification in the workspace's zone, with control limits, spikes and the review trigger. */
export function rejectionsBody(facts: Facts, selection: Selection): RejectionsBody {
  const { handoffs, zone, asOfMs, policy } = facts;
  const longestWindowHours = Math.max(...policy.acceptance.map(({ part }) => part.acceptanceWindowHours));
  const alarm = limitsOf(facts).rejectionAlarm;
  const months = new Map<number, RejectionMonth>();
  const reasons = new Map<string, { early: number; late: number }>();
  for (let k = 0; k < selection.length; k++) {
    const i = selection[k]!;
    const monthIndex = zone.monthIndex(handoffs.qualifiedAt[i]!);
    let month = months.get(monthIndex);
    if (!month) {
      month = emptyMonth(monthKeyOf(monthIndex), zone.monthStartMs(monthIndex + 1) + longestWindowHours * hourMs > asOfMs);
      months.set(monthIndex, month);
    }
    const isDecided = handoffs.windowEndsAt[i]! <= asOfMs;
    const disposition = handoffs.disposition[i]!;
    if (isDecided) {
      month.decided++;
      if (disposition === 3) month.rejected++;
      else if (disposition === 1) month.accepted++;
      else if (disposition === 2) month.acceptedBySilence++;
    } else month.undecided++;
    const isLate = handoffs.lateRejection[i] === 1;
    if (isLate) month.lateRejections++;
    if (isLate || (isDecided && disposition === 3)) {
      const reason = handoffs.rejectionReason.dictionary.at(handoffs.rejectionReason.codes[i]!);
      month.byReason[reason] = (month.byReason[reason] ?? 0) + 1;
      const total = reasons.get(reason) ?? { early: 0, late: 0 };
      if (isLate) total.late++;
      else total.early++;
      reasons.set(reason, total);
    }
  }
  const byIndex = new Map([...months].sort(([a], [b]) => a - b).map(([index, month]) => [index, withRates(month)]));
  const ordered = [...byIndex.values()];
  const finished = ordered.filter((month) => !month.unfinished);
  const decided = finished.reduce((sum, month) => sum + month.decided, 0);
  const mean = decided === 0 ? null : finished.reduce((sum, month) => sum + month.rejected, 0) / decided;
  const all = [...reasons.values()].reduce((sum, { early, late }) => sum + early + late, 0);
  return {
    monthly: ordered,
    control: {
      mean,
      limits: mean === null ? [] : ordered.flatMap(({ month, decided: n }) => (n > 0 ? [{ month, ...pChartLimits(mean, n)! }] : [])),
    },
    spikes: rejectionSpikes(facts, selection),
    reviewTriggered: reviewTrigger(byIndex, alarm),
    reasons: [...reasons]
      .map(([reason, { early, late }]) => ({ reason, count: early + late, share: (early + late) / all, early, late }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
  };
}

function emptyMonth(month: string, unfinished: boolean): RejectionMonth {
  return {
    month,
    decided: 0,
    undecided: 0,
    rejected: 0,
    accepted: 0,
    acceptedBySilence: 0,
    lateRejections: 0,
    rate: null,
    rateWithLate: null,
    wilsonLow: null,
    wilsonHigh: null,
    byReason: {},
    unfinished,
    tooFew: false,
  };
}

function withRates(month: RejectionMonth): RejectionMonth {
  const { decided, rejected, lateRejections } = month;
  const interval = wilsonInterval(rejected, decided);
  return {
    ...month,
    rate: decided === 0 ? null : rejected / decided,
    rateWithLate: decided === 0 ? null : Math.min(1, (rejected + lateRejections) / decided),
    wilsonLow: interval?.low ?? null,
    wilsonHigh: interval?.high ?? null,
    tooFew: isTooFew(decided),
  };
}

/** Finished months above the alarm for two calendar months running or more; null where none were. */
function reviewTrigger(months: ReadonlyMap<number, RejectionMonth>, threshold: number): RejectionsBody['reviewTriggered'] {
  const above = (index: number) => {
    const month = months.get(index);
    return month !== undefined && !month.unfinished && month.rate !== null && month.rate > threshold;
  };
  const running = [...months].filter(([index]) => above(index) && (above(index - 1) || above(index + 1)));
  return running.length === 0 ? null : { months: running.map(([, { month }]) => month), threshold };
}
