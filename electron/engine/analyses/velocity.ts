import type { VelocityBody } from '#contract/analyses/velocity.ts';
import { withinDaysOf } from '#domain/policy.ts';
import { monthKeyOf } from '#domain/time-zone.ts';
import { aalenJohansen } from '#stats/aalen-johansen.ts';
import type { Facts } from '../facts/facts.ts';
import { limitsOf } from '../facts/limits-of.ts';
import type { Selection } from './selection.ts';
import { isTooFew } from './too-few.ts';

const dayMs = 86_400_000;

/** Days from qualification to the opportunity, with loss (rejected, recycled, disqualified, qualified again) as the competing way out. */
export function velocityBody(facts: Facts, selection: Selection): VelocityBody {
  const { handoffs, zone } = facts;
  const withinDays = withinDaysOf(limitsOf(facts), 'qualified');
  const byMonth = new Map<number, number[]>();
  for (let k = 0; k < selection.length; k++) {
    const month = zone.monthIndex(handoffs.qualifiedAt[selection[k]!]!);
    const rows = byMonth.get(month);
    if (rows) rows.push(selection[k]!);
    else byMonth.set(month, [selection[k]!]);
  }
  return {
    withinDays,
    monthly: [...byMonth]
      .sort(([a], [b]) => a - b)
      .map(([month, rows]) => ({ month: monthKeyOf(month), ...velocityLine(facts, Int32Array.from(rows), withinDays) })),
    all: velocityLine(facts, selection, withinDays),
  };
}

function velocityLine({ handoffs, asOfMs }: Facts, selection: Selection, withinDays: number): VelocityBody['all'] {
  const days = new Float64Array(selection.length);
  const cause = new Uint8Array(selection.length);
  for (let k = 0; k < selection.length; k++) {
    const i = selection[k]!;
    const opportunityAt = handoffs.opportunityAt[i]!;
    let endsAt = opportunityAt;
    cause[k] = 1;
    if (Number.isNaN(opportunityAt)) {
      endsAt = Number.POSITIVE_INFINITY;
      for (const lossAt of [handoffs.rejectedAt[i]!, handoffs.recycledAt[i]!, handoffs.disqualifiedAt[i]!, handoffs.nextQualifiedAt[i]!])
        if (lossAt < endsAt) endsAt = lossAt;
      cause[k] = endsAt === Number.POSITIVE_INFINITY ? 0 : 2;
      if (cause[k] === 0) endsAt = asOfMs;
    }
    days[k] = Math.max(0, endsAt - handoffs.qualifiedAt[i]!) / dayMs;
  }
  const curves = aalenJohansen(days, cause, 2);
  const reached = curves.incidenceAt(1, withinDays);
  return {
    reachedWithin: selection.length === 0 ? null : reached,
    medianDays: curves.timeToReach(1, reached / 2),
    p90Days: curves.timeToReach(1, reached * 0.9),
    events: curves.events[0]!,
    lost: curves.events[1]!,
    open: curves.censored,
    tooFew: isTooFew(selection.length),
  };
}
