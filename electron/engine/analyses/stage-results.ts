import type { StageResult } from '#contract/analyses/leakage.ts';
import { type OpenStage, type Policy, withinDaysOf } from '#domain/policy.ts';
import type { HandoffStage } from '#domain/stages.ts';
import { aalenJohansenSorted } from '#stats/aalen-johansen.ts';
import { kaplanMeier, kaplanMeierSorted } from '#stats/kaplan-meier.ts';
import { wilsonInterval } from '#stats/wilson.ts';
import type { Facts } from '../facts/facts.ts';
import type { Selection } from './selection.ts';
import { openStages, type Spells, spellEnd } from './spells.ts';
import { isTooFew } from './too-few.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const incidenceDays = [7, 30, 90, 180, 365];

type StageLimits = Pick<Policy, 'withinDays' | 'stalledHours'>;

/** The results of all stages of a selection, in funnel order, `won` last. */
export function stageResults(facts: Facts, selection: Selection, spells: Record<OpenStage, Spells>, limits: StageLimits): StageResult[] {
  const rows = openStages.map((stage) => stageResult(facts, selection, spells[stage], limits));
  const won = spells.opportunity.end.reduce((sum, end) => sum + (end === spellEnd.advanced ? 1 : 0), 0);
  const all: StageResult[] = [...rows, { stage: 'won', reached: won }];
  return all.map((row) => ({ ...row, conversionFromFirst: fromFirst(facts, selection, spells, row.stage, limits) }));
}

function countEnds(spells: Spells): { advanced: number; lost: number; open: number } {
  const counts = [0, 0, 0];
  for (let i = 0; i < spells.end.length; i++) counts[spells.end[i]!]!++;
  return { open: counts[0]!, advanced: counts[1]!, lost: counts[2]! };
}

function proportion(numerator: number, denominator: number, days: number, immature: number) {
  const interval = wilsonInterval(numerator, denominator);
  return {
    days,
    rate: denominator === 0 ? null : numerator / denominator,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    numerator,
    denominator,
    immature,
    tooFew: isTooFew(denominator),
  };
}

function stageResult(facts: Facts, selection: Selection, spells: Spells, limits: StageLimits): StageResult {
  const { stage, hours, end, enteredAt } = spells;
  const reached = hours.length;
  const { advanced, lost, open } = countEnds(spells);
  const days = withinDaysOf(limits, stage);
  const cutoffMs = facts.asOfMs - days * dayMs;
  const stalledHours = limits.stalledHours[stage];
  let mature = 0;
  let advancedWithin = 0;
  let stalled = 0;
  for (let i = 0; i < reached; i++) {
    if (end[i] === spellEnd.open && hours[i]! > stalledHours) stalled++;
    if (enteredAt[i]! > cutoffMs) continue;
    mature++;
    if (end[i] === spellEnd.advanced && hours[i]! < days * 24) advancedWithin++;
  }
  const curves = aalenJohansenSorted(hours, end, 2);
  const left = Uint8Array.from(end, (value) => (value === spellEnd.open ? 0 : 1));
  const stay = kaplanMeierSorted(hours, left);
  const result: StageResult = {
    stage,
    reached,
    advanced,
    lost,
    open,
    stalled,
    conversion: {
      toDate: { rate: reached === 0 ? null : advanced / reached, numerator: advanced, denominator: reached },
      resolved: advanced + lost === 0 ? null : advanced / (advanced + lost),
      bounds: reached === 0 ? null : [advanced / reached, (advanced + open) / reached],
      within: proportion(advancedWithin, mature, days, reached - mature),
    },
    cumulativeIncidence: incidenceDays.map((day) => ({
      days: day,
      advanced: curves.incidenceAt(1, day * 24),
      lost: curves.incidenceAt(2, day * 24),
    })),
    timeInStage: {
      medianHours: stay.quantile(0.5),
      p25Hours: stay.quantile(0.25),
      p75Hours: stay.quantile(0.75),
      p90Hours: stay.quantile(0.9),
      events: stay.events,
      censored: stay.censored,
      unit: 'elapsed hours',
    },
  };
  if (stage === 'qualified') result.timeToExplicitDecision = explicitDecisions(facts, selection);
  if (stage === 'accepted') {
    result.explicit = spells.handoff.reduce((sum, handoff) => sum + (facts.handoffs.disposition[handoff] === 2 ? 0 : 1), 0);
    result.silent = reached - result.explicit;
  }
  return result;
}

/** Time to the first explicit decision: silence is none, so silent handoffs are censored when they ended or at the as-of. */
function explicitDecisions({ handoffs, asOfMs }: Facts, selection: Selection): NonNullable<StageResult['timeToExplicitDecision']> {
  const hours = new Float64Array(selection.length);
  const event = new Uint8Array(selection.length);
  for (let k = 0; k < selection.length; k++) {
    const i = selection[k]!;
    const decidedAt = handoffs.decidedAt[i]!;
    event[k] = Number.isNaN(decidedAt) ? 0 : 1;
    const until = Number.isNaN(handoffs.nextQualifiedAt[i]!) ? asOfMs : handoffs.nextQualifiedAt[i]!;
    hours[k] = Math.max(0, (event[k] === 1 ? decidedAt : until) - handoffs.qualifiedAt[i]!) / hourMs;
  }
  const curve = kaplanMeier(hours, event);
  return { medianHours: curve.quantile(0.5), p90Hours: curve.quantile(0.9), events: curve.events, censored: curve.censored };
}

/** Share of the qualified that reached a stage, to date and within the stage's days of qualification. */
function fromFirst(
  { handoffs, asOfMs }: Facts,
  selection: Selection,
  spells: Record<OpenStage, Spells>,
  stage: HandoffStage,
  limits: StageLimits,
): NonNullable<StageResult['conversionFromFirst']> {
  const days = withinDaysOf(limits, stage === 'won' ? 'opportunity' : stage);
  const cutoffMs = asOfMs - days * dayMs;
  let mature = 0;
  for (let k = 0; k < selection.length; k++) if (handoffs.qualifiedAt[selection[k]!]! <= cutoffMs) mature++;
  let reached = 0;
  let within = 0;
  const seen = (handoff: number, reachedAt: number): void => {
    reached++;
    const qualifiedAt = handoffs.qualifiedAt[handoff]!;
    if (qualifiedAt <= cutoffMs && Math.max(0, reachedAt - qualifiedAt) < days * dayMs) within++;
  };
  if (stage === 'won') {
    const { handoff, end } = spells.opportunity;
    for (let i = 0; i < handoff.length; i++) if (end[i] === spellEnd.advanced) seen(handoff[i]!, handoffs.closedAt[handoff[i]!]!);
  } else {
    const { handoff, enteredAt } = spells[stage];
    for (let i = 0; i < handoff.length; i++) seen(handoff[i]!, enteredAt[i]!);
  }
  return {
    toDate: { rate: selection.length === 0 ? null : reached / selection.length, numerator: reached, denominator: selection.length },
    within: proportion(within, mature, days, selection.length - mature),
  };
}
