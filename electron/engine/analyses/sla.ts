import type { SlaBody, SlaGroupBody } from '#contract/analyses/sla.ts';
import { kaplanMeierSorted, type SurvivalCurve } from '#stats/kaplan-meier.ts';
import { wilsonInterval } from '#stats/wilson.ts';
import type { AnalysisContext } from './context.ts';
import { delayParts, partHours } from './milestones.ts';
import { responseEffect } from './response-effect.ts';
import type { Selection } from './selection.ts';
import type { SlaTargets } from './sla-targets.ts';
import { isTooFew } from './too-few.ts';
import { touchWaits } from './touch-waits.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const deadZoneHours = 72;
const drawnHours = [5 / 60, 0.25, 0.5, 1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336];

/** Whether first touches can be known at all from these extracts. */
export function touchesMeasurable({ facts }: AnalysisContext): boolean {
  return facts.touches !== undefined || facts.leads.column('firstTouchAt') !== undefined;
}

/**
 * Response times of one set of handoffs.
 * @param places positions of the handoffs in the targets (which were made for the whole selection).
 * @param measurable false for an owner without any activity rows: excluded rather than counted as zero.
 */
export function slaBody(
  context: AnalysisContext,
  targets: SlaTargets,
  selection: Selection,
  places: Int32Array,
  measurable: boolean,
): SlaBody {
  const { group, curve } = slaGroup(context, targets, selection, places, measurable);
  return {
    ...group,
    delay: delayOf(context, selection),
    responseEffect: measurable ? responseEffect(context, selection) : [],
    touchedWithin: measurable && selection.length > 0 ? drawnHours.map((hour) => ({ hours: hour, share: 1 - curve.survivalAt(hour) })) : [],
  };
}

/** The part of the result that every group has too, and the curve behind it; arguments as `slaBody`. */
export function slaGroup(
  context: AnalysisContext,
  targets: SlaTargets,
  selection: Selection,
  places: Int32Array,
  measurable: boolean,
): { group: SlaGroupBody; curve: SurvivalCurve } {
  const { facts } = context;
  const { handoffs, asOfMs } = facts;
  const count = selection.length;
  const attainment = { met: 0, missed: 0, pending: 0, excluded: 0 };
  const untouched = { count: 0, due: 0 };
  const escalations: Record<string, number> = {};
  const reasons = new Set<string>();
  const dateOnly = startsOnDates(context);
  for (let k = 0; k < count; k++) {
    const i = selection[k]!;
    const place = places[k]!;
    const qualifiedAt = handoffs.qualifiedAt[i]!;
    const touchAt = handoffs.firstTouchAt[i]!;
    const deadZoneEnd = qualifiedAt + deadZoneHours * hourMs;
    if (measurable && deadZoneEnd <= asOfMs) {
      untouched.due++;
      if (!(touchAt <= deadZoneEnd)) untouched.count++;
    }
    const dueAt = targets.dueAt[place]!;
    if (!measurable) {
      attainment.excluded++;
      reasons.add('no activity rows: not measurable');
    } else if (Number.isNaN(dueAt)) {
      attainment.excluded++;
      reasons.add('no target applies');
    } else if (dateOnly && targets.targetMinutes[place]! < 1440) {
      attainment.excluded++;
      reasons.add('qualification is a date without a time: a target under a day cannot be judged');
    } else if (dueAt > asOfMs) attainment.pending++;
    else if (touchAt <= dueAt) attainment.met++;
    else attainment.missed++;
    if (!measurable || targets.rule[place]! < 0) continue;
    const rule = targets.steps[targets.step[place]!]!.part.sla[targets.rule[place]!]!;
    for (const { to, afterMinutes } of rule.escalate ?? []) {
      escalations[to] ??= 0;
      const at = qualifiedAt + afterMinutes * minuteMs;
      if (at <= asOfMs && !(touchAt <= at)) escalations[to]!++;
    }
  }
  const judged = attainment.met + attainment.missed;
  const interval = wilsonInterval(attainment.met, judged);
  const curve = waitCurve(facts, selection);
  const group: SlaGroupBody = {
    handoffs: count,
    timeToFirstTouch: {
      medianHours: measurable ? curve.quantile(0.5) : null,
      p90Hours: measurable ? curve.quantile(0.9) : null,
      events: curve.events,
      censored: curve.censored,
    },
    attainment: {
      ...attainment,
      excludedReason: [...reasons].sort().join('; '),
      rate: judged === 0 ? null : attainment.met / judged,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
    },
    untouchedBeyond72h: { ...untouched, rate: untouched.due === 0 ? null : untouched.count / untouched.due },
    escalations,
    tooFew: isTooFew(count),
  };
  return { group, curve };
}

/** The waits of a selection, taken in the order that all handoffs were sorted in once. */
function waitCurve(facts: AnalysisContext['facts'], selection: Selection): SurvivalCurve {
  const { hours, touched, order } = touchWaits(facts);
  const isAll = selection.length === facts.handoffs.count;
  const selected = new Uint8Array(isAll ? 0 : facts.handoffs.count);
  if (!isAll) for (let k = 0; k < selection.length; k++) selected[selection[k]!] = 1;
  const times = new Float64Array(selection.length);
  const events = new Uint8Array(selection.length);
  let next = 0;
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    if (!isAll && selected[i] !== 1) continue;
    times[next] = hours[k]!;
    events[next++] = touched[k]!;
  }
  return kaplanMeierSorted(times, events);
}

function startsOnDates({ facts }: AnalysisContext): boolean {
  if (facts.timeline.status) return false;
  const column = facts.leads.column('qualifiedAt') ?? facts.leads.column('createdAt');
  return column?.kind === 'time' && column.dateOnly;
}

function delayOf({ facts }: AnalysisContext, selection: Selection): SlaBody['delay'] {
  const lists = delayParts.map(() => new Float64Array(selection.length));
  const counts = [0, 0, 0, 0];
  const totals = [0, 0, 0, 0];
  const parts = new Float64Array(4);
  for (let k = 0; k < selection.length; k++) {
    partHours(facts.handoffs, selection[k]!, parts);
    for (let part = 0; part < 4 && !Number.isNaN(parts[part]!); part++) lists[part]![counts[part]!++] = parts[part]!;
    if (!Number.isNaN(parts[3]!)) for (let part = 0; part < 4; part++) totals[part]! += parts[part]!;
  }
  const all = totals.reduce((sum, hours) => sum + hours, 0);
  return delayParts.map((part, index) => {
    const sorted = lists[index]!.subarray(0, counts[index]).sort();
    const at = (q: number) => (sorted.length === 0 ? null : sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)]!);
    return { part, medianHours: at(0.5), p90Hours: at(0.9), share: all === 0 ? null : totals[index]! / all, count: sorted.length };
  });
}
